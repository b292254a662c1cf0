import { type TongbanEvent, versionOf } from "#events/define-event.ts";
import { allPages } from "#shared/kernel/aws/page.ts";
import { missingAfter, type OwedChecks } from "#shared/kernel/messaging/owed.ts";
import { versionsOf } from "#shared/kernel/records/replay.ts";
import type { CaseReader } from "./case-store.ts";
import { type CaseHead, caseRecord } from "./record.ts";

/** What a step of a case, or of another record about it, should have brought about elsewhere and has not. */
export type Missing = {
  caseNumber: string;
  /** Of the case; left out for another record's step. */
  version?: number;
  event: string;
  consumer: string;
  what: string;
};
export type MissingOfStep = { event: TongbanEvent; missing: Missing[] };

/** Steps that were taken between these moments. */
export type Window = { since?: string; until?: string };

/** What other records about a case tell of their steps: of those alone that such a case can have. */
export type EventsAbout = (head: CaseHead) => Promise<TongbanEvent[]>;

/**
 * What is owed by a case's history and by the other records about it, each step's event made again: consumers know events
 * by their ids, so one that was lost can be published once more.
 */
export async function owedBy(
  { history }: Pick<CaseReader, "history">,
  checks: OwedChecks,
  eventsAbout: EventsAbout,
  caseNumber: string,
  { since = "", until = "9" }: Window = {},
): Promise<MissingOfStep[]> {
  const entries = await allPages((cursor) => history(caseNumber, { cursor, limit: 100 }));
  const versions = versionsOf<CaseHead>(caseRecord, caseNumber, entries);
  const last = versions.at(-1);
  const own = versions.map((record) => caseRecord.eventOf(record)).filter((event) => event !== undefined);
  const isOwn = new Set(own.map(({ id }) => id));
  const found: MissingOfStep[] = [];
  for (const event of [...own, ...(last ? await eventsAbout(last) : [])]) {
    if (event.time < since || event.time > until) continue;
    const missing = await missingAfter(checks, event);
    const of = {
      caseNumber,
      ...(isOwn.has(event.id) && { version: versionOf(event) }),
      event: event.id,
    };
    if (missing.length > 0) found.push({ event, missing: missing.map((one) => ({ ...of, ...one })) });
  }
  return found;
}
