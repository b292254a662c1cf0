import * as z from "zod";
import type { FieldError } from "#shared/kernel/http/problem.ts";
import { pointer } from "#shared/kernel/http/validation.ts";
import { line, lines } from "#shared/kernel/text.ts";
import type { Particulars } from "./change.ts";
import type { LicenceType } from "./licence-types.ts";
import type { Licence } from "./record.ts";

/** Why, as the office writes it: kept in the history. */
export const correctionReason = z.strictObject({ words: lines(2, 1000) });

const printed = line(1, 1000);

/** A clerical error put right: one line of the licence, by the label that it is printed with, or the holder's name. */
export const correction = correctionReason.extend({
  line: printed.optional(),
  value: printed.optional(),
  holderName: printed.optional(),
});

type Correction = z.output<typeof correction>;
export type Corrected = Pick<Licence, "holder" | "particulars" | "changes" | "signature">;

const texts = {
  unknown: { zh: "这种证照没有这一项。", en: "Licences of this type have no such line." },
  nothing: { zh: "请填写要更正的内容。", en: "Please say what is to be corrected." },
};

type Template = Pick<LicenceType, "particulars">;

/** The name of the particular that is printed under a label, in either language, or that is called so itself. */
const nameOf = (line: string, before: Licence, { particulars }: Template): string | undefined =>
  particulars.find(({ name, label }) => [name, label.zh, label.en].includes(line))?.name ??
  Object.keys(before.particulars).find((name) => name === line);

/** What is wrong with a correction: a line that the licence does not have, or nothing to put right. */
export function correctionErrors(
  before: Licence,
  { line, value, holderName }: Correction,
  type: Template,
): FieldError[] {
  const error = (field: string, code: string, message: FieldError["message"]): FieldError[] => [
    { path: pointer("body", [field]), code, message },
  ];
  if (line === undefined && value === undefined)
    return holderName === undefined ? error("line", "required", texts.nothing) : [];
  if (line === undefined) return error("line", "required", texts.nothing);
  if (nameOf(line, before, type) === undefined) return error("line", "unknown", texts.unknown);
  return value === undefined ? error("value", "required", texts.nothing) : [];
}

/** A number stays one where it is still a number. */
const likeBefore = (before: Particulars[string] | undefined, value: string): Particulars[string] =>
  typeof before === "number" && Number.isFinite(Number(value)) ? Number(value) : value;

/**
 * What a licence states after a clerical error was put right (更正), as yet unsigned: number, days and identifier stay,
 * and no approval from before it undoes it, however late it arrives. Pure.
 */
export function correctedBy(
  before: Licence,
  { line, value, holderName }: Correction,
  type: Template,
  at: string,
): Omit<Corrected, "signature"> {
  const name = line === undefined ? undefined : nameOf(line, before, type);
  const set =
    name === undefined || value === undefined ? {} : { [name]: likeBefore(before.particulars[name], value) };
  return {
    holder: { ...before.holder, ...(holderName && { name: holderName }) },
    particulars: { ...before.particulars, ...set },
    changes: [...(before.changes ?? []), { kind: "correct", at, set: Object.keys(set) }],
  };
}
