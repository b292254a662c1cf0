import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deliveryEvents } from "#events/delivery.ts";
import { type CourierFact, type FactKind, factKinds, isTerminal } from "#shared/deliveries/fact.ts";
import { merge } from "#shared/deliveries/leg.ts";
import { delivery, type Leg, timelineLimit } from "#shared/deliveries/record.ts";
import { now, sampleFact, sampleLeg, traceparent } from "./samples.ts";

/** Merges all in the given order; what changes nothing is passed over. */
function mergeAll(facts: CourierFact[], start: Leg = sampleLeg()): Leg[] {
  const legs = [start];
  for (const fact of facts) {
    const merged = merge(legs.at(-1) ?? start, fact, now, traceparent);
    if (typeof merged === "object") legs.push(merged.leg);
  }
  return legs;
}
const last = (legs: Leg[]): Leg => legs.at(-1) ?? sampleLeg();
const contractOf = ({ lastEvent: { name } }: Leg) =>
  name === "requested" ? undefined : deliveryEvents[name];
const eventIn = (merged: ReturnType<typeof merge>) =>
  typeof merged === "object" ? delivery.eventOf(merged.leg) : undefined;
const factsWithoutOrder = (leg: Leg) => leg.facts.map(({ late: _late, ...fact }) => fact);

const under = (kinds: readonly FactKind[], maxLength: number, minLength = 0) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 0, max: 30 })), {
      minLength,
      maxLength,
      size: "max",
      selector: ([kind, minute]) => `${kind}-${minute}`,
    })
    .map((parts) => parts.map(([kind, minute]) => sampleFact(kind, minute)));

const openKinds = factKinds.filter((kind) => !isTerminal(kind));
/** Any facts at all, with contradicting ends among them. */
const journey = under(factKinds, 25);
const twiceInAnyOrder = (facts: CourierFact[]) =>
  fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 });

