import { describe, expect, it } from "vitest";
import { recordFact } from "#shared/deliveries/leg.ts";
import { legContract } from "./leg.contract.ts";
import { caseNumber, emptyStore, now, sampleFact, sampleLeg, traceparent } from "./samples.ts";

legContract("in memory", async () => emptyStore());

describe("recordFact", () => {
  it("changes nothing for a leg that is not there or is another carrier's", async () => {
    const store = emptyStore();
    const fact = sampleFact("delivered", 1);
    expect(await recordFact(store, fact, { now, traceparent })).toBe("unknownLeg");
    const others = sampleLeg({ carrier: { id: "another", kind: "tongban" } });
    await store.write(others);
    expect(await recordFact(store, fact, { now, traceparent })).toBe("otherCarrier");
    expect(await store.readGroup(caseNumber)).toEqual([others]);
  });

  it("gives up when others always write first, so that the queue tries again", async () => {
    const store = { ...emptyStore(), read: async () => sampleLeg(), write: async () => false };
    await expect(recordFact(store, sampleFact("delivered", 1), { now, traceparent })).rejects.toThrow(
      "8 times",
    );
  });
});
