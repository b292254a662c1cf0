import { describe, expect, it } from "vitest";
import { cronMatcher } from "#local/engine/events/cron.ts";
import { rateOf } from "#local/engine/events/schedules.ts";
import { inputFor } from "#local/engine/events/transform.ts";
import type { BusEvent } from "#local/engine/types.ts";

describe("schedules", () => {
  it.each<[string, number | undefined]>([
    ["rate(1 minute)", 60_000],
    ["rate(15 minutes)", 900_000],
    ["rate(1 hour)", 3_600_000],
    ["rate(2 days)", 172_800_000],
    ["cron(0 1 * * ? *)", undefined],
  ])("%s is %s ms", (expression, everyMs) => expect(rateOf(expression)).toBe(everyMs));

  it.each<[string, string, boolean, string?]>([
    ["cron(0 10 * * ? *)", "2026-03-02T10:00:59Z", true],
    ["cron(0 10 * * ? *)", "2026-03-02T10:01:00Z", false],
    ["cron(15 12 * * ? *)", "2026-03-02T12:15:00Z", true],
    // Monday to Friday; 2 March 2026 is a Monday, the day before a Sunday.
    ["cron(0 18 ? * MON-FRI *)", "2026-03-02T18:00:00Z", true],
    ["cron(0 18 ? * MON-FRI *)", "2026-03-01T18:00:00Z", false],
    ["cron(0 8 1 * ? *)", "2026-03-01T08:00:00Z", true],
    ["cron(0/10 * ? * 2-6 *)", "2026-03-02T11:20:00Z", true],
    ["cron(0/10 * ? * 2-6 *)", "2026-03-02T11:25:00Z", false],
    ["cron(0/30 20-2 ? * * *)", "2026-03-02T11:30:00Z", false],
    ["cron(0/30 20-2 ? * * *)", "2026-03-02T01:30:00Z", true],
    ["cron(0/30 20-2 ? * * *)", "2026-03-02T20:00:00Z", true],
    ["cron(5,35 14 * * ? 2026)", "2026-03-02T14:35:00Z", true],
    ["cron(5,35 14 * * ? 2026)", "2027-03-02T14:35:00Z", false],
    ["cron(0 9 L * ? *)", "2028-02-29T09:00:00Z", true],
    ["cron(0 9 L * ? *)", "2028-02-28T09:00:00Z", false],
    // The second Tuesday of March 2026 is the 10th, the last Friday the 27th.
    ["cron(0 9 ? * 3#2 *)", "2026-03-10T09:00:00Z", true],
    ["cron(0 9 ? * 3#2 *)", "2026-03-03T09:00:00Z", false],
    ["cron(0 9 ? * TUE#2 *)", "2026-03-17T09:00:00Z", false],
    ["cron(0 9 ? * 6L *)", "2026-03-27T09:00:00Z", true],
    ["cron(0 9 ? * FRIL *)", "2026-03-20T09:00:00Z", false],
    ["cron(0 9 ? * L *)", "2026-03-28T09:00:00Z", true],
    // 1 March 2026 is a Sunday, 15 August a Saturday, 31 May a Sunday.
    ["cron(0 9 1W * ? *)", "2026-03-02T09:00:00Z", true],
    ["cron(0 9 15W * ? *)", "2026-08-14T09:00:00Z", true],
    ["cron(0 9 15W * ? *)", "2026-08-15T09:00:00Z", false],
    ["cron(0 9 LW * ? *)", "2026-05-29T09:00:00Z", true],
    ["cron(0 9 31W * ? *)", "2026-04-30T09:00:00Z", false],
    ["cron(0 9 * MAR,jun ? *)", "2026-06-02T09:00:00Z", true],
    ["cron(30 0 ? * TUE *)", "2026-03-02T16:30:00Z", true, "Asia/Shanghai"],
    ["cron(30 0 ? * TUE *)", "2026-03-02T00:30:00Z", false, "Asia/Shanghai"],
  ])("%s at %s: %s", (expression, at, due, timeZone) => {
    expect(cronMatcher(expression, timeZone)(new Date(at))).toBe(due);
  });

  it.each([
    "cron(0 10 * * ?)",
    "cron(61 * * * ? *)",
    "cron(0 9 ? * 2#6 *)",
    "cron(0 9 ? * #1 *)",
    "cron(0 9 32W * ? *)",
    "cron(0 9 ? * 3W *)",
    "cron(0 9 2#1 * ? *)",
    "at(2026-01-01T00:00:00)",
  ])("%s stops the start", (expression) => expect(() => cronMatcher(expression)).toThrow(/not understood/));
});

describe("schedules that AWS refuses when they are deployed", () => {
  it.each([
    "rate(1 hours)",
    "rate(5 minute)",
    "rate(0 minutes)",
    "rate(2 weeks)",
    "rate(1.5 hours)",
    "rate(1)",
  ])("%s", (expression) =>
    expect(() => rateOf(expression)).toThrow(`AWS refuses the schedule ${expression}`),
  );
  it.each(["cron(0 9 1 * MON *)", "cron(0 9 * * * *)", "cron(0 9 ? * ? *)"])("%s", (expression) =>
    expect(() => cronMatcher(expression)).toThrow("of the two fields for days just one is ?"),
  );
});

describe("what a target gets", () => {
  const event = {
    "detail-type": "case.accepted",
    source: "tongban",
    resources: ["r0"],
    detail: { id: "1", tags: ["a", "b"], more: { n: 5 } },
  } as unknown as BusEvent;

  it.each<[string, Parameters<typeof inputFor>[0], string]>([
    ["the whole event", {}, JSON.stringify(event)],
    ["a fixed text", { Input: '{"fixed":1}' }, '{"fixed":1}'],
    ["a part of it", { InputPath: "$.detail.more" }, '{"n":5}'],
    [
      "a template, quoted texts and bare values",
      {
        InputTransformer: {
          InputPathsMap: {
            id: "$.detail.id",
            n: "$.detail.more.n",
            first: "$.resources[0]",
            tags: "$.detail.tags",
          },
          InputTemplate: '{"id":"<id>","n":<n>,"first":"<first>","tags":<tags>}',
        },
      },
      '{"id":"1","n":5,"first":"r0","tags":["a","b"]}',
    ],
    [
      "the event within a template",
      { InputTransformer: { InputTemplate: '{"e":<aws.events.event.json>}' } },
      JSON.stringify({ e: event }),
    ],
  ])("%s", (_name, target, expected) => expect(inputFor(target, event)).toBe(expected));
});
