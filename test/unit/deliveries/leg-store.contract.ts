import { describe, expect, it } from "vitest";
import type { LegStore } from "#shared/deliveries/leg-store.ts";
import { merge } from "#shared/deliveries/merge.ts";
import { recordFact } from "#shared/deliveries/record-fact.ts";
import { caseNumber, now, sampleFact, sampleLeg, traceparent } from "./samples.ts";

/** What every LegStore does, on an empty one each time. */
export function legStoreContract(name: string, emptyStore: () => Promise<LegStore>): void {
  describe(`${name} as a LegStore`, () => {
    const leg = sampleLeg();
    const next = () => {
      const merged = merge(leg, sampleFact("ordered", 1), now, traceparent);
      if (typeof merged === "string") throw new Error(merged);
      return merged.leg;
    };

    it("knows nothing at first", async () => {
      const store = await emptyStore();
      expect(await store.get(leg.legId)).toBeUndefined();
      expect(await store.legsOf(caseNumber)).toEqual([]);
    });

    it("tells a carrier's legs that have not ended", async () => {
      const store = await emptyStore();
      const ended = merge(leg, sampleFact("delivered", 1), now, traceparent);
      if (typeof ended === "string") throw new Error(ended);
      const other = sampleLeg({ attempt: 2 });
      for (const one of [leg, other, ended.leg]) await store.write(one);
      const { items, next: more } = await store.openLegs(leg.carrier, undefined);
      expect([items.map(({ legId }) => legId), more]).toEqual([[other.legId], undefined]);
      expect((await store.openLegs("nobody", undefined)).items).toEqual([]);
    });

    it("gives back what was written, each version in turn", async () => {
      const store = await emptyStore();
      expect(await store.write(leg)).toBe(true);
      expect(await store.get(leg.legId)).toEqual(leg);
      expect(await store.write(next())).toBe(true);
      expect(await store.get(leg.legId)).toEqual(next());
    });

    it("refuses a version that does not follow the stored one, and keeps that", async () => {
      const store = await emptyStore();
      expect(await store.write(next())).toBe(false);
      expect(await store.get(leg.legId)).toBeUndefined();
      await store.write(leg);
      expect(await store.write({ ...leg, carrier: "another" })).toBe(false);
      expect(await store.write({ ...next(), version: 3 })).toBe(false);
      expect(await store.get(leg.legId)).toEqual(leg);
    });

    it("lets one of several writers of the same version win", async () => {
      const store = await emptyStore();
      await store.write(leg);
      const outcomes = await Promise.all(Array.from({ length: 5 }, () => store.write(next())));
      expect(outcomes.filter(Boolean)).toHaveLength(1);
    });

    it("lists a case's legs in the order of their requests, and no other case's", async () => {
      const store = await emptyStore();
      const later = sampleLeg({ kind: "inbound", now: new Date(Date.parse(now) + 1000).toISOString() });
      const other = sampleLeg({ caseNumber: caseNumber.replace("ABCDE", "ABCDF") });
      for (const each of [later, leg, other]) await store.write(each);
      expect(await store.legsOf(caseNumber)).toEqual([leg, later]);
    });

    it("takes facts from several writers at once without losing or doubling one", async () => {
      const store = await emptyStore();
      await store.write(leg);
      const facts = [
        sampleFact("ordered", 1),
        sampleFact("collected", 2),
        sampleFact("inTransit", 3, { place: "周口分拨中心" }),
        sampleFact("delivered", 4, { signer: "agent", proofDigest: "0".repeat(64) }),
      ];
      const outcomes = await Promise.all(
        [...facts, ...facts].map((fact) => recordFact(store, fact, { now, traceparent })),
      );
      expect(outcomes.toSorted()).toEqual([...Array(4).fill("duplicate"), ...Array(4).fill("recorded")]);
      const stored = await store.get(leg.legId);
      expect(stored).toMatchObject({ state: "delivered", version: 5 });
      expect(stored?.facts.map((fact) => fact.kind)).toEqual([
        "ordered",
        "collected",
        "inTransit",
        "delivered",
      ]);
    });
  });
}
