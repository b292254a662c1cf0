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

/** Every page of the site: a new one is a line here and a file of its own, loaded when somebody goes there. */
export const pages: Page[] = [
  page("/", "anybody", ["home"], () => import("../citizen/home.tsx")),
  page("/items", "anybody", ["home", "list"], () => import("../citizen/items.tsx")),
  page(`/items/${itemCode}`, "anybody", ["guide"], () => import("../citizen/item-guide.tsx")),
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
    ["case", "apply", "form", "papers", "rate"],
    () => import("../citizen/cases/case-page.tsx"),
  ),
  page(
    `/cases/${caseNumber}/${action}`,
    "citizen",
    ["case", "apply", "form", "papers"],
    () => import("../citizen/cases/applicant-changes.tsx"),
  ),
  page("/licences", "citizen", ["licence"], () => import("../citizen/licences.tsx")),
  page(`/verify/${licence}`, "anybody", ["licence"], () => import("../citizen/verify.tsx")),
  page("/rectifications", "citizen", ["rate"], () => import("../citizen/rectifications.tsx")),
  page("/help", "anybody", ["help"], () => import("../citizen/help.tsx")),
  page("/rate", "anybody", ["rate", "form", "apply"], () => import("../rating/rate-by-link.tsx")),
  page("/ratings", "anybody", ["figures", "rate"], () => import("../figures/ratings-page.tsx")),
  page("/device", "anybody", ["device", "rate", "form", "apply"], () => import("../device/device-page.tsx")),
  page("/staff", "staff", ["staff", "case"], () => import("../staff/worklist.tsx")),
  page(
    `/staff/cases/${caseNumber}`,
    "staff",
    ["staff", "case", "form", "papers", "rate", "apply"],
    () => import("../staff/case-page.tsx"),
  ),
  page(
    `/staff/cases/${caseNumber}/${action}`,
    "clerk",
    ["case", "apply", "form", "papers"],
    () => import("../citizen/cases/applicant-changes.tsx"),
  ),
  page("/staff/window", "clerk", ["window", "case", "form", "home"], () => import("../staff/window.tsx")),
  page("/staff/devices", "staff", ["staff"], () => import("../staff/devices.tsx")),
  page("/signed-in", "anybody", [], () => import("../sign-in/signed-in.tsx")),
  page(".*", "anybody", [], () => import("./not-found.tsx")),
];
