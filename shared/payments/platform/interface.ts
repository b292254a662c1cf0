import * as z from "zod";
import { payChannels, paymentCode, receiptSchema, transactionNo } from "../fields.ts";

/** An environment's settings for the province's platform (非税收入收缴平台). */
export const feePlatformSchema = z.strictObject({
  /** In our URLs, and the id of the machine whose key it is given. */
  id: z.string().regex(/^[a-z][a-z0-9-]{1,31}$/),
  /** Where notices are registered; they carry the payer's name. */
  baseUrl: z.url({ protocol: /^https?$/ }),
  /** Where people pay; `?code=` and the payment code follow. */
  payPage: z.url({ protocol: /^https?$/ }),
  /** Where anybody verifies a receipt; `?code=…&number=…&check=…` follow. */
  receiptPage: z.url({ protocol: /^https?$/ }),
});
export type FeePlatformSettings = z.output<typeof feePlatformSchema>;

export const parseSettings = (text: string): FeePlatformSettings => feePlatformSchema.parse(JSON.parse(text));

const instant = z.iso.datetime({ offset: true });
const amountFen = z.int().nonnegative().max(1_000_000_000);
/** Ours: the notice's id; what the platform does not know, it leaves out. */
const noticeNo = z.string().regex(/^[0-9a-f]{16}$/);

/** 缴款结果: the platform says that money came in. */
export const paidSchema = z.object({
  kind: z.literal("paid"),
  noticeNo: noticeNo.optional(),
  paymentCode,
  transactionNo,
  amountFen,
  paidAt: instant,
  channel: z.enum(payChannels),
  receipt: receiptSchema.optional(),
});
export type PaidResult = z.output<typeof paidSchema>;

/** 退付结果. `refundNo` is ours. */
export const refundSchema = z.object({
  kind: z.literal("refund"),
  refundNo: noticeNo,
  transactionNo,
  amountFen,
  done: z.boolean(),
  at: instant,
});
export type RefundResult = z.output<typeof refundSchema>;

export const resultSchema = z.discriminatedUnion("kind", [paidSchema, refundSchema]);
export type PlatformResult = z.output<typeof resultSchema>;

export type Notice = {
  noticeNo: string;
  paymentCode: string;
  amountFen: number;
  dueAt: string;
  /** For the receipt. */
  payer: string;
  item: string;
};

/** The platform as we call it. A call that fails may be made again: all of them are idempotent. */
export type FeePlatform = {
  /** `codeTaken`: the code is another notice's. */
  register(notice: Notice): Promise<"registered" | "codeTaken">;
  /** No money is taken for it any more; what was paid before is in `results`. */
  close(notice: { noticeNo: string }): Promise<void>;
  /** Everything that the platform knows of a notice: payments and refunds. */
  results(notice: { noticeNo: string }): Promise<PlatformResult[]>;
  /** Asks to give money back; whether it was done is reported later. */
  refund(order: { refundNo: string; transactionNo: string; amountFen: number }): Promise<void>;
  /** What came of refunds that are not of one of our notices. */
  refundResult(refundNo: string): Promise<RefundResult | undefined>;
  /** Every payment of a day (yyyy-MM-dd in Asia/Shanghai). */
  paymentsOf(day: string): Promise<PaidResult[]>;
};
