import { describe, expect, it } from "vitest";
import { recordFact } from "#shared/deliveries/leg.ts";
import { delivery } from "#shared/deliveries/record.ts";
import { watchDeliveries } from "../../../functions/deliveries/delivery-watch/delivery-watch.ts";
import { carrierId, emptyStore, legId, now, sampleFact, sampleLeg, traceparent } from "./samples.ts";

const hours = (count: number): string => new Date(Date.parse(now) + count * 3_600_000).toISOString();

describe("delivery-watch", () => {
  it("marks a leg once for each silence, by its carrier's own patience, and not one that has ended", async () => {
    const store = emptyStore();
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
    expect(await watch(hours(24))).toEqual({ due: 1, changed: 0 });
    const both = await Promise.all([watch(hours(25)), watch(hours(25))]);
    expect(both.map(({ changed }) => changed).toSorted()).toEqual([0, 1]);
    expect(await watch(hours(60))).toEqual({ due: 1, changed: 0 });
    const leg = await store.read(legId);
    expect(leg && delivery.eventOf(leg)).toMatchObject({
      type: "tongban.delivery.stalled.v1",
      data: { state: "requested", legId },
    });

    await recordFact(store, sampleFact("collected", 61), { now: hours(61), traceparent });
    expect((await store.read(legId))?.stalled).toBeUndefined();
    expect(await watch(hours(70))).toEqual({ due: 1, changed: 0 });
    expect(await watch(hours(86))).toEqual({ due: 1, changed: 1 });
  });
});
