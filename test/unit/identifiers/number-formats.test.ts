import type { Schema } from "@cfworker/json-schema";
import { describe, expect, test } from "vitest";
import { checkAnswers } from "#shared/cases/answers.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { normalAnswers } from "#shared/kernel/forms/form-formats.ts";
import { type NumberFormat, normalForms } from "#shared/kernel/identifiers/normal-forms.ts";
import { numberFaults } from "#shared/kernel/identifiers/number-formats.ts";

const right: [NumberFormat, string, string][] = [
  ["mobile-phone", "+86 138 0000 3210", "13800003210"],
  ["mobile-phone", "138-0000-3210", "13800003210"],
  ["mobile-phone", "１３８００００３２１０", "13800003210"],
  ["mobile-phone", "0086 13800003210", "13800003210"],
  ["mobile-phone", "8613800003210", "13800003210"],
  ["mobile-phone", "138\u200b00003210", "13800003210"],
  ["mobile-phone", "138–0000–3210", "13800003210"],
  ["resident-id", "11010519491231002x", "11010519491231002X"],
  ["resident-id", "110105 1949 1231 002X", "11010519491231002X"],
  ["uscc", "91350100m000100y43", "91350100M000100Y43"],
  ["licence-plate", "豫p12345", "豫P12345"],
  ["licence-plate", "豫P·12345", "豫P12345"],
  ["licence-plate", "豫 P-1234挂", "豫P1234挂"],
  ["licence-plate", "豫PD12345", "豫PD12345"],
  ["licence-plate", "豫P12345D", "豫P12345D"],
  ["licence-plate", "粤Z1234港", "粤Z1234港"],
  ["licence-plate", "豫P1234学", "豫P1234学"],
  ["licence-plate", "豫P1234警", "豫P1234警"],
];
const wrong: [NumberFormat, string, string][] = [
  ["resident-id", "000000000000000000", "地区"],
  ["resident-id", "110105194902300028", "出生日期"],
  ["resident-id", "110105194912310021", "最后一位"],
  ["resident-id", "11010519491231", "18 位"],
  ["uscc", "91350203M0001QKT19", "请到窗口"],
  ["mobile-phone", "12800003210", "11 位"],
  ["mobile-phone", "1380000321", "11 位"],
  ["licence-plate", "P12345", "豫P12345"],
  ["licence-plate", "豫I12345", "豫P12345"],
  ["licence-plate", "豫P1234", "豫P12345"],
];

const today = { now: "2026-09-21T02:00:00.000Z", calendar };

describe("numbers of a format", () => {
  test.each(right)("%s: %s is kept as %s", (format, typed, kept) => {
    expect(normalForms[format](typed)).toBe(kept);
    expect(numberFaults[format](kept)).toBeUndefined();
    expect(normalForms[format](kept)).toBe(kept);
  });

  test.each(wrong)("%s: %s is refused, saying %s", (format, typed, words) => {
    expect(numberFaults[format](typed)?.zh).toContain(words);
  });

  const form: Schema = {
    type: "object",
    properties: {
      childId: { type: "string", format: "resident-id" },
      cars: { type: "array", items: { type: "object", properties: { plate: { $ref: "#/$defs/plate" } } } },
      others: { type: "array", items: { $ref: "#/$defs/plate" } },
    },
    $defs: { plate: { type: "string", format: "licence-plate" } },
  };

  test("are put in order and checked wherever a form asks for them", () => {
    const answers = { childId: "11010519491231002x", cars: [{ plate: "豫p·1234挂" }], others: ["豫p 12345"] };
    expect(checkAnswers(form, answers, today)).toEqual([]);
    expect(normalAnswers(form, answers)).toEqual({
      childId: "11010519491231002X",
      cars: [{ plate: "豫P1234挂" }],
      others: ["豫P12345"],
    });
    expect(
      checkAnswers(form, { childId: "000000000000000000", cars: [{ plate: "x" }] }, today).map(
        ({ path, message: { zh } }) => `${path} ${zh}`,
      ),
    ).toEqual([
      "body/answers/childId 号码开头的地区不存在。",
      "body/answers/cars/0/plate 号牌号码不正确，例如豫P12345、豫PD12345、豫P1234挂。",
    ]);
  });
});
