import * as z from "zod";
import { feeSteps } from "#events/payment.ts";
import { inBothLanguages } from "#shared/kernel/text.ts";

const feeId = z.string().regex(/^[a-z][a-z0-9-]{1,31}$/);

/** One charge (收费项目): its standard in fen. */
const charge = z.strictObject({
  feeId: feeId.optional(),
  name: inBothLanguages,
  amountFen: z.int().nonnegative(),
  basis: z.string().min(1),
  /** Asked only when the form's field has one of these values. */
  when: z
    .strictObject({
      field: z.string().min(1).max(60),
      values: z.array(z.union([z.string(), z.boolean()])).min(1),
    })
    .optional(),
  /** The form's field with the number of pieces; left out: one. */
  quantityField: z.string().min(1).max(60).optional(),
});

/** 减缴、免缴: a ground for paying less, and by which law. */
const reduction = z.strictObject({
  reductionId: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  name: inBothLanguages,
  /** Of the standard: 0 is a waiver. */
  payPercent: z.int().min(0).max(99),
  basis: z.string().min(4).max(300),
  /** Of these charges only. */
  feeIds: z.array(feeId).min(1).optional(),
});

/** What an item costs, and when it is paid. */
export const feeSchema = z.strictObject({
  charged: z.boolean(),
  items: z.array(charge),
  /** The step that waits until it is paid or waived. Left out: it is not paid to the department through this platform. */
  dueBefore: z.enum(feeSteps).optional(),
  /** By which law just then; unconfirmed where none says so. */
  dueBasis: z.string().min(4).max(300).optional(),
  reductions: z.array(reduction).max(20).optional(),
});
