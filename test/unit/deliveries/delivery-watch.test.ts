import { describe, expect, it } from "vitest";
import { toItem } from "#shared/deliveries/leg-item.ts";
import { inMemoryLegStore } from "#shared/deliveries/leg-store.ts";
import { deliveryOutbox } from "#shared/deliveries/outbox.ts";
import { recordFact } from "#shared/deliveries/record-fact.ts";
import { watchDeliveries } from "../../../functions/deliveries/delivery-watch/delivery-watch.ts";
import { carrierId, legId, now, sampleFact, sampleLeg, traceparent } from "./samples.ts";

const hours = (count: number): string => new Date(Date.parse(now) + count * 3_600_000).toISOString();

describe("delivery-watch", () => {
  it("marks a leg once for each silence, by its carrier's own patience, and not one that has ended", async () => {
    const store = inMemoryLegStore();
    await store.write(sampleLeg());
    await store.write(sampleLeg({ attempt: 2 }));
    const ended = sampleLeg({ attempt: 2 }).legId;
    await recordFact(store, sampleFact("lost", 1, { legId: ended }), { now, traceparent });
    const watch = (at: string) =>
      watchDeliveries({
        store,
        carriers: [{ id: carrierId, kind: "tongban", baseUrl: "https://post.example.com", silentHours: 24 }],
        now: () => at,
      });
    expect(await watch(hours(24))).toEqual({ open: 1, stalled: 0 });
    const both = await Promise.all([watch(hours(25)), watch(hours(25))]);
    expect(both.map(({ stalled }) => stalled).toSorted()).toEqual([0, 1]);
    expect(await watch(hours(60))).toEqual({ open: 1, stalled: 0 });
    const leg = await store.get(legId);
    expect(leg && deliveryOutbox(toItem(leg))?.event).toMatchObject({
      type: "tongban.delivery.stalled.v1",
      data: { state: "requested", legId },
    });

    await recordFact(store, sampleFact("collected", 61), { now: hours(61), traceparent });
    expect((await store.get(legId))?.stalled).toBeUndefined();
    expect(await watch(hours(70))).toEqual({ open: 1, stalled: 0 });
    expect(await watch(hours(86))).toEqual({ open: 1, stalled: 1 });
  });
});
