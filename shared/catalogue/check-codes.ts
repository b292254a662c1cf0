import { catalogCodeFault, itemCodeFault } from "#shared/kernel/identifiers/item-codes.ts";
import { type ItemType, itemTypeCodes, supervisionTypes } from "./item.ts";
import { findingIf, type Rule, rule } from "./rule.ts";

/** Provinces may extend both ends of A.1: 11 to 19 are other powers, 21 and above public services. */
function typeFits(itemType: ItemType, code: string): boolean {
  if (itemTypeCodes[itemType] === code) return true;
  if (itemType === "otherPower") return code > "10" && code < "20";
  return itemType === "publicService" && code > "20";
}

const national = "00";
/** A province's own types of powers and services. */
const isProvincesType = (code: string): boolean => (code > "10" && code < "20") || code > "20";

/** Codes are right in themselves, and say the same as the columns beside them. */
export const codeRules: Rule[] = [
  rule(["itemCode"], ({ itemCode }) => {
    const detail = itemCodeFault(itemCode);
    if (!detail) return [];
    const code = detail.startsWith("uscc.") ? "code-uscc" : "code-structure";
    return [{ column: "itemCode", code, detail }];
  }),

  rule(["catalogCode"], ({ catalogCode }) => {
    const detail = catalogCodeFault(catalogCode);
    return detail ? [{ column: "catalogCode", code: "code-structure", detail }] : [];
  }),

  // By position, not by parsing: a bad check digit should not hide that the rest disagrees too.
  rule(["itemCode", "catalogCode"], ({ itemCode, catalogCode }) => {
    const detail = itemCode.slice(19, 31);
    return findingIf(detail !== catalogCode, { column: "catalogCode", code: "code-catalog-differs", detail });
  }),

  rule(["itemCode", "level"], ({ itemCode, level }) => {
    const detail = itemCode.charAt(18);
    return findingIf(detail !== level, { column: "level", code: "code-level-differs", detail });
  }),

  rule(["catalogCode", "itemType"], ({ catalogCode, itemType }) => {
    const detail = catalogCode.slice(2, 4);
    return findingIf(!typeFits(itemType, detail), { column: "itemType", code: "code-type-differs", detail });
  }),

  // Set by the state (国家级基本目录) or by the own province; a code of another province cannot be handled here.
  rule(["catalogCode", "itemCode"], ({ catalogCode, itemCode }) => {
    const detail = itemCode.slice(2, 4);
    const area = catalogCode.slice(0, 2);
    return [
      ...findingIf(area !== national && area !== detail, {
        column: "catalogCode",
        code: "code-area",
        detail,
      }),
      ...findingIf(area === national && isProvincesType(catalogCode.slice(2, 4)), {
        column: "catalogCode",
        code: "code-type-is-provinces",
        detail: catalogCode.slice(2, 4),
      }),
    ];
  }),

  rule(["itemType"], ({ itemType }) =>
    findingIf(supervisionTypes.includes(itemType), {
      column: "itemType",
      code: "type-not-applied-for",
      detail: itemType,
    }),
  ),

  rule(["itemCode", "department"], ({ itemCode, department }, { departments }) => {
    const known = departments.find(({ code }) => code === department);
    if (!known || itemCode.startsWith(known.uscc)) return [];
    return [{ column: "itemCode", code: "code-department-differs", detail: known.uscc }];
  }),
];
