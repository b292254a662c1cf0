import * as z from "zod";
import { lines } from "#shared/kernel/text.ts";
import { paymentCodePattern } from "./payment-code.ts";

export const wordsSchema = lines(2, 500);
export const paymentCode = z
  .string()
  .regex(paymentCodePattern, "缴款码应为 20 位数字。|A payment code has 20 digits.");
/** The platform's own number of one payment. */
export const transactionNo = z.string().regex(/^[0-9A-Za-z-]{1,64}$/);
export const payChannels = ["wechat", "alipay", "unionPay", "bank", "counter"] as const;

/** 财政电子票据 (财政票据管理办法): code, number and check code; with these anybody can verify it. */
export const receiptSchema = z.strictObject({
  code: z.string().regex(/^\d{8,12}$/),
  number: z.string().regex(/^\d{8,20}$/),
  checkCode: z.string().regex(/^[0-9a-zA-Z]{4,20}$/),
});
