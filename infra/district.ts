import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { usccFault } from "#shared/kernel/identifiers/uscc.ts";
import local from "./environments/local.json" with { type: "json" };

const districtsDirectory = join(import.meta.dirname, "../data/districts");

/** By 行政区划代码: everything that is one district's own, which code reads as `#district/…`. */
export const districtFolder = (code: string, directory = districtsDirectory): string => join(directory, code);

/** Whose data the programs of this machine read, unless TONGBAN_DISTRICT says: what `npm start` runs. */
export const districtHere = (): string => process.env.TONGBAN_DISTRICT ?? local.district;

const itemCodes = z.array(z.string().min(1));
const words = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const days = z.array(z.iso.date());
const limit = z.strictObject({
  days: z.int().positive().optional(),
  months: z.int().positive().optional(),
  unit: z.enum(["calendarDay", "workingDay", "month"]),
});
const remedies = z.strictObject({
  reconsideration: z
    .union([z.literal("none"), z.strictObject({ organs: z.array(z.string().min(1)).min(1), limit })])
    .optional(),
  lawsuit: z
    .union([z.literal("none"), z.strictObject({ courts: z.array(z.string().min(1)).min(1), limit })])
    .optional(),
  basis: z.string().min(1).optional(),
});

const departmentCode = z.string().regex(/^\d{4}$/, "must be four digits");

/** What each of the files is checked by before anything is synthesized; items by `npm run catalogue -- check`. */
const files = {
  "district.json": z.strictObject({
    code: z.string(),
    name: words,
    city: words,
    province: words,
    /** What the pages call themselves. */
    site: words,
    centre: z.strictObject({ name: words, phone: z.string().min(5) }),
  }),
  "departments.json": z
    .array(
      z.strictObject({
        code: departmentCode,
        name: words,
        uscc: z
          .string()
          .refine(
            (code) => !usccFault(code),
            "is no 统一社会信用代码 (GB 32100): its check character or form is wrong",
          ),
      }),
    )
    .min(1),
  "subdistricts.json": z.array(
    z.strictObject({
      code: z.string().regex(/^\d{12}$/, "must be twelve digits"),
      name: words,
      confirmed: z.boolean(),
    }),
  ),
  "official-document-organs.json": z.array(
    z.strictObject({
      code: z.string().regex(/^[0-9a-z]{2,8}$/, "must be two to eight digits or small letters"),
      name: z.string().min(1).optional(),
      mark: z.string().min(1),
    }),
  ),
  "remedies.json": z.strictObject({
    note: z.string(),
    usual: remedies.required(),
    departments: z.record(departmentCode, remedies),
  }),
  "calendar.json": z.strictObject({
    note: z.string(),
    years: z.record(z.string().regex(/^20\d\d$/), z.strictObject({ holidays: days, workdays: days })),
  }),
  "popular-items.json": itemCodes,
  /** What people say for it, best item first. */
  "everyday-words.json": z.array(
    z.strictObject({ items: itemCodes.min(1), words: z.array(z.string().min(1).max(40)).min(1) }),
  ),
  /** A second way to items, in the order in which they are usually needed. */
  "life-events.json": z.array(
    z.strictObject({ id: z.string().regex(/^[a-z]+$/), name: words, items: itemCodes.min(1).max(20) }),
  ),
};
type Files = { [File in keyof typeof files]: z.output<(typeof files)[File]> };
type Name = keyof Files;

const twice = (values: readonly string[]): string[] =>
  [...new Set(values.filter((value, index) => values.indexOf(value) !== index))].sort();

/** What is wrong between files that are right each by itself. */
function contradictions(code: string, read: Files, codesOfItems: ReadonlySet<string>): string[] {
  const departments = read["departments.json"].map((department) => department.code);
  const organs = read["official-document-organs.json"].map((organ) => organ.code);
  const known = { departments: new Set(departments), items: codesOfItems };
  const otherYear = Object.entries(read["calendar.json"].years).flatMap(([year, { holidays, workdays }]) =>
    [...holidays, ...workdays].filter((day) => !day.startsWith(year)),
  );
  const unknownItems = (file: Name, codes: readonly string[]): string[] =>
    [...new Set(codes)]
      .filter((one) => !known.items.has(one))
      .map((one) => `${file}: there is no item ${one}`);
  return [
    ...(read["district.json"].code === code
      ? []
      : [`district.json: code is not ${code}, as the folder says`]),
    ...twice(departments).map((one) => `departments.json: ${one} is there twice`),
    ...twice(read["departments.json"].map(({ uscc }) => uscc)).map(
      (one) => `departments.json: two departments have the number ${one}`,
    ),
    ...read["subdistricts.json"]
      .filter((one) => !one.code.startsWith(code))
      .map((one) => `subdistricts.json: ${one.code} is not below ${code}`),
    ...departments
      .filter((one) => !organs.includes(one))
      .map((one) => `official-document-organs.json: department ${one} has no code for its documents`),
    ...twice(organs).map((one) => `official-document-organs.json: ${one} is there twice`),
    ...Object.keys(read["remedies.json"].departments)
      .filter((one) => !known.departments.has(one))
      .map((one) => `remedies.json: there is no department ${one}`),
    ...otherYear.map((day) => `calendar.json: ${day} stands under another year`),
    ...unknownItems("popular-items.json", read["popular-items.json"]),
    ...unknownItems(
      "everyday-words.json",
      read["everyday-words.json"].flatMap(({ items }) => items),
    ),
    ...twice(read["everyday-words.json"].flatMap((entry) => entry.words)).map(
      (one) => `everyday-words.json: ${one} is there twice`,
    ),
    ...unknownItems(
      "life-events.json",
      read["life-events.json"].flatMap(({ items }) => items),
    ),
    ...twice(read["life-events.json"].map(({ id }) => id)).map(
      (one) => `life-events.json: ${one} is there twice`,
    ),
  ];
}

type Item = { itemCode: string };
const json = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

const itemCodesIn = (folder: string): string[] =>
  readdirSync(join(folder, "items"))
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => (json(join(folder, "items", name)) as Item[]).map(({ itemCode }) => itemCode));

/** Everything that is wrong with a district's folder, a sentence each. */
export function faultsOfDistrict(code: string, directory = districtsDirectory): string[] {
  const folder = districtFolder(code, directory);
  if (!existsSync(folder))
    return [
      `there is no folder data/districts/${code}; there are ${readdirSync(directory).sort().join(", ")}`,
    ];
  const faults: string[] = [];
  const read = Object.entries(files).flatMap(([name, schema]) => {
    const path = join(folder, name);
    if (!existsSync(path)) {
      faults.push(`${name} is missing`);
      return [];
    }
    const parsed = schema.safeParse(json(path));
    for (const issue of parsed.error?.issues ?? [])
      faults.push(`${name}: ${[...issue.path, issue.message].join(" ")}`);
    return parsed.success ? [[name, parsed.data] as const] : [];
  });
  for (const name of ["licence-types.json", "items"])
    if (!existsSync(join(folder, name))) faults.push(`${name} is missing`);
  if (faults.length > 0) return faults;
  return contradictions(
    code,
    Object.fromEntries(read) as Record<Name, unknown> as Files,
    new Set(itemCodesIn(folder)),
  );
}
