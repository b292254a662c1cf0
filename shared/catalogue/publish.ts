import type { Clock } from "#shared/kernel/clock.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import type { CatalogueStore } from "./catalogue-store.ts";
import { type ServiceItem, summaryOf } from "./item.ts";

export type PublishDeps = {
  store: Pick<CatalogueStore, "head" | "publish">;
  now: Clock;
  traceparent: string;
};
export type PublishCounts = { published: number; unchanged: number };

const parallel = 8;
/** Another publisher of the same item may come between; then the newest version is looked at again. */
const attempts = 4;

async function publishItem(deps: PublishDeps, item: ServiceItem): Promise<keyof PublishCounts> {
  const digest = sha256Hex(canonicalJson(item));
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await deps.store.head(item.itemCode);
    if (before?.digest === digest) return "unchanged";
    const version = (before?.version ?? 0) + 1;
    const head = {
      itemCode: item.itemCode,
      version,
      department: item.department,
      digest,
      publishedAt: deps.now(),
      trace: deps.traceparent,
      summary: summaryOf(item, version),
    };
    if (await deps.store.publish(head, item)) return "published";
  }
  throw new Error(`item ${item.itemCode} changes too fast`);
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
