import { headKey } from "#shared/kernel/messaging/outbox.ts";
import { type CaseHead, caseHeadSchema } from "./case.ts";
import { nextDueAt } from "./clock.ts";
import { openStates } from "./lifecycle.ts";

const casePrefix = "CASE#";
const applicantPrefix = "APPLICANT#";
export const casePartition = (caseNumber: string): string => casePrefix + caseNumber;
export const applicantPartition = (applicantId: string): string => applicantPrefix + applicantId;

/** A case that waits for its courier needs nobody, unless the courier is silent. */
const isListed = ({ state, deliveryStalled }: CaseHead): boolean =>
  openStates.includes(state) || (state === "delivering" && deliveryStalled === true);

/** No state in it, because a changed key costs two writes: it moves with the deadline only. */
const worklistSort = ({ clock, caseNumber }: CaseHead): string =>
  `${nextDueAt(clock) ?? clock.receivedAt}#${caseNumber}`;

/** A HEAD as the table keeps it: with its own key, the applicant's index and, while open, the worklist's. */
export function toItem(head: CaseHead): Record<string, unknown> {
  // What the keys say already is not said twice.
  const {
    caseNumber: _number,
    applicantId: _applicant,
    submittedAt: _submitted,
    eventHash,
    clock,
    ...rest
  } = head;
  const { lookAt, ...clockItself } = clock;
  return {
    pk: casePartition(head.caseNumber),
    sk: headKey,
    applicantKey: applicantPartition(head.applicantId),
    submittedKey: head.submittedAt,
    ...(isListed(head) && {
      worklistKey: head.department,
      worklistSort: worklistSort(head),
    }),
    ...rest,
    clock: clockItself,
    // Beside the index's keys, so that the sweep of deadlines reads the index alone.
    ...(lookAt && { lookAt }),
    ...(clock.provisional && { provisionalIn: head.calendar }),
    // 32 bytes; as hex twice as many.
    eventHash: Buffer.from(eventHash, "hex"),
  };
}

/** The table gives bytes; its stream, on the way through Lambda's JSON, gives them as base64. */
const hexOf = (bytes: unknown): string =>
  (bytes instanceof Uint8Array ? Buffer.from(bytes) : Buffer.from(String(bytes), "base64")).toString("hex");

/** @throws ZodError when the record is not a case of ours: nothing read is trusted unparsed */
export function fromItem(item: Record<string, unknown>): CaseHead {
  const { pk, sk, applicantKey, submittedKey, eventHash, clock, lookAt, ...rest } = item;
  const { worklistKey: _key, worklistSort: _sort, provisionalIn: _edition, ...head } = rest;
  return caseHeadSchema.parse({
    ...head,
    clock: { ...(clock as object), ...(lookAt !== undefined && { lookAt }) },
    caseNumber: String(pk).slice(casePrefix.length),
    applicantId: String(applicantKey).slice(applicantPrefix.length),
    submittedAt: submittedKey,
    eventHash: hexOf(eventHash),
  });
}
