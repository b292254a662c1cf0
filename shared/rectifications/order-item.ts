import { headKey } from "#shared/kernel/messaging/outbox.ts";
import { isOpen, type Order, orderSchema } from "./order.ts";

export const orderPartition = (rectificationId: string): string => `RECTIFICATION#${rectificationId}`;
export const applicantPartition = (applicantId: string): string => `APPLICANT#${applicantId}`;

/** All that are open, in one partition of the index `open`: a district has some dozens at a time. */
export const openPartition = "OPEN";

export const toItem = (order: Order): Record<string, unknown> => ({
  pk: orderPartition(order.rectificationId),
  sk: headKey,
  applicantKey: applicantPartition(order.applicantId),
  ...(isOpen(order) && { openKey: openPartition }),
  ...order,
});

/** @throws ZodError when the table holds what we did not write */
export function fromItem(item: Record<string, unknown>): Order {
  const { pk: _pk, sk: _sk, applicantKey: _applicant, openKey: _open, ...order } = item;
  return orderSchema.parse(order);
}
