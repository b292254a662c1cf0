import { describe, expect, it, vi } from "vitest";
import { deliveryEvents } from "#events/delivery.ts";
import { recordFact } from "#shared/deliveries/leg.ts";
import { logger } from "#shared/kernel/logging/logger.ts";
import { caseEvent, down, party, setUp } from "./handover-world.ts";
import { carrierId, caseNumber, legId, now, sampleFact, traceparent } from "./samples.ts";

describe("of a case that ended, courier-handover", () => {
  it("calls back what was not collected when a case is withdrawn, once", async () => {
    const { store, cancelled, run } = setUp();
    await run(caseEvent("approved", { receive: "courier" }));
    for (let time = 0; time < 2; time += 1)
      expect(await run(caseEvent("withdrawn"))).toEqual({ retried: [], parked: [] });
    expect(cancelled).toEqual([legId]);
    expect(await store.read(legId)).toMatchObject({ state: "cancelled", version: 2 });
  });

  it("does not order what was called back before it could be ordered", async () => {
    const { store, orders, run } = setUp([down]);
    const event = caseEvent("approved", { receive: "courier" });
    await run(event);
    await run(caseEvent("terminated"));
    expect(await run(event)).toEqual({ retried: [], parked: [] });
    expect(orders).toHaveLength(1);
    expect(await store.read(legId)).toMatchObject({ state: "cancelled" });
  });

  it("leaves what is under way, and says so", async () => {
    const { store, cancelled, world, run } = setUp();
    await run(caseEvent("approved", { receive: "courier" }));
    world.cancelAnswer = "underWay";
    const warn = vi.spyOn(logger, "warn").mockImplementation(() => undefined);
    await run(caseEvent("withdrawn"));
    await recordFact(store, sampleFact("collected", 2), { now, traceparent });
    await run(caseEvent("withdrawn"));
    expect(cancelled).toEqual([legId]);
    expect(warn.mock.calls.map(([, facts]) => facts)).toEqual([
      { code: "courierHandover.underWay", legId, state: "ordered" },
      { code: "courierHandover.underWay", legId, state: "collected" },
    ]);
    warn.mockRestore();
  });

  describe("originals that came by courier", () => {
    const inbound = legId.replace("outbound", "inbound");
    const back = legId.replace("outbound", "return");
    const fromInbound = { ...sampleFact("delivered", 9), legId: inbound };
    const came = (): string => {
      const event = deliveryEvents.delivered.create({
        subject: `delivery/${inbound}`,
        version: 3,
        time: now,
        traceparent,
        data: {
          legId: inbound,
          caseNumber,
          leg: "inbound",
          carrier: carrierId,
          state: "delivered",
          late: false,
          occurredAt: now,
        },
      });
      return JSON.stringify({ "detail-type": event.type, detail: event });
    };

    it.each(["refused", "withdrawn", "lapsed", "terminated"] as const)("go back after %s", async (name) => {
      const { store, orders, run } = setUp();
      await run(caseEvent("preReviewPassed", { handIn: "courier" }));
      await recordFact(store, fromInbound, { now, traceparent });
      for (let time = 0; time < 2; time += 1) await run(caseEvent(name, { handIn: "courier" }));
      expect(orders.at(-1)).toEqual({ orderId: back, kind: "return", to: party });
      expect(orders).toHaveLength(2);
      expect(await store.read(back)).toMatchObject({ state: "ordered", kind: "return" });
    });

    it("and were still under way when the case ended go back once they have come", async () => {
      const { store, world, orders, run } = setUp();
      await run(caseEvent("preReviewPassed", { handIn: "courier" }));
      world.cancelAnswer = "underWay";
      await run(caseEvent("withdrawn", { handIn: "courier" }));
      expect(orders).toHaveLength(1);
      await recordFact(store, fromInbound, { now, traceparent });
      await run(came());
      expect(orders).toHaveLength(1);
      world.state = "withdrawn";
      await run(came(), came());
      expect(new Set(orders.map(({ orderId }) => orderId))).toEqual(new Set([inbound, back]));
    });
  });
});
