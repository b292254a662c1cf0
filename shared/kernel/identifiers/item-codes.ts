import { type UsccFault, usccFault } from "./uscc.ts";

export type CatalogCodeFault = "length" | "alphabet" | "region";
export type ItemCodeFault =
  | "length"
  | `uscc.${UsccFault}`
  | "level"
  | `catalogCode.${CatalogCodeFault}`
  | "handling";

/** Why a text is not a 基本编码 of 12 digits: region 2, type 2, department 2, main item 3, sub-item 3. */
export function catalogCodeFault(text: string): CatalogCodeFault | undefined {
  if (text.length !== 12) return "length";
  if (!/^\d+$/.test(text)) return "alphabet";
  // 00 is the state; otherwise the province, of which GB/T 2260 has none below 11 or above 82.
  const region = text.slice(0, 2);
  return region === "00" || (region >= "11" && region <= "82") ? undefined : "region";
}

/** Why a text is no 实施编码 (31) or 业务办理项编码 (33): USCC 18, level 1, 基本编码 12, handling item 2. */
export function itemCodeFault(text: string): ItemCodeFault | undefined {
  if (text.length !== 31 && text.length !== 33) return "length";
  const owner = usccFault(text.slice(0, 18));
  if (owner) return `uscc.${owner}`;
  if (!/^[1-7]$/.test(text.charAt(18))) return "level";
  const catalog = catalogCodeFault(text.slice(19, 31));
  if (catalog) return `catalogCode.${catalog}`;
  return /^(\d{2})?$/.test(text.slice(31)) ? undefined : "handling";
}

/** The 实施编码, or the 业务办理项编码 when a two-digit handling item is given. Checks nothing. */
export const itemCodeOf = (uscc: string, level: string, catalogCode: string, handling = ""): string =>
  `${uscc}${level}${catalogCode}${handling}`;

/** The two digits of the item's type (事项类型, GB/T 39046-2020 A.1) in a 实施编码: 18 of the organ, level, area, type. */
export const itemTypeDigits = (itemCode: string): string => itemCode.slice(21, 23);
