import type { Shares } from "#local/carrier/parcel.ts";

/** Where environment `local` says that the carriers are. */
export const carriersInTemplate = "http://127.0.0.1:8789";
/** So many citizens, clerks and reviewers each: one caller may only ask so often a minute. */
export const people = 40;

/** What the carriers do to parcels, messages and orders. */
export const shares: Shares = {
  duplicates: 0.2,
  reordered: 0.3,
  absent: 0.05,
  returned: 0.05,
  lost: 0.02,
  refused: 0.05,
};
