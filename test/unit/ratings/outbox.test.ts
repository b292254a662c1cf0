import { describe, expect, it } from "vitest";
import { merge } from "#shared/ratings/merge.ts";
import { ratingsOf } from "#shared/ratings/public.ts";
import { type RatingRecord, rating } from "#shared/ratings/record.ts";
import { ratableOf, ratableSince } from "#shared/ratings/stages/ratable.ts";
import { caseStages } from "#shared/ratings/stages/stages.ts";
import { memoryRatings } from "#test/support/memory-ratings.ts";
import {
  applicantId,
  caseNumber,
  caseNumberNo,
  endedCase,
  facts,
  now,
  since,
  traceparent,
} from "./samples.ts";

function recordAfter(...steps: Parameters<typeof merge>[1][]): RatingRecord {
  let record: RatingRecord | undefined;
  for (const fact of steps) {
    const merged = merge(record, fact, { now, traceparent });
    if (merged.outcome !== "recorded") throw new Error("this fact changes nothing");
    record = merged.record;
  }
  if (!record) throw new Error("nothing happened");
  return record;
}

describe("the ratings' outbox", () => {
  it("names the version in the event, and keeps the comment and the people out of it", () => {
    const written = recordAfter(
      facts.rated({ level: "dissatisfied", details: ["210"], comment: "找过李敏三次", raterId: "citizen-1" }),
      facts.voided,
    );
    const entry = rating.outboxEntry(rating.toItem(written));
    expect(entry).toMatchObject({
      version: 2,
      event: { type: "tongban.rating.voided.v1", id: `rating/${caseNumber}-completion-first/2` },
    });
    expect(JSON.stringify(entry)).not.toMatch(new RegExp(`李敏|${applicantId}|203`));
  });

  it("throws on what is not a rating", () => {
    expect(() =>
      rating.outboxEntry({ ...rating.toItem(recordAfter(facts.rated())), version: "1" }),
    ).toThrow();
  });

  it("reads records of less than 1 KB, but for the comment", () => {
    const full = recordAfter(
      facts.rated({ level: "dissatisfied", details: ["207", "208", "209", "210", "211", "212"] }),
      facts.voided,
    );
    expect(bytesOf(rating.toItem(full))).toBeLessThan(1024);
  });
});

/** As DynamoDB counts: names and texts in UTF-8; numbers and the rest of it are a few bytes here. */
function bytesOf(value: unknown): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (Array.isArray(value)) return 3 + value.reduce((sum: number, each) => sum + 1 + bytesOf(each), 0);
  if (typeof value !== "object" || value === null) return 3;
  return Object.entries(value).reduce(
    (sum, [name, each]) => sum + 1 + Buffer.byteLength(name) + bytesOf(each),
    3,
  );
}

describe("what others see of a case's ratings", () => {
  it("is each stage: whether it can be rated, and the level once it was", async () => {
    const store = memoryRatings();
    const running = { caseNumber };
    expect(await ratingsOf(store, running)).toEqual([
      { stage: "acceptance", turn: "first", ratable: false },
      { stage: "completion", turn: "first", ratable: false },
    ]);
    const ended = endedCase();
    expect((await ratingsOf(store, ended))[1]).toEqual({
      stage: "completion",
      turn: "first",
      ratable: true,
    });
    const rated = recordAfter(facts.rated({ comment: "谢谢" }));
    await store.write(rated);
    const given = { stage: "completion", turn: "first", ratable: false, level: "satisfied", ratedAt: now };
    expect((await ratingsOf(store, ended)).slice(1)).toEqual([given]);
    await store.write(recordAfter(facts.rated({ comment: "谢谢" }), facts.rectified));
    expect((await ratingsOf(store, ended)).slice(1)).toEqual([
      given,
      { stage: "completion", turn: "followUp", ratable: true },
    ]);
  });

  it("is the end of a part, by itself; its acceptance is rated with the whole", async () => {
    const part = { ...endedCase(), parent: caseNumber };
    const views = await ratingsOf(memoryRatings(), part);
    expect(views.map(({ stage, ratable }) => [stage, ratable])).toEqual([
      ["acceptance", false],
      ["completion", true],
    ]);
    const running = { ...part, ended: undefined };
    for (const view of await ratingsOf(memoryRatings(), running)) expect(view.ratable).toBe(false);
  });

  it.each([
    ["accepted", { acceptedAt: since }, [since, undefined]],
    ["completed", { acceptedAt: since, ended: { at: now, as: "completed" } }, [since, now]],
    ["refused", { ended: { at: now, as: "refused" } }, [now, now]],
    ["withdrawn", { ended: { at: now, as: "withdrawn" } }, [undefined, now]],
    ["withdrawn later", { acceptedAt: since, ended: { at: now, as: "withdrawn" } }, [since, now]],
    ["terminated", { acceptedAt: since, ended: { at: now, as: "terminated" } }, [since, now]],
    ["a part that was refused", { parent: caseNumber, ended: { at: now, as: "refused" } }, [undefined, now]],
    ["a part that runs", { parent: caseNumber, acceptedAt: since }, [undefined, undefined]],
  ] as const)("can be rated since its stages were over: %s", (_name, progress, right) => {
    expect(caseStages.map((stage) => ratableSince(progress, stage))).toEqual(right);
  });

  it("counts as ratable each end once, and the acceptance of a part not at all", () => {
    const whole = endedCase(undefined, { ended: { at: now, as: "terminated" } });
    const part = endedCase(caseNumberNo(2), { parent: caseNumber, ended: { at: now, as: "withdrawn" } });
    const ratable = ratableOf([whole, part], [whole, part]);
    expect(ratable.map((each) => [each.caseNumber, each.stage])).toEqual([
      [caseNumber, "acceptance"],
      [caseNumber, "completion"],
      [caseNumberNo(2), "completion"],
    ]);
  });
});
