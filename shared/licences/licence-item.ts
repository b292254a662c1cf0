import { headKey } from "#shared/kernel/messaging/outbox.ts";
import { type Licence, licenceSchema } from "./licence.ts";

export const licencePartition = (licenceId: string): string => `LICENCE#${licenceId}`;
export const holderPartition = (account: string): string => `HOLDER#${account}`;

export const toItem = (licence: Licence): Record<string, unknown> => ({
  pk: licencePartition(licence.licenceId),
  sk: headKey,
  holderKey: holderPartition(licence.holderAccount),
  issuedKey: licence.issuedAt,
  ...licence,
});

/** @throws ZodError when the table holds what we did not write */
export function fromItem(item: Record<string, unknown>): Licence {
  const { pk: _pk, sk: _sk, holderKey: _holder, issuedKey: _issued, ...licence } = item;
  return licenceSchema.parse(licence);
}
