import * as z from "zod";
import { departmentCode, shortDigest } from "#events/identifiers.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import { payChannels, paymentCode, transactionNo, wordsSchema } from "./fields.ts";

const instant = z.iso.datetime();
const account = z.string().min(1).max(128);

/**
 * Money that fits no open notice: nobody knows its code, its amount is another, its notice was paid before, came to
 * its end, or was closed; and money that we count and the platform's list of the day does not have.
 */
export const differenceKinds = [
  "unknownCode",
  "wrongAmount",
  "paidTwice",
  "late",
  "closedNotice",
  "notAtPlatform",
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

export const differenceStates = ["open", "returning", "returned", "credited", "closed"] as const;
export const openPartition = "OPEN";
export const isOpenDifference = ({ state }: { state: string }): boolean =>
  state === "open" || state === "returning";

const by = z.strictObject({ by: account, at: instant });

/** A difference (对账差异) between the platform and us: a task for staff, until each fen is where it belongs. */
export const difference = defineRecord({
  name: "paymentDifference",
  id: "differenceId",
  format: 1,
  fields: {
    differenceId: shortDigest,
    kind: z.enum(differenceKinds),
    state: z.enum(differenceStates),
    foundAt: instant,
    paymentCode,
    transactionNo,
    /** As the platform says. */
    amountFen: z.int().nonnegative(),
    paidAt: instant,
    channel: z.enum(payChannels),
    /** The notice that it was for, as far as one is known. */
    paymentId: shortDigest.optional(),
    caseNumber: z.string().optional(),
    department: departmentCode.optional(),
    /** What that notice asks for. */
    expectedFen: z.int().nonnegative().optional(),
    proposal: by.extend({ words: wordsSchema }).optional(),
    settled: by.extend({ words: wordsSchema.optional() }).optional(),
  },
  // Its fields hold all that happened to it.
  history: false,
  events: { found: silent, proposed: silent, declined: silent, confirmed: silent, ended: silent },
  indexes: {
    openDifferences: {
      key: "openDifferenceKey",
      partition: (record) => (isOpenDifference(record) ? openPartition : undefined),
      sort: "foundAt",
    },
    openDifferencesByDepartment: {
      key: "openDifferenceDepartment",
      partition: (record) => (isOpenDifference(record) ? record.department : undefined),
      sort: "foundAt",
    },
  },
});
export type Difference = ReturnType<typeof difference.fromItem>;

/** Of one transaction there is one difference, however often it is reported; what is missing at the platform is another. */
export const differenceIdOf = (transaction: string, kind: DifferenceKind): string =>
  sha256Hex(`difference ${transaction} ${kind === "notAtPlatform" ? kind : ""}`).slice(0, 16);
