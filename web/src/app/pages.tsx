import { action, caseNumber, itemCode, type Page, page } from "./page.ts";

/** The pages that people begin with; all others are in `later-pages.tsx`, the staff's in `staff-pages.tsx`. */
export const pages: Page[] = [
  page("/", "anybody", ["home"], () => import("../citizen/home.tsx")),
  page("/items", "anybody", ["home", "list"], () => import("../citizen/items.tsx")),
  page(`/items/${itemCode}`, "anybody", ["guide"], () => import("../citizen/item-guide.tsx")),
  page(
    `/items/${itemCode}/(?<kind>form|example)`,
    "anybody",
    ["paper"],
    () => import("../citizen/item-form.tsx"),
  ),
  page(
    `/items/${itemCode}/apply`,
    "applicant",
    ["apply", "form"],
    () => import("../citizen/apply/apply.tsx"),
  ),
  page("/cases", "citizen", ["case", "acting", "form"], () => import("../citizen/cases/my-cases.tsx")),
  page(
    `/cases/${caseNumber}`,
    "citizen",
    ["access", "case", "apply", "laterSteps", "form", "files", "rate", "examination", "kit"],
    () => import("../citizen/cases/case-page.tsx"),
  ),
  page(
    `/cases/${caseNumber}/${action}`,
    "citizen",
    ["case", "apply", "draft", "form", "files"],
    () => import("../citizen/cases/applicant-changes.tsx"),
  ),
  page("/help", "anybody", ["help"], () => import("../citizen/help.tsx")),
  page("/signed-in", "anybody", [], () => import("../sign-in/signed-in.tsx")),
];
