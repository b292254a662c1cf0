import { paymentEvents } from "#events/payment.ts";

/** What settles the fee of a case. */
export const followedPayments = { feePaid: paymentEvents.paid, feeWaived: paymentEvents.waived };
