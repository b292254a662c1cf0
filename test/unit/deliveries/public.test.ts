import { describe, expect, it } from "vitest";
import { legStates } from "#events/delivery.ts";
import { carriersSchema } from "#shared/deliveries/carriers.ts";
import { recordFact } from "#shared/deliveries/leg.ts";
import { deliveriesOf } from "#shared/deliveries/public.ts";
import { delivery } from "#shared/deliveries/record.ts";
import { deliveryViewSchema, nextStepOf } from "#shared/deliveries/views.ts";
import {
  carrierId,
  caseNumber,
  emptyStore,
  legId,
  now,
  sampleFact,
  sampleLeg,
  traceparent,
} from "./samples.ts";

async function storeWith(...facts: ReturnType<typeof sampleFact>[]) {
  const store = emptyStore();
  await store.write(sampleLeg());
  for (const fact of facts) await recordFact(store, fact, { now, traceparent });
  return store;
}

describe("what others see of deliveries", () => {
  it("is each leg with its timeline by the carrier's own times", async () => {
    const store = await storeWith(
      sampleFact("collected", 2, { place: "川汇区营业部" }),
      sampleFact("delivered", 9, { signer: "locker" }),
      // Written by us after the carrier was quicker.
      sampleFact("ordered", 1),
    );
    const [view, ...others] = await deliveriesOf(store, caseNumber);
    expect(others).toEqual([]);
    expect(deliveryViewSchema.parse(view)).toEqual({
      legId,
      kind: "outbound",
      attempt: 1,
      carrier: carrierId,
      waybill: "TB1234567890",
      state: "delivered",
      requestedAt: "2026-03-02T02:00:00.000Z",
      signerKind: "locker",
      timeline: [
        { kind: "ordered", occurredAt: "2026-03-02T02:01:00.000Z" },
        { kind: "collected", occurredAt: "2026-03-02T02:02:00.000Z", place: "川汇区营业部" },
        { kind: "delivered", occurredAt: "2026-03-02T02:09:00.000Z" },
      ],
    });
  });

  it.each([
    ["inbound", "The courier is on the way to the government hall; please keep your phone at hand."],
    ["outbound", "The courier is on the way to your address; please keep your phone at hand."],
    ["return", "The courier is on the way to your address; please keep your phone at hand."],
  ] as const)("says what comes next, seen from the applicant's side: %s", async (kind, en) => {
    const leg = sampleLeg({ kind });
    const store = emptyStore();
    await store.write(leg);
    await recordFact(store, { ...sampleFact("outForDelivery", 1), legId: leg.legId }, { now, traceparent });
    expect(await deliveriesOf(store, caseNumber)).toMatchObject([{ next: { en } }]);
  });

  it("has a next step for every state but those that ended as they should", () => {
    const silent = legStates.filter((state) => !nextStepOf(state, "outbound"));
    expect(silent).toEqual(["delivered", "cancelled"]);
  });

  it("is nothing for a case without couriers", async () => {
    expect(await deliveriesOf(emptyStore(), caseNumber)).toEqual([]);
  });
});

describe("the deliveries' outbox", () => {
  it("is silent about a request and tells every later version with its id", async () => {
    expect(delivery.outboxEntry(delivery.toItem(sampleLeg()))).toBeUndefined();
    const store = await storeWith(sampleFact("ordered", 1), sampleFact("inTransit", 3, { place: "郑州" }));
    const leg = await store.read(legId);
    const entry = leg && delivery.outboxEntry(delivery.toItem(leg));
    expect(entry).toEqual({
      version: 3,
      kept: false,
      event: {
        specversion: "1.0",
        id: `delivery/${legId}/3`,
        source: "tongban.delivery",
        type: "tongban.delivery.inTransit.v1",
        subject: `delivery/${legId}`,
        time: now,
        dataschema: "urn:tongban:delivery:inTransit:v1",
        traceparent,
        data: {
          legId,
          caseNumber,
          leg: "outbound",
          carrier: carrierId,
          waybill: "TB1234567890",
          state: "inTransit",
          departed: true,
          late: false,
          occurredAt: "2026-03-02T02:03:00.000Z",
        },
      },
    });
  });

  it("fails on an image that is not a leg, rather than publish something else", () => {
    expect(() => delivery.outboxEntry({ ...delivery.toItem(sampleLeg()), state: "somewhere" })).toThrow();
  });
});

describe("the configuration of carriers", () => {
  const carrier = { id: "tongban-post", kind: "tongban", baseUrl: "https://post.example.com" };
  const ok = (...carriers: unknown[]) => carriersSchema.safeParse(JSON.stringify(carriers)).success;

  it("is a JSON array of different carriers that speak over TLS, or on this machine", () => {
    expect(ok(carrier, { ...carrier, id: "other" })).toBe(true);
    expect(ok({ ...carrier, baseUrl: "http://127.0.0.1:8789" })).toBe(true);
    expect(ok({ ...carrier, baseUrl: "http://post.example.com" })).toBe(false);
    expect(ok({ ...carrier, baseUrl: "somewhere" })).toBe(false);
    expect(ok({ ...carrier, kind: "pigeon" })).toBe(false);
    expect(ok(carrier, carrier)).toBe(false);
    expect(carriersSchema.safeParse("[").success).toBe(false);
  });
});
