import { describe, expect, it } from "vitest";
import { inMemoryLegStore } from "#shared/deliveries/leg-store.ts";
import { recordFact } from "#shared/deliveries/record-fact.ts";
import { legStoreContract } from "./leg-store.contract.ts";
import { now, sampleFact, sampleLeg, traceparent } from "./samples.ts";

legStoreContract("the in-memory store", async () => inMemoryLegStore());

describe("recordFact", () => {
  it("changes nothing for a leg that is not there or is another carrier's", async () => {
    const store = inMemoryLegStore();
    const fact = sampleFact("delivered", 1);
    expect(await recordFact(store, fact, { now, traceparent })).toBe("unknownLeg");
    await store.write(sampleLeg({ carrier: "another" }));
    expect(await recordFact(store, fact, { now, traceparent })).toBe("otherCarrier");
    expect(store.all()).toEqual([sampleLeg({ carrier: "another" })]);
  });

  it("gives up when others always write first, so that the queue tries again", async () => {
    const store = { ...inMemoryLegStore(), get: async () => sampleLeg(), write: async () => false };
    await expect(recordFact(store, sampleFact("delivered", 1), { now, traceparent })).rejects.toThrow(
      "8 times",
    );
  });
});
