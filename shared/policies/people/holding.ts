import * as z from "zod";
import { caseNumber, itemCode } from "#events/identifiers.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { accountKeyOf } from "./subscriber.ts";

/**
 * That an account was granted an item: the newest case of each, and nothing of what it says. It is how a policy finds
 * whom it could fit, without reading everybody.
 */
export const holding = defineRecord({
  name: "holding",
  id: "holdingId",
  format: 1,
  grouped: true,
  history: false,
  fields: {
    /** `<account, hashed>-<item code>` */
    holdingId: z.string().min(1),
    accountId: z.string().min(1).max(140),
    itemCode,
    caseNumber,
    grantedAt: z.iso.datetime(),
    /** The consent was taken back, or the decision is gone: the table lets it go. */
    endedAt: z.iso.datetime().optional(),
  },
  events: { kept: silent },
  goesAt: ({ endedAt }) => endedAt,
  indexes: {
    grantedTo: {
      key: "grantedItem",
      partition: ({ itemCode: code, endedAt }) => (endedAt ? undefined : code),
      sort: "grantedAt",
      projects: ["accountId"],
    },
  },
});
export type Holding = ReturnType<typeof holding.fromItem>;
export type HoldingStore = RecordStore<Holding, (typeof holding)["indexes"]>;

export const holdingIdOf = (accountId: string, code: string): string => `${accountKeyOf(accountId)}-${code}`;
