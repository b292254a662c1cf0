import { describe, expect, it } from "vitest";
import { matches } from "#local/engine/events/pattern.ts";
import { OrderRefused } from "#shared/deliveries/carrier-order.ts";
import { recordFact } from "#shared/deliveries/leg.ts";
import { where } from "#shared/deliveries/wiring.ts";
import { courierHandover } from "../../../functions/deliveries/courier-handover/courier-handover.ts";
import type { OrderDeps } from "../../../functions/deliveries/courier-handover/legs.ts";
import { consume } from "./consume.ts";
import { caseEvent, down, party, setUp } from "./handover-world.ts";
import { carrierId, caseNumber, legId, now, sampleFact, traceparent } from "./samples.ts";

describe("courier-handover", () => {
  it("hears of cases with documents by courier and of documents that came, and of nothing else", () => {
    const isFollowed = (data: object) => matches({ data: where }, { data });
    const examples: [object, boolean][] = [
      [{ handIn: "courier", receive: "electronic", to: "awaitingAcceptance" }, true],
      [{ handIn: "online", receive: "courier", to: "awaitingAcceptance" }, false],
      [{ handIn: "online", receive: "courier", to: "approved" }, true],
      [{ handIn: "online", receive: "courier", to: "withdrawn" }, true],
      [{ handIn: "window", receive: "electronic", to: "approved" }, false],
      [{ leg: "inbound", state: "delivered" }, true],
      [{ leg: "outbound", state: "delivered" }, false],
    ];
    for (const [data, expected] of examples) expect(isFollowed(data), JSON.stringify(data)).toBe(expected);
  });

  it("has originals fetched from the applicant once pre-review has passed", async () => {
    const { store, orders, run } = setUp();
    expect(await run(caseEvent("preReviewPassed", { handIn: "courier" }))).toEqual({
      retried: [],
      parked: [],
    });
    const inbound = legId.replace("outbound", "inbound");
    expect(orders).toEqual([{ orderId: inbound, kind: "inbound", from: party }]);
    expect(await store.read(inbound)).toMatchObject({
      state: "ordered",
      version: 1,
      kind: "inbound",
      carrier: carrierId,
      waybill: "TB1234567890",
      lastEvent: { name: "ordered" },
      facts: [{ kind: "ordered", late: false }],
    });
  });

  it.each(["approved", "rejected", "decidedOnTheSpot"] as const)(
    "has the result brought after %s",
    async (name) => {
      const { store, orders, run } = setUp();
      await run(caseEvent(name, { receive: "courier" }));
      expect(orders).toEqual([{ orderId: legId, kind: "outbound", to: party }]);
      expect(await store.read(legId)).toMatchObject({ state: "ordered" });
    },
  );

  it("orders nothing for cases that need no courier there", async () => {
    const { store, orders, run } = setUp();
    await run(
      caseEvent("preReviewPassed", { receive: "courier" }),
      caseEvent("approved", { handIn: "courier" }),
      caseEvent("rejected"),
    );
    expect(orders).toEqual([]);
    expect(await store.readGroup(caseNumber)).toEqual([]);
  });

  it("keeps no personal data in the leg", async () => {
    const { store, run } = setUp();
    await run(caseEvent("approved", { receive: "courier" }));
    const legs = JSON.stringify(await store.readGroup(caseNumber));
    for (const secret of Object.values(party)) expect(legs).not.toContain(secret);
  });

  it("orders once, however often the event comes, also twice at a time", async () => {
    const { store, orders, run } = setUp();
    const event = caseEvent("approved", { receive: "courier" });
    await run(event);
    await run(event);
    expect(orders).toHaveLength(1);
    expect((await store.read(legId))?.version).toBe(1);

    const other = setUp();
    expect(await other.run(event, event, event)).toEqual({ retried: [], parked: [] });
    // The order number is the same, so the carrier sees one order asked for again.
    expect(new Set(other.orders.map(({ orderId }) => orderId)).size).toBe(1);
    expect(await other.store.read(legId)).toMatchObject({ version: 1, facts: [{ kind: "ordered" }] });
  });

  it("finds the same order when an earlier run stopped before it wrote anything", async () => {
    const { store, orders, deps, run } = setUp();
    const event = caseEvent("approved", { receive: "courier" });
    const stopped: OrderDeps["store"] = {
      ...store,
      write: async () => {
        throw new Error("stopped");
      },
    };
    expect(await consume(courierHandover({ ...deps, store: stopped }), [event])).toMatchObject({
      retried: [0],
    });
    expect(await store.read(legId)).toBeUndefined();
    expect(await run(event)).toEqual({ retried: [], parked: [] });
    expect(orders.map(({ orderId }) => orderId)).toEqual([legId, legId]);
    expect(await store.read(legId)).toMatchObject({ state: "ordered", version: 1 });
  });

  it("does not fetch originals of a case that ended before their leg was known", async () => {
    const { store, orders, world, run } = setUp();
    world.state = "withdrawn";
    await run(caseEvent("withdrawn", { handIn: "courier" }));
    await run(caseEvent("preReviewPassed", { handIn: "courier" }));
    expect(orders).toEqual([]);
    expect(await store.readGroup(caseNumber)).toEqual([]);
  });

  it("asks a carrier that was down again, for the same order", async () => {
    const { store, orders, run } = setUp([down, down]);
    const event = caseEvent("approved", { receive: "courier" });
    expect(await run(event)).toEqual({ retried: [0], parked: [] });
    expect(await store.read(legId)).toMatchObject({ state: "requested", version: 1 });
    expect(await run(event)).toEqual({ retried: [0], parked: [] });
    expect(await run(event)).toEqual({ retried: [], parked: [] });
    expect(orders.map(({ orderId }) => orderId)).toEqual([legId, legId, legId]);
    expect(await store.read(legId)).toMatchObject({ state: "ordered", version: 2 });
  });

  it("completes an order whose answer was lost, though the carrier's events came first", async () => {
    const { store, run } = setUp([down]);
    const event = caseEvent("approved", { receive: "courier" });
    await run(event);
    await recordFact(store, sampleFact("collected", 1), { now, traceparent });
    expect(await run(event)).toEqual({ retried: [], parked: [] });
    expect(await store.read(legId)).toMatchObject({
      state: "collected",
      version: 3,
      lastEvent: { name: "ordered" },
      facts: [
        { kind: "ordered", late: true },
        { kind: "collected", late: false },
      ],
    });
  });

  it("parks an order that the carrier refuses, with the code and no personal data", async () => {
    const reason = `carrier ${carrierId} answered 422 to order ${legId} (noSuchArea)`;
    const { store, run } = setUp([
      async () => {
        throw new OrderRefused(reason);
      },
    ]);
    const event = caseEvent("approved", { receive: "courier" });
    expect(await run(event)).toEqual({ retried: [], parked: [{ body: event, reason }] });
    expect(await store.read(legId)).toMatchObject({ state: "requested" });
    // Redriven by hand once the cause is gone.
    expect(await run(event)).toEqual({ retried: [], parked: [] });
    expect(await store.read(legId)).toMatchObject({ state: "ordered" });
  });

  it("parks a case without an address, or without a carrier", async () => {
    const event = caseEvent("approved", { receive: "courier" });
    const homeless = setUp();
    homeless.deps.partyOf = async () => undefined;
    expect((await homeless.run(event)).parked[0]?.reason).toBe(
      `the case of leg ${legId} has no address for it`,
    );

    const bare = setUp();
    bare.deps.carriers = [];
    expect((await bare.run(event)).parked[0]?.reason).toBe(`no carrier is configured for leg ${legId}`);

    const replaced = setUp([down]);
    await replaced.run(event);
    replaced.deps.ordersOf = () => undefined;
    expect((await replaced.run(event)).parked[0]?.reason).toBe(
      `carrier ${carrierId} of leg ${legId} is not configured`,
    );
  });

  it("sends again after a failed delivery as another attempt, once, however often it is asked", async () => {
    const { store, orders, run } = setUp();
    await run(caseEvent("approved", { receive: "courier" }));
    await recordFact(store, sampleFact("returned", 9), { now, traceparent });
    const again = caseEvent("redeliveryRequested", { receive: "courier", deliveryAttempt: 2 });
    await run(again, again);
    await run(again);
    const second = legId.replace(/1$/, "2");
    expect(new Set(orders.map(({ orderId }) => orderId))).toEqual(new Set([legId, second]));
    expect(await store.read(second)).toMatchObject({ attempt: 2, state: "ordered", version: 1 });
  });
});
