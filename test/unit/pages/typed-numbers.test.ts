import { expect, test } from "vitest";
import { numberOrText } from "../../../web/src/shared/form/numbers.ts";

test.each([
  ["60", 60],
  ["６０", 60],
  ["1,200", 1200],
  ["143.48", 143.48],
  [" 12.5 ", 12.5],
  ["-3", -3],
  ["", undefined],
  ["1e3", "1e3"],
  ["0x1F", "0x1F"],
  ["12.", "12."],
  ["1,20", "1,20"],
  ["Infinity", "Infinity"],
])("the number typed as %j is %j", (typed, answer) => {
  expect(numberOrText(typed)).toBe(answer);
});
