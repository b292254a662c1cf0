import { describe, expect, it } from "vitest";
import { deadLetterOf, parkedWith, redriven } from "#scripts/queues/dead-letter.ts";
import { factsOf } from "#scripts/queues/facts.ts";
import type { Message } from "#scripts/queues/queue-client.ts";
import { ageText, shown } from "#scripts/queues/words.ts";
import { countAttribute, textAttribute } from "#shared/kernel/messaging/dead-letter.ts";

const caseNumber = "4116021001202611240A1B2C3";

describe("what a body says", () => {
  it.each([
    [
      "an event of a case",
      { "detail-type": "tongban.case.approved.v1", detail: { data: { caseNumber } } },
      { type: "tongban.case.approved.v1", caseNumber },
    ],
    [
      "an event without a case",
      { "detail-type": "tongban.catalogue.published.v1", detail: { data: {} } },
      { type: "tongban.catalogue.published.v1" },
    ],
    [
      "a broken event",
      { "detail-type": "tongban.case.approved.v1", detail: 3 },
      { type: "tongban.case.approved.v1" },
    ],
    [
      "a courier's message",
      { fact: { kind: "collected", legId: `${caseNumber}-inbound-1` } },
      { type: "courier: collected", caseNumber },
    ],
    [
      "a device's rating",
      { caseNumber, stage: "acceptance", rating: { comment: "张三，13800138000" } },
      { type: "rating: acceptance", caseNumber },
    ],
    ["a stream's records", { DDBStreamBatchInfo: { shardId: "s" } }, { type: "stream records" }],
  ])("%s", (_what, body, facts) => {
    expect(factsOf(JSON.stringify(body))).toEqual(facts);
  });

  it.each([
    ["张三 11010519491231002X"],
    [JSON.stringify("张三")],
    [JSON.stringify({ "detail-type": "张三", detail: {} })],
    [JSON.stringify({ "detail-type": "tongban.case.approved.v1", detail: { data: { caseNumber: "张三" } } })],
    [JSON.stringify({ caseNumber: "11010519491231002X", stage: "acceptance", rating: {} })],
    [JSON.stringify({ fact: { kind: "collected", legId: "13800138000" } })],
    [JSON.stringify({ fact: { kind: "张三", legId: "x" } })],
  ])("nothing of a person comes out of %s", (body) => {
    expect(JSON.stringify(factsOf(body))).not.toMatch(/张三|11010519491231002X|13800138000/);
  });
});

const message = (attributes: Message["attributes"]): Message => ({
  id: "m",
  receipt: "r",
  body: "{}",
  sentAt: new Date(0),
  attributes,
});
const texts = (attributes: Message["attributes"]) =>
  Object.fromEntries(Object.entries(attributes).map(([name, { StringValue }]) => [name, StringValue]));

describe("what became of a message", () => {
  it("is what the consumer, the bus or else the queue's limit says", () => {
    const consumer = { reason: textAttribute("no case"), attempts: countAttribute(1) };
    expect(deadLetterOf(message(consumer), 6)).toMatchObject({ reason: "no case", attempts: 1, redrives: 0 });
    const bus = {
      ERROR_CODE: textAttribute("NO_PERMISSIONS"),
      ERROR_MESSAGE: textAttribute("not allowed"),
      RETRY_ATTEMPTS: textAttribute("185"),
    };
    expect(deadLetterOf(message(bus), 6)).toMatchObject({
      reason: "NO_PERMISSIONS: not allowed",
      attempts: 185,
    });
    expect(deadLetterOf(message({}), 6)).toMatchObject({ reason: undefined, attempts: 6 });
    expect(deadLetterOf(message({}))).toMatchObject({ attempts: undefined, parked: undefined });
  });

  it("goes along to parking, where no attribute is one too many for SQS", () => {
    const bus = ["RULE_ARN", "TARGET_ARN", "ERROR_CODE", "ERROR_MESSAGE", "EXHAUSTED_RETRY_CONDITION"];
    const attributes = Object.fromEntries(bus.map((name) => [name, textAttribute(name)]));
    const dead = message({ ...attributes, RETRY_ATTEMPTS: textAttribute("3"), own: textAttribute("mine") });
    const parked = parkedWith(dead, deadLetterOf(dead), { because: "b", by: "li", at: "t", from: "A/B" });
    expect(texts(parked)).toEqual({
      own: "mine",
      reason: "ERROR_CODE: ERROR_MESSAGE",
      attempts: "3",
      redrives: "0",
      parkedBecause: "b",
      parkedBy: "li",
      parkedAt: "t",
      parkedFrom: "A/B",
    });
    expect(deadLetterOf(message(parked)).parked).toEqual({ because: "b", by: "li", at: "t", from: "A/B" });
    expect(texts(redriven(message(parked), 1, "run"))).toEqual({
      own: "mine",
      redrives: "1",
      redriveRun: "run",
    });
  });
});

describe("words for people", () => {
  it.each([
    [59, "< 1 min", "不到 1 分钟"],
    [60, "1 min", "1 分钟"],
    [7199, "1 h", "1 小时"],
    [86_400 * 13 + 5, "13 d", "13 天"],
    [-5, "< 1 min", "不到 1 分钟"],
  ])("%s seconds", (seconds, en, zh) => {
    const now = new Date("2026-11-24T00:00:00Z");
    const since = new Date(now.getTime() - seconds * 1000);
    expect([ageText(since, now, "en"), ageText(since, now, "zh")]).toEqual([en, zh]);
  });

  it("show signs that a terminal would obey", () => {
    expect(shown("a\u001b[2Jb\n\u202ec")).toBe("a\\u001b[2Jb\\u000a\\u202ec");
  });
});
