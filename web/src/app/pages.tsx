import { type ComponentType, lazy } from "react";
import type { Audience } from "../sign-in/require-audience.tsx";
import { loadTexts } from "./texts.ts";

type Page = { path: RegExp; audience: Audience; page: ComponentType };

const page = (
  path: string,
  audience: Audience,
  texts: readonly string[],
  load: () => Promise<{ default: ComponentType }>,
): Page => ({
  path: new RegExp(`^${path}$`),
  audience,
  page: lazy(async () => {
    const [loaded] = await Promise.all([load(), loadTexts(texts)]);
    return loaded;
  }),
});

const itemCode = "(?<itemCode>[0-9A-Z]{31,33})";
const caseNumber = "(?<caseNumber>[0-9A-Z]{25})";
const action = "(?<action>supplement|resubmit|submitDeferred)";
const licence = "(?<identifier>[0-9A-Z.]{40,120})";

const rectification = "(?<rectificationId>[0-9a-f]{16})";
const examination = (id: string): string => `(?<${id}>[0-9a-f]{16})`;
const rating = "(?<ratingId>[0-9A-Z]{25}-[a-z]+-[a-zA-Z]+)";

/** The kit's pieces in every state, for people who work on pages; what is shipped does not have it. */
const kitPage =
  import.meta.env.MODE === "production"
    ? []
    : [page("/kit", "anybody", ["kit", "form"], () => import("../kit/showcase/showcase.tsx"))];

