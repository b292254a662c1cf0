import * as z from "zod";
import { defineEvent, type EventOf } from "./define-event.ts";
import { caseNumber, departmentCode, itemCode, shortDigest } from "./identifiers.ts";

export const paymentStates = [
  "issued",
  "expired",
  "paid",
  "refunding",
  "refunded",
  "waived",
  "cancelled",
] as const;
export type PaymentState = (typeof paymentStates)[number];

/** The step of a case that waits for the fee (收费): acceptance, decision, or the handing over of the result. */
export const feeSteps = ["acceptance", "decision", "delivery"] as const;
export type FeeStep = (typeof feeSteps)[number];

/** Ids, codes and amounts only; amounts in fen. */
export const paymentFacts = {
  paymentId: shortDigest,
  caseNumber,
  department: departmentCode,
  itemCode,
  state: z.enum(paymentStates),
  amountFen: z.int().positive(),
};

const define = <Name extends string>(name: Name) => defineEvent("payment", name, paymentFacts);

/** 缴款通知: what becomes of the notice by which a case's fee is asked for. */
export const paymentEvents = {
  issued: define("issued"),
  /** The non-tax platform (非税收入收缴平台) takes money for its code from now on. */
  registered: define("registered"),
  paid: define("paid"),
  /** 财政电子票据. */
  receiptIssued: define("receiptIssued"),
  expired: define("expired"),
  /** Nothing is to be paid by it any more: its case ended, or another notice took its place. */
  cancelled: define("cancelled"),
  /** A waiver, a reduction or a refund waits for a colleague's confirmation. */
  proposed: define("proposed"),
  declined: define("declined"),
  waived: define("waived"),
  refundRequested: define("refundRequested"),
  refundConfirmed: define("refundConfirmed"),
  /** The platform could not give the money back. */
  refundRefused: define("refundRefused"),
  refunded: define("refunded"),
};
export type PaymentEvent = EventOf<(typeof paymentEvents)[keyof typeof paymentEvents]>;
