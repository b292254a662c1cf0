import * as z from "zod";
import type { FieldError } from "#shared/kernel/http/problem.ts";
import { pointer } from "#shared/kernel/http/validation.ts";
import type { LicenceType } from "./licence-types.ts";
import type { Licence } from "./record.ts";

/** Why, as the office writes it: kept in the history. */
export const why = z.strictObject({ words: z.string().trim().min(2).max(1000) });

const says = z.string().trim().min(1).max(1000);

/** A clerical error put right: what the licence says from then on, by the names of its particulars. */
export const correction = why.extend({
  particulars: z.record(z.string().max(60), z.union([says, z.number(), z.boolean()])).optional(),
  holderName: says.optional(),
});

type Correction = z.output<typeof correction>;
export type Corrected = Pick<Licence, "holder" | "particulars" | "changes" | "signature">;

const texts = {
  unknown: { zh: "这种证照没有这一项。", en: "Licences of this type have no such line." },
  nothing: { zh: "请填写要更正的内容。", en: "Please say what is to be corrected." },
};

/** What is wrong with a correction: lines that the licence does not have, or nothing to put right. */
export function correctionErrors(
  before: Licence,
  { particulars = {}, holderName }: Correction,
  type: Pick<LicenceType, "particulars">,
): FieldError[] {
  const known = new Set([...type.particulars.map(({ name }) => name), ...Object.keys(before.particulars)]);
  const names = Object.keys(particulars);
  if (names.length === 0 && holderName === undefined)
    return [{ path: pointer("body", ["particulars"]), code: "required", message: texts.nothing }];
  return names
    .filter((name) => !known.has(name))
    .map((name) => ({
      path: pointer("body", ["particulars", name]),
      code: "unknown",
      message: texts.unknown,
    }));
}

/**
 * What a licence says after a clerical error was put right (更正), as yet unsigned: number, days and identifier stay,
 * and no approval from before it undoes it, however late it is told of. Pure.
 */
export function correctedBy(
  before: Licence,
  { particulars = {}, holderName }: Correction,
  at: string,
): Omit<Corrected, "signature"> {
  return {
    holder: { ...before.holder, ...(holderName && { name: holderName }) },
    particulars: { ...before.particulars, ...particulars },
    changes: [...(before.changes ?? []), { kind: "correct", at, set: Object.keys(particulars) }],
  };
}
