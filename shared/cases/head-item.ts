import { headKey } from "#shared/messaging/outbox.ts";
import { type CaseHead, caseHeadSchema } from "./case.ts";
import { nextDueAt } from "./clock.ts";
import { openStates } from "./lifecycle.ts";

export const casePartition = (caseNumber: string): string => `CASE#${caseNumber}`;
export const applicantPartition = (applicantId: string): string => `APPLICANT#${applicantId}`;
export const worklistPartition = (department: string, state: string): string => `${department}#${state}`;

const worklistSort = (head: CaseHead): string =>
  `${nextDueAt(head.clock) ?? head.clock.stoppedAt ?? head.submittedAt}#${head.caseNumber}`;

/** A HEAD as the table keeps it: with its own key, the applicant's index and, while open, the worklist's. */
export function toItem(head: CaseHead): Record<string, unknown> {
  return {
    pk: casePartition(head.caseNumber),
    sk: headKey,
    applicantKey: applicantPartition(head.applicantId),
    submittedKey: `${head.submittedAt}#${head.caseNumber}`,
    ...(openStates.includes(head.state) && {
      worklistKey: worklistPartition(head.department, head.state),
      worklistSort: worklistSort(head),
    }),
    ...head,
  };
}

/** @throws ZodError when the record is not a case of ours: nothing read is trusted unparsed */
export function fromItem(item: Record<string, unknown>): CaseHead {
  const { pk, sk, applicantKey, submittedKey, worklistKey, worklistSort: _sort, ...head } = item;
  return caseHeadSchema.parse(head);
}
