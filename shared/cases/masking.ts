import { maskIdNumber, maskName, maskPhone } from "#shared/kernel/people/masking.ts";
import type { CasePerson } from "./case.ts";

export const maskedApplicant = ({ applicant }: CasePerson) => ({
  name: maskName(applicant.name),
  idNumber: maskIdNumber(applicant.idNumber),
  phone: maskPhone(applicant.phone),
});
