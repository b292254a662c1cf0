import { type ComponentType, lazy } from "react";
import type { Audience, PageProps } from "./page.ts";
import { loadTexts } from "./texts.ts";

type Loaded = { default: ComponentType<PageProps> };
type Page = {
  at: RegExp;
  audience: Audience;
  page: ComponentType<PageProps>;
  /** Without head and navigation: a screen of its own. */
  bare?: true;
};

const page = (
  at: RegExp,
  audience: Audience,
  texts: readonly string[],
  load: () => Promise<Loaded>,
  more: Pick<Page, "bare"> = {},
): Page => ({
  at,
  audience,
  page: lazy(async () => {
    const [loaded] = await Promise.all([load(), loadTexts(texts)]);
    return loaded;
  }),
  ...more,
});

const code = "[0-9A-Z]{31,33}";
const number = "[0-9A-Z]{25}";

/** Every page of the site: a new one is a line here and a file of its own, loaded when somebody goes there. */
const pages: Page[] = [
  page(/^\/$/, "anybody", ["home"], () => import("../citizen/home.tsx")),
  page(/^\/items$/, "anybody", ["home", "list"], () => import("../citizen/items.tsx")),
  page(new RegExp(`^/items/(${code})$`), "anybody", ["guide"], () => import("../citizen/item-guide.tsx")),
  page(
    new RegExp(`^/items/(${code})/apply$`),
    "applicant",
    ["apply", "form", "papers"],
    () => import("../citizen/apply/apply.tsx"),
  ),
  page(/^\/cases$/, "citizen", ["case"], () => import("../citizen/cases/my-cases.tsx")),
  page(
    new RegExp(`^/cases/(${number})$`),
    "citizen",
    ["case", "apply", "form", "papers", "rate"],
    () => import("../citizen/cases/case-page.tsx"),
  ),
  page(
    new RegExp(`^/cases/(${number})/(?:supplement|resubmit|bringDeferred)$`),
    "citizen",
    ["case", "apply", "form", "papers"],
    () => import("../citizen/cases/bring.tsx"),
  ),
  page(/^\/licences$/, "citizen", ["licence"], () => import("../citizen/licences.tsx")),
  page(/^\/verify\/([0-9A-Z.]{40,120})$/, "anybody", ["licence"], () => import("../citizen/verify.tsx")),
  page(/^\/rectifications$/, "citizen", ["rate"], () => import("../citizen/rectifications.tsx")),
  page(/^\/help$/, "anybody", ["help"], () => import("../citizen/help.tsx")),
  page(/^\/rate$/, "anybody", ["rate", "form", "apply"], () => import("../rating/rate-by-link.tsx")),
  page(/^\/ratings$/, "anybody", ["figures", "rate"], () => import("../figures/ratings-page.tsx")),
  page(
    /^\/device$/,
    "anybody",
    ["device", "rate", "form", "apply"],
    () => import("../device/device-page.tsx"),
    {
      bare: true,
    },
  ),
  page(/^\/staff$/, "staff", ["staff", "case"], () => import("../staff/worklist.tsx")),
  page(
    new RegExp(`^/staff/cases/(${number})$`),
    "staff",
    ["staff", "case", "form", "papers", "rate", "apply"],
    () => import("../staff/case-page.tsx"),
  ),
  page(
    new RegExp(`^/staff/cases/(${number})/(?:supplement|resubmit|bringDeferred)$`),
    "clerk",
    ["case", "apply", "form", "papers"],
    () => import("../citizen/cases/bring.tsx"),
  ),
  page(/^\/staff\/window$/, "clerk", ["window", "case", "form", "home"], () => import("../staff/window.tsx")),
  page(/^\/staff\/devices$/, "staff", ["staff"], () => import("../staff/devices.tsx")),
  page(/^\/signed-in$/, "anybody", [], () => import("../sign-in/signed-in.tsx")),
];

const notFound = page(/^/, "anybody", [], () => import("./not-found.tsx"));

export function pageAt(path: string): Page & { parameter: string } {
  for (const one of pages) {
    const match = one.at.exec(path);
    if (match) return { ...one, parameter: match[1] ?? "" };
  }
  return { ...notFound, parameter: "" };
}
