import { describe, expect, it } from "vitest";
import type { CourierFact } from "#shared/delivery/fact.ts";
import { inMemoryLegStore, type LegStore } from "#shared/delivery/leg-store.ts";
import { deliveryTracking } from "../../../functions/delivery-tracking/delivery-tracking.ts";
import { consume } from "./consume.ts";
import { legId, now, sampleFact, sampleLeg, traceparent } from "./samples.ts";

const messageOf = (fact: CourierFact) => JSON.stringify({ fact, traceparent });

async function setUp(wrap: (store: LegStore) => LegStore = (store) => store) {
  const store = inMemoryLegStore();
  await store.write(sampleLeg());
  const handle = deliveryTracking({ store: wrap(store), now: () => now });
  return { store, run: (...bodies: string[]) => consume(handle, bodies) };
}

describe("delivery-tracking", () => {
  it("merges a batch of one leg's events, jumbled and repeated, each once", async () => {
    const { store, run } = await setUp();
    const facts = [
      sampleFact("delivered", 5, { signer: "self" }),
      sampleFact("collected", 2),
      sampleFact("delivered", 5, { signer: "self" }),
      sampleFact("inTransit", 3),
    ];
    expect(await run(...facts.map(messageOf))).toEqual({ retried: [], parked: [] });
    expect(await run(...facts.map(messageOf))).toEqual({ retried: [], parked: [] });
    const leg = await store.get(legId);
    expect(leg).toMatchObject({ state: "delivered", version: 4 });
    expect(leg?.facts.map(({ kind, late }) => [kind, late])).toEqual([
      ["collected", true],
      ["inTransit", true],
      ["delivered", false],
    ]);
    // The event belongs to the trace of the request that brought the fact.
    expect(leg?.lastEvent?.trace.slice(0, 35)).toBe(traceparent.slice(0, 35));
  });

  it("does not compete with itself for a leg", async () => {
    let lost = 0;
    const { run } = await setUp((store) => ({
      ...store,
      async write(leg) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        const written = await store.write(leg);
        if (!written) lost += 1;
        return written;
      },
    }));
    await run(...Array.from({ length: 10 }, (_, minute) => messageOf(sampleFact("inTransit", minute))));
    expect(lost).toBe(0);
  });

  it("merges again from a fresh read when somebody else wrote first", async () => {
    const { store, run } = await setUp((inner) => {
      let interfered = false;
      return {
        ...inner,
        async write(leg) {
          if (!interfered) {
            interfered = true;
            const handle = deliveryTracking({ store: inner, now: () => now });
            await consume(handle, [messageOf(sampleFact("ordered", 1))]);
          }
          return inner.write(leg);
        },
      };
    });
    expect(await run(messageOf(sampleFact("collected", 2)))).toEqual({ retried: [], parked: [] });
    expect(await store.get(legId)).toMatchObject({ state: "collected", version: 3 });
  });

  it("has an event of an unknown leg delivered again", async () => {
    const { run } = await setUp();
    const unknown = sampleFact("collected", 1, { legId: legId.replace("outbound", "inbound") });
    expect(await run(messageOf(unknown), messageOf(sampleFact("collected", 1)))).toEqual({
      retried: [0],
      parked: [],
    });
  });

  it("parks what a carrier says of another carrier's leg, and what does not parse", async () => {
    const { store, run } = await setUp();
    const bad = [
      messageOf(sampleFact("delivered", 1, { carrier: "another-post" })),
      "not JSON",
      JSON.stringify({ fact: { ...sampleFact("lost", 1), recipient: "王小明" }, traceparent }),
    ];
    const { retried, parked } = await run(...bad);
    expect(retried).toEqual([]);
    expect(parked.map(({ reason }) => reason).toSorted()).toEqual([
      `leg ${legId} is not one of carrier another-post`,
      "not JSON",
      "not a courier message: fact: unrecognized_keys",
    ]);
    expect(parked.map(({ body }) => body).toSorted()).toEqual(bad.toSorted());
    expect((await store.get(legId))?.version).toBe(1);
  });
});
