import { partySchema } from "#shared/cases/case.ts";
import { fieldError } from "#shared/cases/field-error.ts";
import type { FieldError } from "#shared/kernel/http/problem.ts";
import { residentIdFault } from "#shared/kernel/identifiers/resident-id.ts";
import { usccFault } from "#shared/kernel/identifiers/uscc.ts";

/** As much of a person as the check characters need, whatever else is missing. */
const numberedSchema = partySchema.pick({ idType: true, idNumber: true });

const numberChecks = {
  residentId: {
    fault: residentIdFault,
    zh: "身份证号码不正确，请核对。",
    en: "This is not a valid ID number; please check it.",
  },
  uscc: {
    fault: usccFault,
    zh: "统一社会信用代码不正确，请核对。",
    en: "This is not a valid social credit code; please check it.",
  },
  passport: undefined,
};

/** Check characters of ID numbers (GB 11643) and credit codes (GB 32100). */
export function checkParties(body: Record<string, unknown>, today: string): FieldError[] {
  return (["applicant", "agent"] as const).flatMap((role) => {
    const party = numberedSchema.strip().safeParse(body[role]).data;
    if (!party) return [];
    const check = numberChecks[party.idType];
    if (!check?.fault(party.idNumber.toUpperCase(), today)) return [];
    return [fieldError([role, "idNumber"], party.idType, check.zh, check.en)];
  });
}
