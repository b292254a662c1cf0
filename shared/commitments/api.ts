import * as z from "zod";
import {
  actionContracts,
  departmentQuery,
  getContract,
  historyContract,
  listContract,
} from "#shared/kernel/http/record-contracts.ts";
import { caseNumberPattern } from "#shared/kernel/identifiers/case-number.ts";
import { bodies } from "./decide.ts";
import { lifecycle } from "./lifecycle.ts";
import { commitment } from "./record.ts";

/** All but whose it is and who found what. */
export const commitmentFields = commitment.schema.omit({ applicantId: true, foundBy: true, late: true });
const view = commitmentFields
  .extend({ overdue: z.boolean(), allowedActions: z.array(z.string()) })
  .meta({ id: "Commitment" });
export type CommitmentView = z.output<typeof view>;

const api = {
  plural: "commitments",
  id: "caseNumber",
  idSchema: z.string().regex(caseNumberPattern, "办件编号不正确。|This is not a case number."),
  what: { zh: "承诺核查", en: "the check of a commitment" },
  readers: ["citizen", "clerk", "reviewer", "supervisor"],
  opens: "commitment",
  view,
} as const;

export const listCommitments = listContract(api, {
  summary: { zh: "告知承诺核查", en: "Commitments to be checked, put right or decided upon" },
  description: "open ones of the caller's department, of all or of one for supervisors, by what is due first",
  roles: ["clerk", "reviewer", "supervisor"],
  query: departmentQuery,
  row: view,
});
/** Also for the applicant, on the page of the case. */
export const getCommitment = getContract(api, view);
export const getCommitmentHistory = historyContract({ ...api, readers: ["clerk", "reviewer", "supervisor"] });
export const commitmentActions = actionContracts(api, lifecycle, bodies);

export const commitmentRoutes = [
  listCommitments,
  getCommitment,
  getCommitmentHistory,
  ...Object.values(commitmentActions),
];
