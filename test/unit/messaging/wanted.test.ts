import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matches } from "#local/engine/events/pattern.ts";
import { isWanted, wantedOf } from "#shared/kernel/messaging/wanted.ts";
import { type EventFilter, matchesFilter } from "#shared/kernel/messaging/where.ts";

const values = ["a", "b", true, undefined] as const;
const data = fc.record({
  one: fc.constantFrom(...values),
  two: fc.constantFrom(...values),
  three: fc.constantFrom(...values),
});
const test = fc.oneof(
  fc.constantFrom("a", "b", true as const),
  fc.boolean().map((exists) => ({ exists })),
  fc.subarray(["a", "b"], { minLength: 1 }).map((excluded) => ({ "anything-but": excluded })),
);
const plain = fc.dictionary(
  fc.constantFrom("one", "two", "three"),
  fc.array(test, { minLength: 1, maxLength: 2 }),
);
const where: fc.Arbitrary<EventFilter> = fc
  // One alternative is none: EventBridge would take `$or` for a field.
  .tuple(plain, fc.option(fc.tuple(plain, plain), { nil: undefined }))
  .map(([fields, or]) => ({ ...fields, ...(or && { $or: or }) }));

describe("what is wanted", () => {
  it("fits as EventBridge's own patterns do", () => {
    fc.assert(
      fc.property(where, data, (pattern, given) => {
        expect(matchesFilter(pattern, given)).toBe(matches(pattern, given));
      }),
      { numRuns: 2000 },
    );
  });

  const known = { eventNames: new Map(["x", "y", "z"].map((type) => [type, type])) };
  const context = (follows: object, more: object = {}) =>
    ({ records: [known], functions: { consumer: { needs: {}, follows, ...more } } }) as never;
  const followed = (type: string, alternatives?: EventFilter[]) => ({
    type,
    source: "s",
    ...(alternatives && { where: alternatives }),
  });

  it("is what any function follows, always or where the data fits, and nothing of another context's", () => {
    const contexts = [
      context({ x: followed("x", [{ one: ["a"] }]), other: followed("elsewhere") }),
      context({ x: followed("x", [{ two: ["b"] }, { two: [true] }]) }, { where: { three: ["a"] } }),
      context({ y: followed("y", [{ one: ["a"] }]) }),
      context({ y: followed("y") }),
    ];
    const wanted = wantedOf(contexts, { records: [known] as never });
    const is = (type: string, given: object) => isWanted(wanted, { type, data: given } as never);
    expect([is("x", { one: "a" }), is("x", { one: "b" })]).toEqual([true, false]);
    expect([is("x", { two: "b", three: "a" }), is("x", { two: true, three: "a" })]).toEqual([true, true]);
    expect(is("x", { two: "b" })).toBe(false);
    expect([is("y", {}), is("z", {}), is("elsewhere", {})]).toEqual([true, false, false]);
    expect(JSON.stringify(wanted)).not.toContain("elsewhere");
    expect(wanted.filter(({ types }) => types.includes("y"))).toHaveLength(1);
  });
});
