import { headKey } from "#shared/kernel/messaging/outbox.ts";
import { isTerminal } from "./fact.ts";
import { type Leg, legSchema } from "./leg.ts";

export const legKeyOf = (legId: string) => ({ pk: `LEG#${legId}`, sk: headKey });

/** The key of a case's legs in the index `byCase`. */
export const caseKeyOf = (caseNumber: string): string => `CASE#${caseNumber}`;

/** The key of a leg in the index `byWaybill`. */
export const waybillKeyOf = (carrier: string, waybill: string): string => `${carrier}#${waybill}`;

export const toItem = (leg: Leg): Record<string, unknown> => ({
  ...legKeyOf(leg.legId),
  caseKey: caseKeyOf(leg.caseNumber),
  // Only legs that have not ended stand in the index `open`; its keys never change meanwhile.
  ...(!isTerminal(leg.state) && { openKey: leg.carrier }),
  ...(leg.waybill && { waybillKey: waybillKeyOf(leg.carrier, leg.waybill) }),
  ...leg,
});

/** @throws ZodError when the table holds what we did not write */
export function fromItem(item: Record<string, unknown>): Leg {
  const { pk: _pk, sk: _sk, caseKey: _caseKey, openKey: _openKey, waybillKey: _waybillKey, ...leg } = item;
  return legSchema.parse(leg);
}
