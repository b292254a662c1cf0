import * as z from "zod";
import { examinationKinds } from "#events/examination.ts";
import { suspensionKinds } from "#events/suspension-kinds.ts";
import { inBothLanguages, line } from "#shared/kernel/text.ts";

export const dayLimit = z.strictObject({
  days: z.int().nonnegative().max(365),
  unit: z.enum(["workingDay", "calendarDay"]),
});
/** Months where the law says so: "6个月" is no number of days. */
export const monthLimit = z.strictObject({ months: z.int().positive().max(36), unit: z.literal("month") });

/** What the legal clock does not count (特别程序), by which law, and for how many working days at most. */
export const specialProcedure = z.strictObject({
  kind: z.enum(suspensionKinds),
  basis: line(4, 200),
  maxDays: z.int().positive().max(365),
});

/**
 * What the law asks for before a decision (审查程序), and where: an on-site inspection, a hearing, the say of third parties.
 * `onRequest`: the right to a hearing has to be announced (行政许可法 Art. 47); `asNeeded`: the office sees whether it is.
 */
export const examination = z.strictObject({
  kind: z.enum(examinationKinds),
  need: z.enum(["required", "onRequest", "asNeeded"]),
  basis: line(4, 200),
});

/** By how much the limit can be extended, once; who approves it, and by which law. */
export const extension = z.strictObject({
  limit: z.discriminatedUnion("unit", [dayLimit, monthLimit]),
  approver: z.enum(["organ", "government"]),
  basis: line(4, 200),
});

/**
 * 初审: an upper organ decides, and this department examines first and sends up (行政许可法 Arts. 35 and 43). `limit`: the
 * upper organ's own time, where it is known.
 */
export const review = z.strictObject({
  organ: inBothLanguages,
  limit: dayLimit.optional(),
  basis: line(4, 200),
});

const organs = z.array(line(4, 60)).min(1).max(3);
const timeLimit = z.discriminatedUnion("unit", [dayLimit, monthLimit]);

/**
 * What can be done against a decision (救济途径). What is left out follows from the department, by `remedies.json`.
 * `none` where the law gives it not; days count from the document's receipt, a lawsuit's after a reconsideration that
 * must come first (复议前置) from the receipt of its decision.
 */
export const remediesSchema = z.strictObject({
  reconsideration: z.union([z.strictObject({ organs, limit: timeLimit }), z.literal("none")]).optional(),
  reconsiderationFirst: z.literal(true).optional(),
  lawsuit: z.union([z.strictObject({ courts: organs, limit: timeLimit }), z.literal("none")]).optional(),
  /** 异议, where the law gives that: the organ answers within this time. */
  objection: z.strictObject({ organ: line(4, 60), answeredIn: timeLimit }).optional(),
  basis: line(4, 200),
});
