import { describe, expect, it } from "vitest";
import { deliveryEvents } from "#events/delivery.ts";
import { actionsOf } from "#shared/cases/follow-deliveries.ts";
import { merge, recordFact } from "#shared/deliveries/leg.ts";
import { delivery, type Leg } from "#shared/deliveries/record.ts";
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

describe("a parcel that is said to be delivered", () => {
  const day = 24 * 60;
  const legAfter = (...reported: [Parameters<typeof sampleFact>[0], number][]): Leg =>
    reported.reduce((leg, [kind, minute]) => {
      const merged = merge(leg, sampleFact(kind, minute), now, traceparent);
      return typeof merged === "string" ? leg : merged.leg;
    }, sampleLeg());
  const meaning = (leg: Leg) => actionsOf(deliveryEvents.delivered.schema.parse(delivery.eventOf(leg)).data);

  it("is served when its journey is plausible", () => {
    expect(meaning(legAfter(["collected", 5], ["outForDelivery", 60], ["delivered", 90]))).toEqual([
      "handOver",
      "confirmDelivery",
    ]);
  });

  it.each<[string, [Parameters<typeof sampleFact>[0], number][]]>([
    [
      "is said to go back later",
      [
        ["collected", 5],
        ["returning", 100],
        ["delivered", 90],
      ],
    ],
    [
      "was on its way back before",
      [
        ["collected", 5],
        ["returning", 60],
        ["delivered", 90],
      ],
    ],
    ["was so before it was ordered", [["delivered", -2 * day]]],
    [
      "will be so in years",
      [
        ["collected", 5],
        ["delivered", 800 * day],
      ],
    ],
  ])("is asked about when it %s", (_what, reported) => {
    expect(meaning(legAfter(...reported))).toEqual(["handOver", "markDeliveryStalled"]);
  });
});
