import { caseNumber, type Page, page, shortId } from "./page.ts";
import { PageRoutes } from "./page-routes.tsx";

const licence = "(?<identifier>[0-9A-Z.]{40,120})";

/** The kit's pieces in every state, for people who work on pages; what is shipped does not have it. */
const kitPage =
  import.meta.env.MODE === "production"
    ? []
    : [page("/kit", "anybody", ["kit", "form"], () => import("../kit/showcase/showcase.tsx"))];

/** Every other page of the site: their list comes when somebody goes to one of them. A new one is a line here and a file of its own. */
const pages: Page[] = [
  page(
    "/notices",
    "citizen",
    ["examination", "kit", "form"],
    () => import("../citizen/examinations/notices-page.tsx"),
  ),
  page(
    `/notices/${shortId("partyId")}`,
    "citizen",
    ["access", "examination", "kit", "form"],
    () => import("../citizen/examinations/notice-page.tsx"),
  ),
  page(
    `/invitations/${caseNumber}`,
    "citizen",
    ["case", "apply", "form", "files"],
    () => import("../citizen/cases/invitation-page.tsx"),
  ),
  page(
    "/messages",
    "citizen",
    ["message", "acting", "form"],
    () => import("../citizen/messages/messages.tsx"),
  ),
  page(
    "/messages/settings",
    "citizen",
    ["message", "form"],
    () => import("../citizen/messages/settings.tsx"),
  ),
  page("/licences", "citizen", ["licence", "acting", "form"], () => import("../citizen/licences.tsx")),
  page(`/verify/${licence}`, "anybody", ["licence"], () => import("../citizen/verify.tsx")),
  page(
    "/representations",
    "citizen",
    ["access", "representation", "form"],
    () => import("../citizen/representations/representations.tsx"),
  ),
  page(
    "/rectifications",
    "citizen",
    ["rate", "acting", "form"],
    () => import("../citizen/rectifications.tsx"),
  ),
  page(
    "/ask",
    "citizen",
    ["consultation", "files", "form", "kit"],
    () => import("../citizen/consultations/ask.tsx"),
  ),
  page(
    "/consultations",
    "citizen",
    ["consultation", "form"],
    () => import("../citizen/consultations/my-consultations.tsx"),
  ),
  page(
    `/consultations/${shortId("consultationId")}`,
    "citizen",
    ["consultation", "access", "rate", "form"],
    () => import("../citizen/consultations/consultation-page.tsx"),
  ),
  page("/policies", "anybody", ["policy", "form"], () => import("../citizen/policies/policies-page.tsx")),
  page(
    `/policies/${shortId("policyId")}`,
    "anybody",
    ["policy", "form"],
    () => import("../citizen/policies/policy-page.tsx"),
  ),
  page(
    "/my-policies",
    "citizen",
    ["policy", "acting", "form"],
    () => import("../citizen/policies/my-policies-page.tsx"),
  ),
  page("/rate", "anybody", ["rate", "form", "apply"], () => import("../rating/rate-by-link.tsx")),
  page("/ratings", "anybody", ["figures", "rate"], () => import("../figures/ratings-page.tsx")),
  page("/device", "anybody", ["device", "rate", "form", "apply"], () => import("../device/device-page.tsx")),
  ...kitPage,
];

export default function LaterPages() {
  return <PageRoutes pages={pages} />;
}
