import type { Clock } from "#shared/kernel/clock.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import type { Actor } from "#shared/kernel/records/last-event.ts";
import { RecordBusyError } from "#shared/kernel/records/record-store.ts";
import type { Catalogue } from "./contents.ts";
import type { ServiceItem } from "./item.ts";
import { summaryOf } from "./item-summary.ts";
import { type ItemRecord, serviceItem } from "./record.ts";

export type PublishDeps = {
  store: Pick<Catalogue["store"], "read" | "write">;
  contents: Pick<Catalogue["contents"], "put">;
  now: Clock;
  actor: Actor;
  traceparent: string;
};
type PublishCounts = { published: number; unchanged: number };

const parallel = 8;
/** Another publisher of the same item may come between; then the newest version is looked at again. */
const attempts = 4;

function nextOf(
  before: ItemRecord | undefined,
  item: ServiceItem,
  digest: string,
  { now, actor, traceparent }: PublishDeps,
): ItemRecord {
  const { itemCode, department } = item;
  const step = { event: "published" as const, at: now(), actor, trace: traceparent };
  const summary = summaryOf(item, (before?.version ?? 0) + 1);
  if (!before) return serviceItem.first({ itemCode, department, digests: [digest], summary }, step);
  return serviceItem.next(before, { department, digests: [...before.digests, digest], summary }, step);
}

async function publishItem(deps: PublishDeps, item: ServiceItem): Promise<keyof PublishCounts> {
  const { store, contents } = deps;
  const digest = sha256Hex(canonicalJson(item));
  let isKept = false;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await store.read(item.itemCode);
    if (before?.digests.at(-1) === digest) return "unchanged";
    // Before the record that names it: what no record names is never read.
    if (!isKept) await contents.put(item, digest);
    isKept = true;
    if (await store.write(nextOf(before, item, digest, deps))) return "published";
  }
  throw new RecordBusyError(`item ${item.itemCode} changes too fast`);
}

/**
 * Publishes checked items, each as its next version; an item that has not changed keeps its version. Stopped
 * halfway, it is run again: what is done is found unchanged.
 */
export async function publishItems(
  deps: PublishDeps,
  items: ServiceItem[],
  progress: (done: number, total: number) => void = () => {},
): Promise<PublishCounts> {
  const counts: PublishCounts = { published: 0, unchanged: 0 };
  const queue = items.values();
  let done = 0;
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      counts[await publishItem(deps, item)] += 1;
      done += 1;
      progress(done, items.length);
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return counts;
}
