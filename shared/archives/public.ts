import type { ArchiveEvent } from "#events/archive.ts";
import type { TongbanEvent } from "#events/define-event.ts";
import { shortEventName } from "#shared/kernel/http/record-contracts.ts";
import type { OwedCheck } from "#shared/kernel/messaging/owed.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-store.ts";
import { eventsOf } from "#shared/kernel/records/replay.ts";
import { archive } from "./record.ts";
import { packingEvents } from "./wiring.ts";

export { archivePolicy } from "./policy.ts";

/** Whether what was due was packed, or could not be; and what was packed was checked. */
export function archivesOwed(table: string): OwedCheck<ArchiveEvent> {
  const { read } = dynamodbRecordReader(archive, table);
  return {
    follows: packingEvents,
    async missing({ type, data: { caseNumber } }) {
      const state = (await read(caseNumber))?.state;
      switch (shortEventName(type)) {
        case "due":
          return state === "packing" ? ["package"] : [];
        case "packed":
          return state === "packed" ? ["check of a package"] : [];
        default:
          // The mark by which a destroyed package goes is the bucket's; setting it again does no harm.
          return [];
      }
    },
  };
}

/** What became of a case's archive file, step by step. */
export function archiveSteps(table: string) {
  const { read, history } = dynamodbRecordReader(archive, table);
  return async (caseNumber: string): Promise<TongbanEvent[]> => {
    const found = await read(caseNumber, { maybeOlder: true });
    return found ? eventsOf(archive, { history }, found) : [];
  };
}
