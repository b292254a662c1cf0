import { type RatingRecord, type RatingStore, rating } from "#shared/ratings/record.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";

/** In memory, with all that was written at hand: for figures, which read rows and not records. */
export function memoryRatings(): RatingStore & { all(): Promise<RatingRecord[]> } {
  const store = memoryRecordStore(rating);
  const ids = new Set<string>();
  return {
    ...store,
    write: async (record, together) => {
      ids.add(record.ratingId);
      return store.write(record, together);
    },
    put(record) {
      ids.add(record.ratingId);
      return store.put(record);
    },
    all: () => store.readMany([...ids]),
  };
}
