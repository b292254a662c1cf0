import { carrierFormats } from "#shared/deliveries/carrier-formats.ts";
import type { Carriers } from "#shared/deliveries/carriers.ts";
import { carrierSecrets } from "#shared/deliveries/carriers.ts";
import type { CourierFact, FactKind } from "#shared/deliveries/fact.ts";
import { factKeyOf } from "#shared/deliveries/fact.ts";
import { requestedLeg } from "#shared/deliveries/leg.ts";
import { delivery, type Leg } from "#shared/deliveries/record.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";

export const caseNumber = "4116020001202603020ABCDEZ";
export const carrierId = "tongban-post";
export const now = "2026-03-02T02:00:00.000Z";
export const traceparent = `00-${"a".repeat(32)}-${"b".repeat(16)}-01`;

const tongban = { id: carrierId, kind: "tongban" } as const;
export const sampleLeg = (change: Partial<Parameters<typeof requestedLeg>[0]> = {}): Leg =>
  requestedLeg({
    caseNumber,
    kind: "outbound",
    attempt: 1,
    carrier: tongban,
    now,
    trace: traceparent,
    ...change,
  });

export const emptyStore = () => memoryRecordStore(delivery);

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
  occurredAt: new Date(Date.parse(now) + minute * 60_000).toISOString(),
  waybill: "TB1234567890",
  ...change,
});

const office = { name: "政务服务中心", phone: "03940000000", address: "综合窗口", areaCode: "411602" };

/** One carrier of each kind. */
export const carriers: Carriers = [
  { id: carrierId, kind: "tongban", baseUrl: "https://post.example.com" },
  {
    id: "sf",
    kind: "sf",
    baseUrl: "https://sf.example.com/std/service",
    partnerId: "P",
    monthlyCard: "7550000000",
    allowedAddresses: ["203.0.113.0/24", "2001:db8::/32"],
    office,
  },
  { id: "ems", kind: "ems", baseUrl: "https://ems.example.com/api", senderNo: "11", office },
];

export const sfCheckword = "checkword";
export const emsKey = Buffer.from("0123456789abcdef").toString("base64");
/** In force until lately. */
export const formerEmsKey = Buffer.from("fedcba9876543210").toString("base64");
const entries = (key: string) =>
  JSON.stringify({ sf: { checkword: sfCheckword }, ems: { key, authorization: "A" } });
export const secrets = carrierSecrets(async () => [entries(emsKey), entries(formerEmsKey)]);
export const formatOf = carrierFormats(carriers, secrets);
