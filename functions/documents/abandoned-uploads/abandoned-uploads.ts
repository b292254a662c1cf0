import { sweptDays } from "#shared/documents/document.ts";
import type { Document } from "#shared/documents/record.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type Swept, sweepEach } from "#shared/kernel/sweeps/sweep.ts";
import type { Uploads } from "./uploads.ts";

type AbandonedDeps = { store: Pick<RecordStore<Document>, "readMany">; uploads: Uploads; now: Clock };

/** Uploads without a record, of days on which nothing is confirmed any more. */
async function* unconfirmed({ store, uploads, now }: AbandonedDeps): AsyncGenerator<string> {
  for (const day of sweptDays(now()))
    for await (const ids of uploads.announcedOn(day)) {
      const confirmed = new Set(
        (await store.readMany(ids, { maybeOlder: true })).map(({ documentId }) => documentId),
      );
      yield* ids.filter((id) => !confirmed.has(id));
    }
}

/** Marks uploads that nobody confirmed for removal, each once. */
export const markAbandoned = (deps: AbandonedDeps): Promise<Swept> =>
  sweepEach(unconfirmed(deps), deps.uploads.mark);
