import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as z from "zod";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { paidSchema, refundSchema } from "#shared/payments/platform/interface.ts";

const noticeSchema = z.object({
  noticeNo: z.string().regex(/^[0-9a-f]{16}$/),
  paymentCode: z.string().regex(/^\d{20}$/),
  amountFen: z.int().positive(),
  dueAt: z.iso.datetime(),
  payer: z.string().max(100),
  item: z.string().min(1),
});

export { noticeSchema };

type Notice = z.infer<typeof noticeSchema> & { closed?: true };

const keptSchema = z.object({
  notices: z.array(noticeSchema.extend({ closed: z.literal(true).optional() })),
  payments: z.array(paidSchema),
  refunds: z.array(refundSchema),
});
export type Payment = z.infer<typeof paidSchema>;

/** Digits that follow from a text: the same for the same one. */
const digitsOf = (text: string, length: number): string =>
  (BigInt(`0x${sha256Hex(text).slice(0, 15)}`) % 10n ** BigInt(length)).toString().padStart(length, "0");

/** What the platform on this machine knows: notices, the money that came for them, and what went back. */
export function ledger(dataFile: string | undefined) {
  const kept =
    dataFile && existsSync(dataFile)
      ? keptSchema.parse(JSON.parse(readFileSync(dataFile, "utf8")))
      : { notices: [], payments: [], refunds: [] };
  const notices = new Map<string, Notice>(kept.notices.map((notice) => [notice.noticeNo, notice]));
  const payments = kept.payments;
  const refunds = new Map(kept.refunds.map((refund) => [refund.refundNo, refund]));
  const save = (): void => {
    if (!dataFile) return;
    mkdirSync(dirname(dataFile), { recursive: true });
    const content = { notices: [...notices.values()], payments, refunds: [...refunds.values()] };
    writeFileSync(`${dataFile}.draft`, JSON.stringify(content, undefined, 1));
    renameSync(`${dataFile}.draft`, dataFile);
  };
  const byCode = (code: string): Notice | undefined =>
    [...notices.values()].find(({ paymentCode }) => paymentCode === code);

  return {
    byCode,
    byTransaction: (transactionNo: string) => payments.find((one) => one.transactionNo === transactionNo),
    byReceipt: (number: string) => payments.find(({ receipt }) => receipt?.number === number),
    isPaid: ({ noticeNo }: Notice): boolean => payments.some((payment) => payment.noticeNo === noticeNo),
    /** False: the code is another notice's, or this notice has another code. */
    register(notice: Notice): boolean {
      const known = notices.get(notice.noticeNo);
      if (known) return known.paymentCode === notice.paymentCode;
      if (byCode(notice.paymentCode)) return false;
      notices.set(notice.noticeNo, notice);
      save();
      return true;
    },
    close(noticeNo: string): void {
      const notice = notices.get(noticeNo);
      if (notice) notices.set(noticeNo, { ...notice, closed: true });
      save();
    },
    /** Money comes in; for a code that nobody knows, too: a bank's counter takes what it is given. */
    pay(paymentCode: string, amountFen: number, channel: Payment["channel"], now: Date): Payment {
      const noticeNo = byCode(paymentCode)?.noticeNo;
      const serial = `${paymentCode} ${payments.length + 1} ${now.getTime()}`;
      const payment: Payment = {
        kind: "paid",
        ...(noticeNo && { noticeNo }),
        paymentCode,
        transactionNo: `HN${digitsOf(`transaction ${serial}`, 16)}`,
        amountFen,
        paidAt: now.toISOString(),
        channel,
        receipt: {
          // 财政电子票据: division, class, kind and year, 2 digits each; then number and check code.
          code: `4101${"01"}${now.getFullYear() % 100}`,
          number: digitsOf(`receipt ${serial}`, 10),
          checkCode: digitsOf(`check ${serial}`, 6),
        },
      };
      payments.push(payment);
      save();
      return payment;
    },
    /** Takes a payment out of the books, as if it had never been. */
    forget(transactionNo: string): void {
      const index = payments.findIndex((payment) => payment.transactionNo === transactionNo);
      if (index >= 0) payments.splice(index, 1);
      save();
    },
    refund(order: { refundNo: string; transactionNo: string; amountFen: number }, now: Date) {
      const known = refunds.get(order.refundNo);
      if (known?.done) return known;
      const paid = payments.find(({ transactionNo }) => transactionNo === order.transactionNo);
      const given = [...refunds.values()]
        .filter(({ transactionNo, done }) => done && transactionNo === order.transactionNo)
        .reduce((sum, { amountFen }) => sum + amountFen, 0);
      const done = paid !== undefined && given + order.amountFen <= paid.amountFen;
      const refund = { kind: "refund" as const, ...order, done, at: now.toISOString() };
      refunds.set(order.refundNo, refund);
      save();
      return refund;
    },
    refundOf: (refundNo: string) => refunds.get(refundNo),
    resultsOf: (noticeNo: string) => [
      ...payments.filter((payment) => payment.noticeNo === noticeNo),
      ...[...refunds.values()].filter(({ refundNo }) => refundNo === noticeNo),
    ],
    paymentsOn: (day: string) => payments.filter(({ paidAt }) => dayOf(paidAt) === day),
    all: () => ({ notices: [...notices.values()], payments: [...payments], refunds: [...refunds.values()] }),
  };
}
export type Ledger = ReturnType<typeof ledger>;
