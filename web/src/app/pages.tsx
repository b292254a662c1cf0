import { type ComponentType, lazy } from "react";

export type PageProps = { parameter: string };
type Page = { at: RegExp; page: ComponentType<PageProps> };

const NotFound = lazy(() => import("./not-found.tsx"));

/** Every page of the site: a new one is a line here and a file of its own, loaded when somebody goes there. */
const pages: Page[] = [
  { at: /^\/$/, page: lazy(() => import("../citizen/home.tsx")) },
  { at: /^\/items$/, page: lazy(() => import("../citizen/items.tsx")) },
  { at: /^\/items\/([0-9A-Z]{31,33})$/, page: lazy(() => import("../citizen/item-guide.tsx")) },
];

export function pageAt(path: string): { page: ComponentType<PageProps>; parameter: string } {
  for (const { at, page } of pages) {
    const match = at.exec(path);
    if (match) return { page, parameter: match[1] ?? "" };
  }
  return { page: NotFound, parameter: "" };
}
