import { partySchema } from "#shared/cases/case.ts";
import type { FieldError } from "#shared/kernel/http/problem.ts";
import { residentIdFault } from "#shared/kernel/identifiers/resident-id.ts";
import { usccFault } from "#shared/kernel/identifiers/uscc.ts";
import { fieldError } from "./field-error.ts";

/** As much of a person as the check characters need, whatever else is missing. */
const numberedSchema = partySchema.pick({ idType: true, idNumber: true });

/** Check characters of ID numbers (GB 11643) and credit codes (GB 32100). */
export function checkParties(body: Record<string, unknown>, today: string): FieldError[] {
  return (["applicant", "agent"] as const).flatMap((role) => {
    const party = numberedSchema.strip().safeParse(body[role]).data;
    if (!party) return [];
    const path = [role, "idNumber"];
    const number = party.idNumber.toUpperCase();
    if (party.idType === "residentId" && residentIdFault(number, today))
      return [
        fieldError(
          path,
          "residentId",
          "身份证号码不正确，请核对。",
          "This is not a valid ID number; please check it.",
        ),
      ];
    if (party.idType === "uscc" && usccFault(number))
      return [
        fieldError(
          path,
          "uscc",
          "统一社会信用代码不正确，请核对。",
          "This is not a valid social credit code; please check it.",
        ),
      ];
    return [];
  });
}
