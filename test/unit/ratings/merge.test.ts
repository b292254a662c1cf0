import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { satisfactionLevels } from "#events/rating.ts";
import { merge, personRatingKey, type RatingFact } from "#shared/ratings/merge.ts";
import { type RatingRecord, rating } from "#shared/ratings/record.ts";
import { caseNumber, facts, given, itemCode, now, traceparent } from "./samples.ts";

/** Merges one fact after another as the table would see them; repeats and refusals leave the record alone. */
function play(ratingFacts: RatingFact[]) {
  let record: RatingRecord | undefined;
  const events: string[] = [];
  const refusals: string[] = [];
  for (const fact of ratingFacts) {
    const merged = merge(record, fact, { now, traceparent });
    if (merged.outcome === "duplicate") continue;
    if (!("record" in merged)) {
      refusals.push(merged.outcome);
      continue;
    }
    record = merged.record;
    const event = rating.eventOf(record);
    if (event) events.push(event.type.split(".")[2] ?? "");
  }
  return { record, events, refusals };
}

describe("a rating's record", () => {
  it("says what was received, with the codes of case and rating and nothing more", () => {
    const { record, events } = play([facts.rated({ comment: "张三很好，电话 13800000000" })]);
    expect(events).toEqual(["received"]);
    expect(record && rating.eventOf(record)).toEqual({
      specversion: "1.0",
      id: `rating/${caseNumber}-completion-first/1`,
      source: "tongban.rating",
      type: "tongban.rating.received.v1",
      subject: `rating/${caseNumber}-completion-first`,
      time: now,
      dataschema: "urn:tongban:rating:received:v1",
      traceparent,
      data: {
        caseNumber,
        stage: "completion",
        turn: "first",
        itemCode,
        department: "1001",
        level: "satisfied",
        channel: "windowTablet",
        anonymous: false,
        ratedAt: now,
      },
    });
    expect(record?.rating.comment).toBe("张三很好，电话 13800000000");
  });

  it("keeps the first rating and refuses another", () => {
    const { record, refusals } = play([
      facts.rated(),
      facts.rated({ key: "f".repeat(16), level: "verySatisfied", details: [] }),
    ]);
    expect(refusals).toEqual(["alreadyRated"]);
    expect(record?.rating).toEqual(given());
  });

  it("is the applicant's own once they rate by themselves, whatever was decided about one by a link", () => {
    const byLink = facts.rated({ issuerId: "clerk-1", level: "verySatisfied" });
    const own = facts.rated({ key: "f".repeat(16), raterId: "li-min", level: "dissatisfied" });
    const { record, events } = play([byLink, facts.quarantined, facts.released, own, own]);
    expect(events).toEqual(["received", "quarantined", "released", "replaced"]);
    expect(record).toMatchObject({
      rating: own.rating,
      setAside: byLink.rating,
      row: { level: "dissatisfied" },
    });
    expect([record?.standing, record?.quarantinedAt]).toEqual([undefined, undefined]);
    for (const later of [byLink, facts.rated({ key: "e".repeat(16), raterId: "wang-wu" })])
      expect(play([own, later]).refusals).toEqual(["alreadyRated"]);
  });

  it("refuses a repeat that says something else", () => {
    expect(play([facts.rated(), facts.rated({ level: "dissatisfied", details: [] })]).refusals).toEqual([
      "keyReused",
    ]);
  });

  it("takes a repeat with its tags in another order for the same", () => {
    const ratingFacts = [facts.rated({ details: ["406", "408"] }), facts.rated({ details: ["408", "406"] })];
    expect(play(ratingFacts)).toMatchObject({ refusals: [], record: { version: 1 } });
  });

  it("is judged once it is received, and a person's decision stands against any rule", () => {
    for (const early of [facts.quarantined, facts.released, facts.voided, facts.rectified])
      expect(play([early]).refusals).toEqual(["notRated"]);
    const received = [facts.rated()];
    expect(play([...received, facts.released]).refusals).toEqual(["notQuarantined"]);
    const { record, events, refusals } = play([
      ...received,
      facts.quarantined,
      facts.quarantined,
      facts.released,
      facts.quarantined,
      facts.dismissed,
    ]);
    expect(events).toEqual(["received", "quarantined", "released"]);
    expect(refusals).toEqual(["decided", "decided"]);
    expect(record?.standing).toEqual({
      state: "released",
      reasons: ["addressBurst"],
      by: "supervisor-1",
      why: "真实评价",
      at: now,
    });
  });

  it("is voided whatever was decided before", () => {
    for (const earlier of [[], [facts.quarantined], [facts.quarantined, facts.released]]) {
      const { record, refusals } = play([facts.rated(), ...earlier, facts.voided, facts.voided]);
      expect(record?.standing?.state).toBe("voided");
      expect(refusals).toEqual([]);
    }
  });

  it("keeps how a rectification ended, silently", () => {
    const { record, events } = play([facts.rated(), facts.rectified, facts.rectified]);
    expect([record?.rectification, record?.rectifiedAt, record?.version, events]).toEqual([
      "rectified",
      facts.rectified.at,
      2,
      ["received"],
    ]);
  });

  it("keeps when its rater was called back, once, and counts it with those who gave their names", () => {
    const bad = facts.rated({ level: "dissatisfied" });
    const { record, events } = play([bad, facts.calledBack, { ...facts.calledBack, at: facts.rectified.at }]);
    expect([record?.calledBackAt, record?.version, events]).toEqual([facts.calledBack.at, 2, ["received"]]);
    expect(record?.row).toMatchObject({ named: true, calledBack: true });
    const anonymous = play([facts.rated({ level: "dissatisfied", anonymous: true })]).record;
    expect(anonymous?.row.named).toBeUndefined();
    expect(play([facts.rated({ level: "satisfied" })]).record?.row.named).toBeUndefined();
  });

  it("ends the same and is received once, in whatever order and however often its facts come", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...satisfactionLevels).chain((level) => {
          const ratingFacts: RatingFact[] = [facts.rated({ level }), facts.rectified, facts.quarantined];
          const repeated = fc.array(fc.constantFrom(...ratingFacts), { maxLength: 12 });
          const all = repeated.chain((more) =>
            fc.shuffledSubarray([facts.rated({ level }), ...more], { minLength: more.length + 1 }),
          );
          return fc.record({ level: fc.constant(level), all });
        }),
        ({ level, all }) => {
          const { record, events } = play([...all, facts.rectified, facts.quarantined]);
          const straight = play([facts.rated({ level }), facts.rectified, facts.quarantined]);
          // Which of two that are said of it comes first does not matter, but for the name of the last.
          expect({ ...record, lastEvent: undefined }).toEqual({ ...straight.record, lastEvent: undefined });
          expect([...events].sort()).toEqual(["quarantined", "received"]);
          if (record) expect(rating.fromItem(rating.toItem(record))).toEqual(record);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("a person's key", () => {
  const content = { level: "satisfied", details: ["406"] } as const;
  const keyOf = (rater: string, key?: string, change = {}) =>
    personRatingKey(rater, key, { ...content, details: [...content.details], ...change });

  it("is the client's own, when it gives one, and no other person's", () => {
    expect(keyOf("citizen-1", "key-00001", { level: "dissatisfied" })).toBe(keyOf("citizen-1", "key-00001"));
    expect(keyOf("citizen-2", "key-00001")).not.toBe(keyOf("citizen-1", "key-00001"));
  });

  it("is what they say, when it gives none", () => {
    expect(keyOf("citizen-1")).toBe(keyOf("citizen-1"));
    expect(keyOf("citizen-1", undefined, { comment: "好" })).not.toBe(keyOf("citizen-1"));
  });
});