/** Every page of the site: a new one is a line here and a file of its own, loaded when somebody goes there. */
export const pages: Page[] = [
  page("/", "anybody", ["home"], () => import("../citizen/home.tsx")),
  page("/items", "anybody", ["home", "list"], () => import("../citizen/items.tsx")),
  page(`/items/${itemCode}`, "anybody", ["guide"], () => import("../citizen/item-guide.tsx")),
  page(
    `/items/${itemCode}/(?<kind>form|example)`,
    "anybody",
    ["form"],
    () => import("../citizen/item-form.tsx"),
  ),
  page(
    `/items/${itemCode}/apply`,
    "applicant",
    ["apply", "form", "papers"],
    () => import("../citizen/apply/apply.tsx"),
  ),
  page("/cases", "citizen", ["case"], () => import("../citizen/cases/my-cases.tsx")),
  page(
    `/cases/${caseNumber}`,
    "citizen",
    ["case", "apply", "form", "papers", "rate", "examination", "kit"],
    () => import("../citizen/cases/case-page.tsx"),
  ),
  page(
    `/cases/${caseNumber}/${action}`,
    "citizen",
    ["case", "apply", "form", "papers"],
    () => import("../citizen/cases/applicant-changes.tsx"),
  ),
  page(
    "/notices",
    "citizen",
    ["examination", "kit", "form"],
    () => import("../citizen/examinations/notices-page.tsx"),
  ),
  page(
    `/notices/${examination("partyId")}`,
    "citizen",
    ["examination", "kit", "form"],
    () => import("../citizen/examinations/notice-page.tsx"),
  ),
  page(
    `/invitations/${caseNumber}`,
    "citizen",
    ["case", "apply", "form", "papers"],
    () => import("../citizen/cases/invitation-page.tsx"),
  ),
  page("/licences", "citizen", ["licence"], () => import("../citizen/licences.tsx")),
  page(`/verify/${licence}`, "anybody", ["licence"], () => import("../citizen/verify.tsx")),
  page(
    "/representations",
    "citizen",
    ["representation", "form"],
    () => import("../citizen/representations/representations.tsx"),
  ),
  page("/rectifications", "citizen", ["rate"], () => import("../citizen/rectifications.tsx")),
  page("/help", "anybody", ["help"], () => import("../citizen/help.tsx")),
  page("/rate", "anybody", ["rate", "form", "apply"], () => import("../rating/rate-by-link.tsx")),
  page("/ratings", "anybody", ["figures", "rate"], () => import("../figures/ratings-page.tsx")),
  page("/device", "anybody", ["device", "rate", "form", "apply"], () => import("../device/device-page.tsx")),
  page("/staff", "desk", ["staff", "case", "kit"], () => import("../staff/worklist.tsx")),
  page(
    `/staff/cases/${caseNumber}`,
    "staff",
    ["staff", "case", "form", "papers", "rate", "apply", "kit", "office", "examination"],
    () => import("../staff/case-page.tsx"),
  ),
  page(
    `/staff/cases/${caseNumber}/${action}`,
    "clerk",
    ["case", "apply", "form", "papers"],
    () => import("../citizen/cases/applicant-changes.tsx"),
  ),
  page(
    "/staff/window",
    "clerk",
    ["window", "case", "form", "home", "kit"],
    () => import("../staff/window.tsx"),
  ),
  page("/staff/numbers", "supervisor", ["staff", "kit", "form"], () => import("../staff/numbers.tsx")),
  page(
    "/staff/inspections",
    "staff",
    ["examination", "kit"],
    () => import("../staff/examinations/inspections-page.tsx"),
  ),
  page(
    `/staff/inspections/${examination("inspectionId")}`,
    "staff",
    ["examination", "kit", "form", "papers"],
    () => import("../staff/examinations/inspection-page.tsx"),
  ),
  page(
    "/staff/hearings",
    "staff",
    ["examination", "kit"],
    () => import("../staff/examinations/hearings-page.tsx"),
  ),
  page(
    `/staff/hearings/${examination("hearingId")}`,
    "staff",
    ["examination", "kit", "form", "papers"],
    () => import("../staff/examinations/hearing-page.tsx"),
  ),
  page(
    "/staff/interested-parties",
    "staff",
    ["examination", "kit"],
    () => import("../staff/examinations/parties-page.tsx"),
  ),
  page(
    `/staff/interested-parties/${examination("partyId")}`,
    "staff",
    ["examination", "kit", "form"],
    () => import("../staff/examinations/party-page.tsx"),
  ),
  page("/staff/devices", "desk", ["staff", "kit", "form"], () => import("../staff/devices.tsx")),
  page("/staff/rectifications", "staff", ["office", "kit"], () => import("../staff/orders/orders-page.tsx")),
  page(
    `/staff/rectifications/${rectification}`,
    "staff",
    ["office", "kit", "form"],
    () => import("../staff/orders/order-page.tsx"),
  ),
  page("/staff/payments", "staff", ["office", "kit"], () => import("../staff/payments/payments-page.tsx")),
  page(
    "/staff/payments/(?<paymentId>[0-9a-f]{16})",
    "staff",
    ["office", "kit", "form"],
    () => import("../staff/payments/payment-page.tsx"),
  ),
  page(
    "/staff/payments/differences",
    "staff",
    ["office", "kit"],
    () => import("../staff/payments/differences-page.tsx"),
  ),
  page(
    "/staff/payments/differences/(?<differenceId>[0-9a-f]{16})",
    "staff",
    ["office", "kit", "form"],
    () => import("../staff/payments/difference-page.tsx"),
  ),
  page(
    "/staff/reviews/ratings",
    "supervisor",
    ["office", "kit"],
    () => import("../staff/reviews/ratings-page.tsx"),
  ),
  page(
    `/staff/reviews/ratings/${rating}`,
    "supervisor",
    ["office", "kit", "form"],
    () => import("../staff/reviews/rating-page.tsx"),
  ),
  page(
    "/staff/reviews/comments",
    "supervisor",
    ["office", "kit"],
    () => import("../staff/reviews/comments-page.tsx"),
  ),
  page(
    `/staff/reviews/comments/${rating}`,
    "staff",
    ["office", "kit", "form"],
    () => import("../staff/reviews/comment-page.tsx"),
  ),
  page(
    "/staff/reviews/calls",
    "supervisor",
    ["office", "kit", "form"],
    () => import("../staff/reviews/draws-page.tsx"),
  ),
  page(
    "/staff/reviews/calls/(?<drawId>[0-9a-f]{16})",
    "supervisor",
    ["office", "kit"],
    () => import("../staff/reviews/draw-page.tsx"),
  ),
  page(
    "/staff/reviews/calls/of/(?<callId>[0-9a-f]{16}-[0-9A-Z]{25})",
    "supervisor",
    ["office", "kit", "form", "rate"],
    () => import("../staff/reviews/call-page.tsx"),
  ),
  page(
    "/staff/representations",
    "clerk",
    ["representation", "kit"],
    () => import("../staff/representations/guardianships-page.tsx"),
  ),
  page(
    "/staff/representations/(?<representationId>[0-9a-f]{16})",
    "staff",
    ["representation", "kit", "form"],
    () => import("../staff/representations/guardianship-page.tsx"),
  ),
  page(
    "/staff/archives",
    "staff",
    ["office", "kit", "case"],
    () => import("../staff/archives/archives-page.tsx"),
  ),
  page(
    `/staff/archives/${caseNumber}`,
    "staff",
    ["office", "kit", "form", "case"],
    () => import("../staff/archives/archive-page.tsx"),
  ),
  page(
    "/staff/commitments",
    "staff",
    ["office", "kit"],
    () => import("../staff/commitments/commitments-page.tsx"),
  ),
  page(
    `/staff/commitments/${caseNumber}`,
    "staff",
    ["office", "kit", "form"],
    () => import("../staff/commitments/commitment-page.tsx"),
  ),
  page("/staff/licences", "staff", ["office", "form"], () => import("../staff/licences-page.tsx")),
  page(
    "/staff/licences/(?<licenceId>[^/]+)",
    "staff",
    ["office", "kit", "form"],
    () => import("../staff/licence-page.tsx"),
  ),
  page("/staff/people", "desk", ["office", "kit", "form"], () => import("../staff/people/people-page.tsx")),
  page(
    "/staff/people/(?<account>[^/]+)",
    "desk",
    ["office", "kit", "form"],
    () => import("../staff/people/person-page.tsx"),
  ),
  page("/staff/catalogue", "admin", ["office", "form"], () => import("../staff/catalogue-page.tsx")),
  ...kitPage,
  page("/signed-in", "anybody", [], () => import("../sign-in/signed-in.tsx")),
  page(".*", "anybody", [], () => import("./not-found.tsx")),
];
