import { type CaseHead, caseRecord } from "#shared/cases/record.ts";
import { historyItem } from "#shared/kernel/messaging/outbox.ts";
import { type HistoryEntry, historyEntryOf } from "#shared/kernel/records/record-store.ts";

/** One version of a case, as the relay keeps it beside the record. */
export function caseEntryItem(head: CaseHead, before?: CaseHead) {
  const entry = caseRecord.outboxEntry(caseRecord.toItem(head), before && caseRecord.toItem(before));
  if (!entry) throw new Error(`version ${head.version} of a case is silent`);
  return { pk: caseRecord.keyOf(head.caseNumber).pk, ...historyItem(entry) };
}

/** The history of a case, by its versions. */
export const caseEntries = (heads: readonly CaseHead[]): HistoryEntry[] =>
  heads.map((head, index) =>
    historyEntryOf(caseRecord, head.caseNumber, caseEntryItem(head, heads[index - 1])),
  );
