import type { Cursor, Page } from "#shared/kernel/aws/page.ts";
import type { RatingId, RatingRecord } from "./rating.ts";

export type RatingStore = {
  /** The record as last written. */
  get(id: RatingId): Promise<RatingRecord | undefined>;
  /**
   * Writes a record on the condition that its previous version is the one stored; for version 1, that there
   * is none. False when somebody else was faster.
   */
  write(record: RatingRecord): Promise<boolean>;
  /** What was set apart and nobody has looked at, from the oldest on. */
  setApart(cursor: Cursor, limit: number): Promise<Page<RatingRecord>>;
};
