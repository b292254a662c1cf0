import { type ComponentType, lazy } from "react";
import type { Audience } from "../sign-in/require-audience.tsx";
import { loadTexts } from "./texts.ts";

export type Page = { path: RegExp; audience: Audience; page: ComponentType };

/** A page: its address, who may open it, which texts it needs, and its file, loaded when somebody goes there. */
export const page = (
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

/** Parts of addresses. */
export const itemCode = "(?<itemCode>[0-9A-Z]{31,33})";
export const caseNumber = "(?<caseNumber>[0-9A-Z]{25})";
export const action = "(?<action>supplement|resubmit|submitDeferred)";
export const shortId = (name: string): string => `(?<${name}>[0-9a-f]{16})`;
