import type * as z from "zod";
import type { getDifference, getPayment } from "#shared/payments/api.ts";

export type Payment = z.output<(typeof getPayment)["answers"][200]["schema"]>;
export type Difference = z.output<(typeof getDifference)["answers"][200]["schema"]>;

/** Fen as yuan: 8000 is 80.00. */
export const yuan = (amountFen: number): string => (amountFen / 100).toFixed(2);
