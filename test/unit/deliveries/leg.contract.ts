import { describe, expect, it } from "vitest";
import { recordFact } from "#shared/deliveries/leg.ts";
import type { LegStore } from "#shared/deliveries/record.ts";
import { caseNumber, now, sampleFact, sampleLeg, traceparent } from "./samples.ts";

/** What legs ask of their store beyond what every record does, on an empty one each time. */
export function legContract(where: string, emptyStore: () => Promise<LegStore>): void {
  describe(`legs ${where}`, () => {
    const leg = sampleLeg();

    it("of a carrier are listed until they have ended", async () => {
      const store = await emptyStore();
      const other = sampleLeg({ attempt: 2 });
      for (const one of [leg, other]) await store.write(one);
      await recordFact(store, sampleFact("delivered", 1), { now, traceparent });
      expect(await store.ids("open", leg.carrier, now)).toEqual([other.legId]);
      expect(await store.ids("open", "nobody", now)).toEqual([]);
    });

    it("of a case are read together, and no other case's", async () => {
      const store = await emptyStore();
      const later = sampleLeg({ kind: "inbound", now: new Date(Date.parse(now) + 1000).toISOString() });
      const other = sampleLeg({ caseNumber: caseNumber.replace("ABCDE", "ABCDF") });
      for (const each of [later, leg, other]) await store.write(each);
      expect(await store.readGroup(caseNumber)).toEqual([later, leg]);
    });

    it("are found by their waybill where their carrier tells no more than that", async () => {
      const store = await emptyStore();
      const ems = sampleLeg({ attempt: 2, carrier: { id: "ems", kind: "ems" } });
      for (const one of [leg, ems]) {
        await store.write(one);
        const fact = { ...sampleFact("ordered", 1), legId: one.legId, carrier: one.carrier };
        await recordFact(store, fact, { now, traceparent });
      }
      expect(await store.ids("byWaybill", "ems#TB1234567890", now)).toEqual([ems.legId]);
      expect(await store.ids("byWaybill", `${leg.carrier}#TB1234567890`, now)).toEqual([]);
    });

    it("take facts from several writers at once without losing or doubling one", async () => {
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
      const stored = await store.read(leg.legId);
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
