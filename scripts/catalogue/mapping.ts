import * as z from "zod";
import { CommandError } from "../terminal.ts";
import { csvColumns } from "./csv-columns.ts";
import { textOf } from "./text-file.ts";

const json = z.json();
/** What the other side writes in a cell, or in one entry of a list, and what we write for it. */
const values = z.record(z.string(), json);

const targetSchema = z.strictObject({ field: z.string().min(1), values: values.optional() });
export type Target = z.output<typeof targetSchema>;
const oneTarget = z.union([
  targetSchema,
  z
    .string()
    .min(1)
    .transform((field): Target => ({ field })),
]);

/** A list of records, such as materials, in one cell as JSON: the fields of each entry. */
const listTarget = z.strictObject({
  field: z.string().min(1),
  each: z.record(z.string(), oneTarget),
  /** What an entry is where its field is empty or not there. */
  defaults: z.record(z.string(), json).optional(),
});

/** Beside the columns of our own files: two digits, or the whole 33, of a sub-item (业务办理项). */
export const handlingItem = "handlingItem";

/**
 * How a province's columns become the fields of ours (dotted, as in our own files). A column that is here as null
 * is left out; one that is not here is kept in the item's `extra`.
 */
const mappingSchema = z
  .strictObject({
    columns: z.record(z.string(), z.union([z.null(), listTarget, oneTarget])),
    defaults: z.record(z.string(), json).default({}),
  })
  .superRefine(({ columns }, context) => {
    for (const [column, target] of Object.entries(columns))
      if (target && target.field !== handlingItem && !Object.hasOwn(csvColumns, target.field))
        context.addIssue({
          code: "custom",
          path: ["columns", column],
          message: `${target.field} is no field of an item`,
          input: target.field,
        });
  });
export type Mapping = z.output<typeof mappingSchema>;
export type ListTarget = z.output<typeof listTarget>;

/** @throws CommandError when it is not there, no JSON, or names a field that we do not have */
export function readMapping(file: string): Mapping {
  const refused = (why: string) =>
    new CommandError({
      zh: `${file} 不是有效的列映射：${why}`,
      en: `${file} is not a valid mapping of columns: ${why}`,
    });
  let value: unknown;
  try {
    value = JSON.parse(textOf(file));
  } catch (error) {
    if (error instanceof SyntaxError) throw refused(error.message);
    throw error;
  }
  const parsed = mappingSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw refused(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
}
