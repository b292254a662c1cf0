import type * as z from "zod";
import { isObject } from "#shared/kernel/forms/answered-fields.ts";
import { fieldErrorsOf, stepsOf } from "#shared/kernel/http/validation.ts";
import { codeRules } from "./check-codes.ts";
import { jointRules } from "./check-joint.ts";
import { partiesRules } from "./check-parties.ts";
import {
  accessRules,
  contentRules,
  deferralRules,
  examinationRules,
  limitRules,
  referenceRules,
} from "./check-rules.ts";
import { situationRules } from "./check-situation.ts";
import { type ServiceItem, serviceItemSchema } from "./item.ts";
import { type CatalogueProblem, type Finding, problemOf } from "./problem-messages.ts";
import type { CatalogueContext } from "./rule.ts";

export type CheckedCatalogue = {
  /** The well-formed items, in order. To be used only when there are no problems. */
  items: ServiceItem[];
  problems: CatalogueProblem[];
};

const rules = [
  ...codeRules,
  ...referenceRules,
  ...limitRules,
  ...deferralRules,
  ...examinationRules,
  ...accessRules,
  ...contentRules,
  ...partiesRules,
  ...situationRules,
  ...jointRules,
];
const fields = Object.entries(serviceItemSchema.shape) as [keyof ServiceItem, z.ZodType][];

type Row = { row: number; known: Partial<ServiceItem>; item?: ServiceItem; problems: CatalogueProblem[] };

/** Reads a row field by field, so that what is well-formed can still be judged by the rules. */
function readRow(value: unknown, row: number): Row {
  const parsed = serviceItemSchema.safeParse(value, { reportInput: true });
  if (parsed.success) return { row, known: parsed.data, item: parsed.data, problems: [] };
  const problems = fieldErrorsOf("row", parsed.error).map(
    // Dotted paths are also the names of the columns in a file.
    ({ path, code, message }): CatalogueProblem => ({ row, column: stepsOf(path).join("."), code, message }),
  );
  const known: Partial<Record<string, unknown>> = {};
  if (isObject(value))
    for (const [name, field] of fields) {
      const result = field.safeParse(value[name]);
      if (result.success && result.data !== undefined) known[name] = result.data;
    }
  return { row, known: known as Partial<ServiceItem>, problems };
}

/** Found when it is asked for the first time: only who publishes needs it. */
let optional: ReadonlySet<string> | undefined;
const isOptional = (name: string): boolean => {
  optional ??= new Set(
    fields.filter(([, field]) => field.safeParse(undefined).success).map(([field]) => field),
  );
  return optional.has(name);
};

function ruleProblems({ row, known, problems }: Row, context: CatalogueContext): CatalogueProblem[] {
  // An optional field that is there but malformed was reported already; it must not look as if it were missing.
  const malformed = new Set(problems.map(({ column }) => column.split(".")[0]));
  return rules
    .filter(({ needs }) => needs.every((name) => !malformed.has(name) && (name in known || isOptional(name))))
    .flatMap(({ check }) => check(known as ServiceItem, context))
    .map((finding) => problemOf(row, finding));
}

/** Every row but the first that has the same key, with the row that had it first. */
function duplicates(rows: readonly Row[], keyOf: (row: Row) => string | undefined, finding: Finding) {
  const first = new Map<string, number>();
  return rows.flatMap((row): CatalogueProblem[] => {
    const key = keyOf(row);
    if (key === undefined) return [];
    const before = first.get(key);
    if (before !== undefined) return [problemOf(row.row, { ...finding, detail: `${before}` })];
    first.set(key, row.row);
    return [];
  });
}

/**
 * Everything wrong in a catalogue at once (一次性告知): schema, codes, references, limits, access, content, and
 * duplicates among the rows. Problems come in the order of the rows.
 * @param rowNumber what a row is called, by its index: the index itself, or its line in a spreadsheet
 */
export function checkCatalogue(
  rows: readonly unknown[],
  context: CatalogueContext,
  rowNumber: (index: number) => number = (index) => index,
): CheckedCatalogue {
  const read = rows.map((value, index) => readRow(value, rowNumber(index)));
  const problems = [
    ...read.flatMap((row) => [...row.problems, ...ruleProblems(row, context)]),
    ...duplicates(read, ({ known }) => known.itemCode, { column: "itemCode", code: "code-duplicate" }),
    ...duplicates(
      read,
      ({ known: { department, name, itemCode = "" } }) =>
        // A sub-item (业务办理项, 33) may be called as the item above it (31) is, and not as another sub-item of that.
        department && name
          ? `${department} ${name.zh} ${itemCode.length === 33 ? itemCode.slice(0, 31) : ""}`
          : undefined,
      { column: "name.zh", code: "name-duplicate" },
    ),
  ];
  return {
    items: read.flatMap(({ item }) => item ?? []),
    // Sorting is stable: within a row, schema errors stay before rules, and rules before duplicates.
    problems: problems.sort((a, b) => a.row - b.row),
  };
}
