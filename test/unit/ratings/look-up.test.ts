import { describe, expect, test } from "vitest";
import type { CaseFacts } from "#shared/cases/public.ts";
import type { ReadOptions } from "#shared/kernel/records/record-store.ts";
import { lookUp } from "#shared/ratings/record-rating.ts";
import { caseNumber, endedCase, since } from "./samples.ts";

/** A case that is read as it was a moment before, until it is read as it is. */
function look(older: CaseFacts | undefined, newest: CaseFacts | undefined) {
  const reads: ("older" | "newest")[] = [];
  const cases = {
    async factsOf(_caseNumber: string, { maybeOlder = false }: ReadOptions = {}) {
      reads.push(maybeOlder ? "older" : "newest");
      return maybeOlder ? older : newest;
    },
  };
  const known = lookUp(
    { store: { read: async () => undefined }, cases },
    { caseNumber, stage: "completion", turn: "first" },
  );
  return known.then(({ invitation, facts }) => ({
    reads,
    since: invitation?.since,
    found: facts !== undefined,
  }));
}
const { ended: _, ...running } = endedCase();

describe("what may be rated", () => {
  test("is read for half the price once the case has ended", async () => {
    expect(await look(endedCase(), endedCase())).toEqual({ reads: ["older"], since, found: true });
  });

  test.each([
    ["has just ended", running],
    ["has just begun", undefined],
  ])("is read as it is when the case %s", async (_case, older) => {
    expect(await look(older, endedCase())).toEqual({ reads: ["older", "newest"], since, found: true });
  });

  test("is nothing while the case runs, and of no case", async () => {
    expect(await look(running, running)).toMatchObject({ since: undefined, found: true });
    expect(await look(undefined, undefined)).toMatchObject({ since: undefined, found: false });
  });
});
