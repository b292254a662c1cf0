import type { CourierFact, FactKind } from "#shared/delivery/fact.ts";
import { factKeyOf } from "#shared/delivery/fact.ts";
import { type Leg, requestedLeg } from "#shared/delivery/leg.ts";

export const caseNumber = "4116020001202603020ABCDEZ";
export const carrierId = "tongban-post";
export const now = new Date("2026-03-02T02:00:00.000Z");
export const traceparent = `00-${"a".repeat(32)}-${"b".repeat(16)}-01`;

export const sampleLeg = (change: Partial<Parameters<typeof requestedLeg>[0]> = {}): Leg =>
  requestedLeg({ caseNumber, kind: "outbound", attempt: 1, carrier: carrierId, now, ...change });

export const legId = sampleLeg().legId;

/** A fact of the sample leg, so many minutes after it was requested. */
export const sampleFact = (
  kind: FactKind,
  minute: number,
  change: Partial<CourierFact> = {},
): CourierFact => ({
  carrier: carrierId,
  legId,
  key: factKeyOf({ carrier: carrierId, legId, identity: { eventId: `${kind}-${minute}` } }),
  kind,
  occurredAt: new Date(now.getTime() + minute * 60_000).toISOString(),
  waybill: "TB1234567890",
  ...change,
});
