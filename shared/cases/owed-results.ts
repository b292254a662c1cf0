import type { CaseEvent } from "#events/case.ts";
import { allPages } from "#shared/kernel/aws/page.ts";
import { missingAfter, type OwedChecks } from "#shared/kernel/messaging/owed.ts";
import { versionsOf } from "#shared/kernel/records/replay.ts";
import type { CaseReader } from "./case-store.ts";
import { type CaseHead, caseRecord } from "./record.ts";

/** What a step of a case should have brought about elsewhere and has not. */
export type Missing = { caseNumber: string; version: number; consumer: string; what: string };
export type MissingOfStep = { event: CaseEvent; missing: Missing[] };

/** Steps that were taken between these moments. */
export type Window = { since?: string; until?: string };

/**
 * What is owed by a case's history, each step's event made again from it: consumers know events by their ids, so one that
 * was lost can be published once more.
 */
export async function owedBy(
  { history }: Pick<CaseReader, "history">,
  checks: OwedChecks,
  caseNumber: string,
  { since = "", until = "9" }: Window = {},
): Promise<MissingOfStep[]> {
  const entries = await allPages((cursor) => history(caseNumber, { cursor, limit: 100 }));
  const found: MissingOfStep[] = [];
  for (const record of versionsOf<CaseHead>(caseRecord, caseNumber, entries)) {
    const { at } = record.lastEvent;
    const event = at >= since && at <= until && (caseRecord.eventOf(record) as CaseEvent | undefined);
    if (!event) continue;
    const missing = await missingAfter(checks, event);
    if (missing.length > 0)
      found.push({
        event,
        missing: missing.map((one) => ({ caseNumber, version: record.version, ...one })),
      });
  }
  return found;
}
