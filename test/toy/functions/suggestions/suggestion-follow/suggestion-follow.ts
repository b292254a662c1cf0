import type { Clock } from "#shared/kernel/clock.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import { followEvents, type MessageHandler } from "#shared/kernel/messaging/consumer.ts";
import { changeRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import { decide } from "../../../shared/suggestions/decide.ts";
import { casePartition, type Suggestion } from "../../../shared/suggestions/record.ts";
import { follows } from "../../../shared/suggestions/wiring.ts";

export type FollowDeps = {
  store: Pick<RecordStore<Suggestion>, "ids" | "read" | "write">;
  now: Clock;
};

/** Suggestions about a case that was withdrawn are dropped. */
export function suggestionFollow({ store, now }: FollowDeps): MessageHandler {
  const happens = bySystem(decide, "cases");
  return followEvents(follows, {
    async withdrawn({ data, time, traceparent }) {
      const about = await store.ids("byCase", casePartition(data.caseNumber), time);
      const moment = { now: now() };
      for (const id of about)
        await changeRecord(store, id, (record) =>
          happens(record, "drop", {}, moment, childTrace(traceparent)),
        );
    },
  });
}
