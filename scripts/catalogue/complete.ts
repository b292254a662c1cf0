import { type ItemType, itemTypeCodes } from "#shared/catalogue/item.ts";
import type { CatalogueContext } from "#shared/catalogue/rule.ts";
import { get, put } from "./csv.ts";
import { csvColumns, optionalColumns } from "./csv-columns.ts";
import { genericForm } from "./generic-form.ts";
import type { Mapping } from "./mapping.ts";

/** How what a file lacks was made good; `no` where it could not be. */
export const remedies = ["chinese", "code", "default", "genericForm", "noLimit", "no"] as const;
export type Remedy = (typeof remedies)[number];
/** A field that a row of the file has nothing for. */
export type Gap = { field: string; remedy: Remedy };

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const typeOfCode = new Map(Object.entries(itemTypeCodes).map(([type, code]) => [code as string, type]));

/** What the item's code says already (GB/T 39046): level, catalogue code, type, and whose it is. */
function fromCode(itemCode: string, { departments }: CatalogueContext): Fields {
  const type = itemCode.slice(21, 23);
  return {
    catalogCode: itemCode.slice(19, 31) || undefined,
    level: itemCode.charAt(18) || undefined,
    itemType: typeOfCode.get(type),
    department: departments.find(({ uscc }) => itemCode.startsWith(uscc))?.code,
  };
}

/** Without English, a text says in both what it says in Chinese. Gives the paths of these, lists without numbers. */
function fillEnglish(value: unknown, path: readonly string[], found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const entry of value) fillEnglish(entry, path, found);
  } else if (isFields(value)) {
    if (typeof value.zh === "string" && value.en === undefined) {
      value.en = value.zh;
      found.add(path.join("."));
    } else for (const [name, entry] of Object.entries(value)) fillEnglish(entry, [...path, name], found);
  }
}

/** Fields of every item that an empty list is right for. */
const mayBeEmpty = new Set(["materials", "fee.items", "faq", "specialProcedures", "intermediaryServices"]);
for (const [column, kind] of Object.entries(csvColumns)) if (kind === "list") mayBeEmpty.add(column);

const isMissing = (value: unknown): boolean =>
  value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** Columns of a whole row, texts by their Chinese: `name`, not `name.zh` and `name.en`. */
const fieldsOfItem = Object.keys(csvColumns)
  .filter((column) => !column.endsWith(".en") && !optionalColumns.has(column))
  .map((column) => column.replace(/\.zh$/, ""));

/**
 * Completes a row that came with a province's columns, in place, and says what it lacked: from its own code, from the
 * mapping's defaults, with the general form of its type, and with Chinese where there is no English. What it lacks
 * then, the checks will say.
 */
export function complete(row: Fields, { defaults }: Mapping, context: CatalogueContext): Gap[] {
  const gaps: Gap[] = [];
  const fill = (field: string, value: unknown, remedy: Remedy): void => {
    if (!isMissing(get(row, field)) || value === undefined) return;
    put(row, field, structuredClone(value));
    gaps.push({ field, remedy });
  };
  const { itemCode } = row;
  if (typeof itemCode === "string")
    for (const [field, value] of Object.entries(fromCode(itemCode, context))) fill(field, value, "code");
  if (isMissing(get(row, "legalLimit.days")) && isMissing(get(row, "legalLimit.months"))) {
    row.legalLimit = { unit: "none" };
    gaps.push({ field: "legalLimit", remedy: "noLimit" });
  }
  const days = get(row, "promisedLimit.days");
  if (typeof days === "number") fill("kind", days === 0 ? "instant" : "promised", "default");
  // A reason for coming belongs to a number of visits.
  const visits = get(row, "visits");
  for (const [field, value] of Object.entries(defaults))
    if (field !== "visitReason" || visits === undefined || (typeof visits === "number" && visits > 0))
      fill(field, value, "default");
  const type = row.itemType;
  if (row.form === undefined && typeof type === "string" && Object.hasOwn(itemTypeCodes, type))
    fill("form", genericForm(type as ItemType), "genericForm");

  for (const field of fieldsOfItem) {
    if (!isMissing(get(row, field)) || field.startsWith("legalLimit.")) continue;
    if (mayBeEmpty.has(field)) put(row, field, []);
    gaps.push({ field, remedy: "no" });
  }
  const untranslated = new Set<string>();
  for (const [field, value] of Object.entries(row))
    if (field !== "form" && field !== "extra") fillEnglish(value, [field], untranslated);
  if (untranslated.size > 0) row.untranslated = [...untranslated];
  for (const path of untranslated) gaps.push({ field: `${path}.en`, remedy: "chinese" });
  return gaps;
}