describe("merge", () => {
  it("comes to the same state and the same facts whatever the order and the repeats", () => {
    fc.assert(
      fc.property(
        journey.chain((facts) => fc.tuple(fc.constant(facts), twiceInAnyOrder(facts))),
        ([facts, arrivals]) => {
          const straight = last(mergeAll(facts));
          const jumbled = last(mergeAll(arrivals));
          expect(jumbled.state).toBe(straight.state);
          expect(factsWithoutOrder(jumbled)).toEqual(factsWithoutOrder(straight));
          expect(jumbled.version).toBe(1 + facts.length);
          expect(jumbled.waybill).toBe(straight.waybill);
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it("does so beyond the limit of the timeline, which it keeps", () => {
    const many = under([...openKinds, "lost"], 70, timelineLimit + 1);
    fc.assert(
      fc.property(
        many.chain((facts) => fc.tuple(fc.constant(facts), twiceInAnyOrder(facts))),
        ([facts, arrivals]) => {
          const straight = last(mergeAll(facts));
          const jumbled = last(mergeAll(arrivals));
          expect(jumbled.facts).toHaveLength(timelineLimit);
          expect(jumbled.state).toBe(straight.state);
          expect(factsWithoutOrder(jumbled)).toEqual(factsWithoutOrder(straight));
        },
      ),
      { numRuns: 30 },
    );
  });

  it("tells once that the documents are on their way, by whichever fact says so first", () => {
    const uncancelled = factKinds.filter((kind) => kind !== "cancelled");
    fc.assert(
      fc.property(
        under(uncancelled, 12).chain((facts) => fc.tuple(fc.constant(facts), twiceInAnyOrder(facts))),
        ([facts, arrivals]) => {
          const events = mergeAll(arrivals).flatMap((leg) => delivery.eventOf(leg) ?? []);
          const departures = events.filter(({ data }) => data.departed);
          const first = events.find(({ data }) => data.state !== "ordered");
          expect(departures).toEqual(first ? [first] : []);
          expect(departures.length).toBe(facts.some(({ kind }) => kind !== "ordered") ? 1 : 0);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("never leaves an end but for an earlier one; counts versions without gaps; yields valid legs and events", () => {
    fc.assert(
      fc.property(under(factKinds, 30), (facts) => {
        const legs = mergeAll(facts);
        legs.forEach((leg, index) => {
          expect(delivery.fromItem(delivery.toItem(leg))).toEqual(leg);
          expect(leg.version).toBe(index + 1);
          const before = legs[index - 1];
          if (before && isTerminal(before.state)) expect(isTerminal(leg.state)).toBe(true);
          const event = delivery.eventOf(leg);
          if (!before) expect(event).toBeUndefined();
          else expect(contractOf(leg)?.schema.safeParse(event).error).toBeUndefined();
          if (before && event?.data.late) expect(event.data.state).toBe(before.state);
        });
      }),
    );
  });

  it("follows the usual journey, with nothing late", () => {
    const legs = mergeAll([
      sampleFact("ordered", 1),
      sampleFact("collected", 2),
      sampleFact("inTransit", 3),
      sampleFact("inTransit", 4),
      sampleFact("outForDelivery", 5),
      sampleFact("attemptFailed", 6, { reasonCode: "recipientAbsent" }),
      sampleFact("outForDelivery", 7),
      sampleFact("delivered", 8, { signer: "self" }),
    ]);
    expect(legs.map((leg) => leg.state)).toEqual([
      "requested",
      "ordered",
      "collected",
      "inTransit",
      "inTransit",
      "outForDelivery",
      "attemptFailed",
      "outForDelivery",
      "delivered",
    ]);
    expect(last(legs).facts.some((fact) => fact.late)).toBe(false);
  });

  it("takes a fact that overtakes our own record of the order, and the order after it as late", () => {
    const [, collected, ordered] = mergeAll([
      sampleFact("collected", 1, { waybill: "TB-EARLY" }),
      sampleFact("ordered", 2, { waybill: "TB-ORDER" }),
    ]);
    expect(collected).toMatchObject({ state: "collected", waybill: "TB-EARLY" });
    expect(ordered).toMatchObject({ state: "collected", waybill: "TB-ORDER" });
    expect(ordered && delivery.eventOf(ordered)).toMatchObject({
      type: "tongban.delivery.ordered.v1",
      id: `delivery/${ordered?.legId}/3`,
      data: { state: "collected", late: true, waybill: "TB-ORDER" },
    });
  });

  it("records a second, other end as late and says so", () => {
    const delivered = last(mergeAll([sampleFact("delivered", 1)]));
    const merged = merge(delivered, sampleFact("returned", 9), now, traceparent);
    expect(merged).toMatchObject({
      contradictsEnd: true,
      leg: { state: "delivered", lastEvent: { name: "returned" } },
    });
    expect(eventIn(merged)).toMatchObject({ data: { late: true } });
  });

  it("takes an end that happened before the one that was reported first, and says so", () => {
    const returned = last(mergeAll([sampleFact("returned", 9)]));
    const merged = merge(returned, sampleFact("delivered", 1), now, traceparent);
    expect(merged).toMatchObject({
      contradictsEnd: true,
      leg: { state: "delivered", lastEvent: { name: "delivered" } },
    });
    expect(eventIn(merged)).toMatchObject({ data: { late: false } });
  });

  it("tells a repeat and a fact beyond a full timeline apart", () => {
    const facts = Array.from({ length: timelineLimit }, (_, minute) => sampleFact("inTransit", minute + 1));
    const full = last(mergeAll(facts));
    expect(merge(full, facts[3] ?? sampleFact("lost", 0), now, traceparent)).toBe("duplicate");
    expect(merge(full, sampleFact("inTransit", 0), now, traceparent)).toBe("timelineFull");
    expect(merge(full, sampleFact("delivered", 0), now, traceparent)).toMatchObject({
      leg: { state: "delivered" },
    });
  });
});
