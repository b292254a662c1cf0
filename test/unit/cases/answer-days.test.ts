import { describe, expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import { checkDays } from "#shared/cases/answer-days.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import type { Field } from "#shared/kernel/forms/answered-fields.ts";

const today = { now: "2026-09-21T02:00:00.000Z", calendar };
const itemNamed = (name: string): Field => {
  const item = shippedCatalogue().find(({ name: { zh } }) => zh === name);
  if (!item) throw new Error(`${name} is gone`);
  return item.form as Field;
};
const faultsOf = (name: string, answers: object): string[] =>
  checkDays(itemNamed(name), answers, today).map(({ path, message }) => `${path} ${message.zh}`);

describe("days in a form", () => {
  test.each([
    [
      "无犯罪记录证明开具",
      { from: "2026-05-01", to: "2025-05-01" },
      ["body/answers/to 不能早于“查询期间起”（2026-05-01）。"],
    ],
    ["无犯罪记录证明开具", { from: "2025-05-01", to: "2025-05-01" }, []],
    [
      "无犯罪记录证明开具",
      { from: "2025-05-01", to: "2026-09-22" },
      ["body/answers/to 此日期不能晚于今天。"],
    ],
    ["居民身份证换领、补领", { bookedOn: "2020-01-01" }, ["body/answers/bookedOn 此日期不能早于今天。"]],
    ["居民身份证换领、补领", { bookedOn: "9999-12-31" }, ["body/answers/bookedOn 此日期过远，请核对年份。"]],
    [
      "居民身份证换领、补领",
      { bookedOn: "2026-10-01" },
      ["body/answers/bookedOn 这一天不是工作日，请另选一天。"],
    ],
    ["居民身份证换领、补领", { bookedOn: "2026-09-22" }, []],
    ["工伤认定", { injuredOn: "1026-09-01" }, ["body/answers/injuredOn 此日期过早，请核对年份。"]],
    // The schema says that this is no day.
    ["工伤认定", { injuredOn: "2026-02-31x" }, []],
  ])("%s: %j", (name, answers, findings) => {
    expect(faultsOf(name, answers)).toEqual(findings);
  });

  test("are those of Shanghai", () => {
    const late = { ...today, now: "2026-09-21T17:00:00.000Z" };
    expect(checkDays(itemNamed("工伤认定"), { injuredOn: "2026-09-22" }, late)).toEqual([]);
  });

  test("are looked at in groups and lists, too", () => {
    const day = { type: "string", format: "date", title: "起", "x-title-en": "From" };
    const form = {
      type: "object",
      properties: {
        stays: {
          type: "array",
          items: { type: "object", properties: { from: day, to: { ...day, "x-not-before": "from" } } },
        },
      },
    } as unknown as Field;
    const stays = [
      { from: "2026-01-02", to: "2026-01-03" },
      { from: "2026-01-02", to: "2026-01-01" },
    ];
    expect(checkDays(form, { stays }, today).map(({ path }) => path)).toEqual(["body/answers/stays/1/to"]);
  });
});
