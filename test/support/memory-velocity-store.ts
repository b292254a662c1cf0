import { ratingIdText } from "#shared/ratings/rating.ts";
import { parsed, type VelocityStore } from "#shared/ratings/rules/velocity.ts";

export function inMemoryVelocityStore(): VelocityStore {
  const seenBy = new Map<string, { ids: Set<string>; others: boolean }>();
  return {
    note: async (buckets, id, best) =>
      buckets.map((bucket) => {
        const key = `${bucket.rule.id}#${bucket.of}#${bucket.from}`;
        const seen = seenBy.get(key) ?? { ids: new Set(), others: false };
        seenBy.set(key, seen);
        const text = ratingIdText(id);
        const full = !seen.ids.has(text) && seen.ids.size > bucket.rule.moreThan;
        if (!full) {
          seen.ids.add(text);
          seen.others ||= !best;
        }
        return { bucket, ids: parsed(seen.ids), full, onlyBest: !seen.others };
      }),
  };
}
