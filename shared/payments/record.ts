import * as z from "zod";
import { paymentEvents, paymentFacts } from "#events/payment.ts";
import type { Page } from "#shared/kernel/aws/page.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { mergedList } from "#shared/kernel/records/merged-list.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import type { ListQuery, RecordStore } from "#shared/kernel/records/record-store.ts";
import { payChannels, paymentCode, receiptSchema, transactionNo } from "./fields.ts";

/** The relay tells of every record that this file exports. */
export { difference } from "./difference-record.ts";

const instant = z.iso.datetime();
const account = z.string().min(1).max(128);
export const proposalKinds = ["waiver", "refund"] as const;

/** Somebody has something to do about it, or somebody has to pay. */
export const needsWork = (payment: {
  state: string;
  proposal?: unknown;
  refundAskedAt?: string | undefined;
}): boolean =>
  ["issued", "expired", "refunding"].includes(payment.state) ||
  payment.proposal !== undefined ||
  (payment.state === "paid" && payment.refundAskedAt !== undefined);

/** What the platform is asked about by itself. */
const isWatched = (payment: { state: string; receipt?: unknown }): boolean =>
  ["issued", "refunding"].includes(payment.state) || (payment.state === "paid" && !payment.receipt);

export const openPartition = "OPEN";
export const watchedPartition = "WATCHED";
export const casePartition = (caseNumber: string): string => `CASE#${caseNumber}`;
export const applicantPartition = (applicantId: string): string => `APPLICANT#${applicantId}`;

/** A payment notice (缴款通知书) of one case's fee, and what became of it. */
export const payment = defineRecord({
  name: "payment",
  id: "paymentId",
  format: 1,
  fields: {
    ...paymentFacts,
    paymentCode,
    /** Which notice of its case it is: another takes its place when what is to be paid changes. */
    attempt: z.int().positive(),
    itemVersion: z.int().positive(),
    applicantId: account,
    lines: z
      .array(
        z.strictObject({ feeId: z.string(), quantity: z.int().positive(), amountFen: z.int().positive() }),
      )
      .min(1)
      .max(10),
    /** The item's reduction by which less is asked, or nothing once it is waived. */
    reductionId: z.string().optional(),
    issuedAt: instant,
    dueAt: instant,
    /** When the platform is asked next, unless it tells before. */
    checkAt: instant,
    registeredAt: instant.optional(),
    paid: z
      .strictObject({
        transactionNo,
        /** yyyy-MM-dd in Asia/Shanghai: the day that is reconciled. */
        day: z.iso.date(),
        at: instant,
        channel: z.enum(payChannels),
      })
      .optional(),
    receipt: receiptSchema.optional(),
    proposal: z
      .strictObject({
        kind: z.enum(proposalKinds),
        by: account,
        at: instant,
        reductionId: z.string().optional(),
        /** What is left to pay by it, in fen. */
        amountFen: z.int().nonnegative().optional(),
      })
      .optional(),
    /** The case ended without the service, or the payer asked for the money back. */
    refundAskedAt: instant.optional(),
    refundConfirmedAt: instant.optional(),
    refundedAt: instant.optional(),
    cancelledFor: z.enum(["caseEnded", "replaced"]).optional(),
  },
  events: paymentEvents,
  indexes: {
    byCase: { key: "caseKey", partition: ({ caseNumber }) => casePartition(caseNumber), sort: "issuedAt" },
    byApplicant: {
      key: "applicantKey",
      partition: ({ applicantId }) => applicantPartition(applicantId),
      sort: "issuedAt",
    },
    open: {
      key: "openKey",
      partition: (record) => (needsWork(record) ? openPartition : undefined),
      sort: "dueAt",
    },
    openByDepartment: {
      key: "openDepartment",
      partition: (record) => (needsWork(record) ? record.department : undefined),
      sort: "dueAt",
    },
    watched: {
      key: "watchedKey",
      partition: (record) => (isWatched(record) ? watchedPartition : undefined),
      sort: "checkAt",
    },
    byPaidDay: {
      key: "paidDay",
      partition: ({ paid }) => paid?.day,
      sort: { attribute: "paidPlace", of: ({ paid }) => (paid ? `${paid.at}#${paid.transactionNo}` : "") },
      projects: ["paymentId", "paid", "amountFen", "paymentCode", "department", "caseNumber"],
    },
  },
});
export type Payment = ReturnType<typeof payment.fromItem>;

/** The same for the same notice of a case: a repeated event issues nothing more. */
export const paymentIdOf = (caseNumber: string, attempt: number): string =>
  sha256Hex(`payment ${caseNumber} ${attempt}`).slice(0, 16);

/** The notices of these names together, newest first. */
export const paymentsOfNames = (
  store: Pick<RecordStore<Payment, (typeof payment)["indexes"]>, "list">,
  names: readonly string[],
  page: Pick<ListQuery, "cursor" | "limit">,
): Promise<Page<Payment>> =>
  mergedList(
    payment,
    store,
    "byApplicant",
    names.map(applicantPartition),
    { ...page, newestFirst: true },
    ({ paymentId, issuedAt }) => ({ id: paymentId, place: issuedAt }),
  );
