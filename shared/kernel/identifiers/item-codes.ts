import { type UsccFault, usccFault } from "./uscc.ts";

/** 基本编码: who compiled the item, its type, the department in charge, main item and sub-item. */
export interface CatalogCodeParts {
  region: string;
  itemType: string;
  department: string;
  main: string;
  sub: string;
}
export type CatalogCodeFault = "length" | "alphabet" | "region";

/** 实施编码: who carries the item out, at which level, and the 基本编码; `handling` only in a 业务办理项编码. */
export interface ItemCodeParts {
  uscc: string;
  level: string;
  catalogCode: string;
  catalog: CatalogCodeParts;
  handling?: string;
}
export type ItemCodeFault =
  | "length"
  | `uscc.${UsccFault}`
  | "level"
  | `catalogCode.${CatalogCodeFault}`
  | "handling";

export type Parsed<Parts, Fault> = { ok: true; parts: Parts } | { ok: false; fault: Fault };

const fail = <const Fault extends string>(fault: Fault) => ({ ok: false as const, fault });

/** Takes a 基本编码 of 12 digits apart: region 2, type 2, department 2, main item 3, sub-item 3. */
export function parseCatalogCode(text: string): Parsed<CatalogCodeParts, CatalogCodeFault> {
  if (text.length !== 12) return fail("length");
  if (!/^\d+$/.test(text)) return fail("alphabet");
  // 00 is the state; otherwise the province, of which GB/T 2260 has none below 11 or above 82.
  const region = text.slice(0, 2);
  if (region !== "00" && (region < "11" || region > "82")) return fail("region");
  const parts = {
    region,
    itemType: text.slice(2, 4),
    department: text.slice(4, 6),
    main: text.slice(6, 9),
    sub: text.slice(9, 12),
  };
  return { ok: true, parts };
}

/** Takes an 实施编码 (31) or a 业务办理项编码 (33) apart: USCC 18, level 1, 基本编码 12, handling item 2. */
export function parseItemCode(text: string): Parsed<ItemCodeParts, ItemCodeFault> {
  if (text.length !== 31 && text.length !== 33) return fail("length");
  const uscc = text.slice(0, 18);
  const fault = usccFault(uscc);
  if (fault !== undefined) return fail(`uscc.${fault}`);
  const level = text.charAt(18);
  if (!/^[1-7]$/.test(level)) return fail("level");
  const catalogCode = text.slice(19, 31);
  const catalog = parseCatalogCode(catalogCode);
  if (!catalog.ok) return fail(`catalogCode.${catalog.fault}`);
  const parts = { uscc, level, catalogCode, catalog: catalog.parts };
  if (text.length === 31) return { ok: true, parts };
  const handling = text.slice(31);
  return /^\d{2}$/.test(handling) ? { ok: true, parts: { ...parts, handling } } : fail("handling");
}

/** The 实施编码, or the 业务办理项编码 when a two-digit handling item is given. Checks nothing. */
export const itemCodeOf = (uscc: string, level: string, catalogCode: string, handling = ""): string =>
  `${uscc}${level}${catalogCode}${handling}`;
