import * as z from "zod";
import { caseNumber, departmentCode, itemCode } from "#events/identifiers.ts";
import type { CasesPublic } from "#shared/cases/public.ts";

/** The case that an examination belongs to, as each of its records has it. */
export const caseFields = {
  caseNumber,
  itemCode,
  department: departmentCode,
  /** Account of the applicant. */
  applicantId: z.string().min(1),
};
export type OfCase = z.infer<z.ZodObject<typeof caseFields>>;

export type ExaminedCase = NonNullable<Awaited<ReturnType<CasesPublic["examinedOf"]>>>;

export const ofCase = ({ caseNumber, itemCode, department, applicantId }: ExaminedCase): OfCase => ({
  caseNumber,
  itemCode,
  department,
  applicantId,
});
