import * as z from "zod";
import { caseNumber, departmentCode, itemCode, shortDigest } from "./identifiers.ts";

/** What happens around the examination of a case (审查程序): an inspection, a hearing, a third party's say. */
export const examinationKinds = ["inspection", "hearing", "interestedParty"] as const;
export type ExaminationKind = (typeof examinationKinds)[number];

/**
 * What the law of an item asks for before a decision: an inspection that was passed, a hearing, that the right to one
 * was announced, or that third parties were heard.
 */
export const examinationNeeds = ["inspection", "hearing", "hearingRight", "interestedParty"] as const;
export type ExaminationNeed = (typeof examinationNeeds)[number];

/** Until when its case may not be decided because of it; `lapses`: it ends by itself when that is over. */
export const owedSchema = z.strictObject({
  until: z.iso.datetime(),
  lapses: z.literal(true).optional(),
});
export type Owed = z.infer<typeof owedSchema>;

/** What every event of an examination holds: ids and codes only. */
export const examinationFacts = {
  caseNumber,
  itemCode,
  department: departmentCode,
  /** Left out: its case need not wait for it any more. */
  owed: owedSchema.optional(),
};
export const examinationId = shortDigest;
