import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { CaseEvent } from "#events/case.ts";
import type { TongbanEvent } from "#events/define-event.ts";
import type { InterestedPartyEvent } from "#events/interested-party.ts";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { allPages } from "#shared/kernel/aws/page.ts";
import { type MomentDeps, momentNow } from "#shared/kernel/calendar/moment.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import type { OwedCheck } from "#shared/kernel/messaging/owed.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-store.ts";
import { wordsOf } from "#shared/kernel/records/last-event.ts";
import type { RecordOf } from "#shared/kernel/records/record.ts";
import type { HistoryEntry, RecordStore } from "#shared/kernel/records/record-store.ts";
import { eventsOf } from "#shared/kernel/records/replay.ts";
import { casePartition, type ExaminationKind } from "./clock.ts";
import { dropped } from "./dropped.ts";
import { type Hearing, hearing, isOpen } from "./hearings/record.ts";
import { type Inspection, inspection } from "./inspections/record.ts";
import { policy } from "./limits.ts";
import { dynamodbPartyReader } from "./parties/dynamodb-party-store.ts";
import type { PartyPerson, PartyReader } from "./parties/party-person.ts";
import { type InterestedParty, interestedParty } from "./parties/record.ts";
import { follows } from "./wiring.ts";

/** A record as it was at a version, with what was written of that step. */
export type AtVersion<Rec> = { record: Omit<Rec, keyof RecordOf<unknown>>; words?: string | undefined };

type Reading<Rec extends RecordOf<object>> = Pick<RecordStore<Rec>, "history">;

/** Each step of a chained record says what it changed: all until a version give the record as it was. */
async function atVersion<Rec extends RecordOf<object>>(
  store: Reading<Rec>,
  id: string,
  version: number,
): Promise<AtVersion<Rec> | undefined> {
  const entries: HistoryEntry[] = await allPages((cursor) => store.history(id, { cursor, limit: 100 }));
  const until = entries.filter((entry) => entry.version <= version);
  const last = until.at(-1);
  // The relay writes the history before it publishes; a reader of another copy may be a moment behind.
  if (last?.version !== version) return undefined;
  const record: Record<string, unknown> = {};
  for (const { changes, privateNote } of until) {
    Object.assign(record, changes?.set, privateNote.written?.fields);
    for (const field of changes?.unset ?? []) delete record[field];
  }
  return { record: record as AtVersion<Rec>["record"], words: wordsOf(last.privateNote) };
}

/** What other contexts may ask of examinations. */
export const examinationsPublic = (stores: {
  inspections: Reading<Inspection>;
  hearings: Reading<Hearing>;
  parties: Reading<InterestedParty> & Pick<PartyReader, "readPerson">;
}) => ({
  inspectionAt: (id: string, version: number) => atVersion(stores.inspections, id, version),
  hearingAt: (id: string, version: number) => atVersion(stores.hearings, id, version),
  async partyAt(
    id: string,
    version: number,
  ): Promise<(AtVersion<InterestedParty> & { person: PartyPerson | undefined }) | undefined> {
    const found = await atVersion<InterestedParty>(stores.parties, id, version);
    return found && { ...found, person: await stores.parties.readPerson(id) };
  },
});
/** Whether the end of a case has ended its examinations. */
export function examinationsOwed(
  table: string,
  deps: MomentDeps,
): OwedCheck<CaseEvent | InterestedPartyEvent> {
  const inspections = dynamodbRecordReader(inspection, table);
  const hearings = dynamodbRecordReader(hearing, table);
  const parties = dynamodbPartyReader(table);
  const page = { limit: policy.maxOfCase };
  return {
    follows,
    async missing({ data, traceparent }) {
      const { caseNumber } = data;
      const moment = await momentNow(deps);
      const of = (kind: ExaminationKind) => casePartition(kind, caseNumber);
      if ("partyId" in data) {
        const { hearingRequestBy: by } = data;
        const { items } = await hearings.list("byCase", of("hearing"), page);
        const isBehind = ({ ground, requestBy }: Hearing): boolean =>
          by !== undefined && ground === "onRequest" && (requestBy === undefined || requestBy < by);
        return items.filter((one) => isOpen(one) && isBehind(one)).map(() => "announcement of a hearing");
      }
      const [inspected, heard, informed] = await Promise.all([
        inspections.list("byCase", of("inspection"), page),
        hearings.list("byCase", of("hearing"), page),
        parties.list("byCase", of("interestedParty"), page),
      ]);
      return [
        ...inspected.items.filter((one) => dropped.inspection(one, moment, traceparent)),
        ...heard.items.filter((one) => isOpen(one) && dropped.hearing(one, moment, traceparent)),
        ...informed.items.filter((one) => dropped.party(one, moment, traceparent)),
      ].map(() => "end of an examination");
    },
  };
}

/** What became of a case's inspections, hearings and third parties, step by step. */
export function examinationSteps(table: string) {
  const inspections = dynamodbRecordReader(inspection, table);
  const hearings = dynamodbRecordReader(hearing, table);
  const parties = dynamodbPartyReader(table);
  const page = { limit: policy.maxOfCase };
  return async (caseNumber: string): Promise<TongbanEvent[]> => {
    const of = (kind: ExaminationKind) => casePartition(kind, caseNumber);
    const [inspected, heard, informed] = await Promise.all([
      inspections.list("byCase", of("inspection"), page),
      hearings.list("byCase", of("hearing"), page),
      parties.list("byCase", of("interestedParty"), page),
    ]);
    const steps = await Promise.all([
      ...inspected.items.map((one) => eventsOf(inspection, inspections, one)),
      ...heard.items.map((one) => eventsOf(hearing, hearings, one)),
      ...informed.items.map((one) => eventsOf(interestedParty, parties, one)),
    ]);
    return steps.flat();
  };
}
export type ExaminationsPublic = ReturnType<typeof examinationsPublic>;

export const examinationsOf = (table: string, db: DynamoDBDocumentClient = dynamodb()): ExaminationsPublic =>
  examinationsPublic({
    inspections: dynamodbRecordReader(inspection, table, db),
    hearings: dynamodbRecordReader(hearing, table, db),
    parties: dynamodbPartyReader(table, db, environmentCipher),
  });
