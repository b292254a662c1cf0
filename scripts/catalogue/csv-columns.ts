import type { ServiceItem } from "#shared/catalogue/item.ts";

/**
 * How a cell stands for a value:
 * - text: as it is
 * - code: as it is, without blanks around it
 * - number, boolean (`true`, `false`; 是 and 否 are read too)
 * - list: codes with `;` between them (`；` is read too); an empty cell is an empty list
 * - words: likewise, but an empty cell means that the field is absent
 * - json: the value as JSON; an empty cell is an empty list
 *
 * An empty cell of any other kind means that the field is absent.
 */
export type CellKind = "text" | "code" | "number" | "boolean" | "list" | "words" | "json" | "object";

type Texts<Name extends string> = Record<`${Name}.zh` | `${Name}.en`, "text">;
const texts = <Name extends string>(name: Name): Texts<Name> =>
  ({ [`${name}.zh`]: "text", [`${name}.en`]: "text" }) as Texts<Name>;

/** The columns of a catalogue file, in the order in which they are written. A dot leads into a nested field. */
export const csvColumns = {
  itemCode: "code",
  catalogCode: "code",
  ...texts("name"),
  aliases: "words",
  itemType: "code",
  level: "code",
  department: "code",
  ...texts("organ"),
  themes: "list",
  audience: "list",
  kind: "code",
  "legalLimit.days": "number",
  "legalLimit.unit": "code",
  "legalLimit.months": "number",
  "promisedLimit.days": "number",
  "promisedLimit.unit": "code",
  ...texts("conditions"),
  legalBasis: "json",
  materials: "json",
  steps: "json",
  "fee.charged": "boolean",
  "fee.items": "json",
  "result.type": "code",
  ...texts("result.name"),
  "result.licenceType": "code",
  "result.effect": "code",
  "result.licenceField": "code",
  onlineDepth: "list",
  visits: "number",
  ...texts("visitReason"),
  channels: "list",
  handIn: "list",
  receive: "list",
  oneIdOnly: "boolean",
  identityLevel: "code",
  crossRegion: "list",
  intermediaryServices: "json",
  specialProcedures: "json",
  ...texts("address"),
  ...texts("hours"),
  phone: "code",
  supervisionPhone: "code",
  faq: "json",
  separateDecider: "boolean",
  joint: "object",
  parties: "object",
  situation: "object",
  extension: "object",
  examination: "object",
  remedies: "object",
  review: "object",
  deferral: "object",
  commitment: "object",
  retention: "object",
  form: "json",
  extra: "object",
  untranslated: "object",
  synthetic: "boolean",
} as const satisfies Record<string, CellKind>;

/** A column for each field, or the build fails: a field without one would be lost on the way through a file. */
type Covered = keyof typeof csvColumns extends infer Column
  ? Column extends `${infer Field}.${string}`
    ? Field
    : Column
  : never;
type Missing = Exclude<keyof ServiceItem, Covered>;
export const everyFieldHasItsColumn: [Missing] extends [never] ? true : Missing = true;

/** Columns a file may leave out, because all their fields may be absent. */
export const optionalColumns: ReadonlySet<string> = new Set([
  "aliases",
  "examination",
  "result.licenceType",
  "organ.zh",
  "organ.en",
  "result.effect",
  "result.licenceField",
  "visitReason.zh",
  "visitReason.en",
  "joint",
  "parties",
  "situation",
  "extension",
  "remedies",
  "review",
  "deferral",
  "commitment",
  "retention",
  "legalLimit.months",
  "extra",
  "untranslated",
  "synthetic",
]);

const booleans: Record<string, boolean> = { true: true, false: false, 是: true, 否: false };

const partsOf = (cell: string): string[] =>
  cell
    .split(/[;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/**
 * The value of a cell. What is no number or boolean stays text, so that the schema says what is wrong with it.
 * @throws SyntaxError when a JSON cell is not JSON
 */
export function readCell(kind: CellKind, cell: string): unknown {
  const trimmed = cell.trim();
  if (kind === "json") return trimmed === "" ? [] : JSON.parse(trimmed);
  if (kind === "list") return partsOf(trimmed);
  if (trimmed === "") return undefined;
  if (kind === "words") return partsOf(trimmed);
  if (kind === "object") return JSON.parse(trimmed);
  if (kind === "text") return cell;
  if (kind === "number") return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed;
  // Spreadsheets write TRUE and FALSE.
  if (kind === "boolean") return booleans[trimmed.toLowerCase()] ?? trimmed;
  return trimmed;
}

export function writeCell(kind: CellKind, value: unknown): string {
  if (kind === "json") return Array.isArray(value) && value.length === 0 ? "" : JSON.stringify(value);
  if (kind === "list") return (value as string[]).join(";");
  if (value === undefined) return "";
  if (kind === "words") return (value as string[]).join(";");
  return kind === "object" ? JSON.stringify(value) : String(value);
}
