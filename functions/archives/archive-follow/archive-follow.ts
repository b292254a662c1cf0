import type { CaseEvent } from "#events/case.ts";
import { openArchive } from "#shared/archives/decide.ts";
import type { Archive } from "#shared/archives/record.ts";
import { endEvents } from "#shared/archives/wiring.ts";
import type { MomentDeps } from "#shared/kernel/calendar/moment.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { followEvents, type MessageHandler } from "#shared/kernel/messaging/consumer.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";

export type ArchiveFollowDeps = Pick<MomentDeps, "calendar"> & {
  store: Pick<RecordStore<Archive>, "write">;
};

/** The end of a case, whatever it is, opens its archive file. */
export function archiveFollow({ store, calendar }: ArchiveFollowDeps): MessageHandler {
  const open = async (event: CaseEvent): Promise<void> => {
    // A false first write means that it was opened before: a case ends once.
    await store.write(openArchive(event, await calendar(), childTrace(event.traceparent)));
  };
  return followEvents(endEvents, {
    collected: open,
    delivered: open,
    partEnded: open,
    refused: open,
    lapsed: open,
    withdrawn: open,
    terminated: open,
    applicationDeclined: open,
    applicationExpired: open,
  });
}
