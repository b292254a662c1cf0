import type { Shares } from "#local/carrier/parcel.ts";
import type { NoticeFaults } from "#local/notice-providers/faults.ts";

/** Where environment `local` says that the carriers are. */
export const carriersInTemplate = "http://127.0.0.1:8789";
/** So many citizens, clerks and reviewers each: one caller may only ask so often a minute. */
export const people = 40;

/** Tells whoever watches how far it is. */
export type Say = (text: string) => void;

/** What the carriers do to parcels, messages and orders. */
export const shares: Shares = {
  duplicates: 0.2,
  reordered: 0.3,
  absent: 0.05,
  returned: 0.05,
  lost: 0.02,
  refused: 0.05,
};

/** As environment `local` names the providers of notices: both are elsewhere in this run. */
export const noticePorts = { http: "127.0.0.1:8793", mail: '"port":8794' };

/** What they do to messages and receipts. */
export const noticeFaults: NoticeFaults = {
  lost: 0.02,
  silent: 0.02,
  refused: 0.05,
  early: 0.1,
  repeated: 0.2,
  unreported: 0.03,
  undelivered: 0.03,
};

/** Half past ten in Shanghai: by night nothing is sent that can wait. */
export const untilMorning = (): number => {
  const minutes = (Date.now() / 60_000 + 8 * 60) % (24 * 60);
  return ((10.5 * 60 - minutes + 24 * 60) % (24 * 60)) * 60_000;
};
