import { expect, test } from "vitest";
import { answersIn } from "../../../web/src/citizen/apply/answers-in.ts";

test("an answer to a field that another situation leaves out is not sent", () => {
  const form = { properties: { name: { type: "string" } } };
  const answers = { name: "王小明", guardianName: "王大明" };
  expect(answersIn({ form, situation: { questions: [] } }, answers)).toEqual({ name: "王小明" });
  expect(answersIn({ form }, answers)).toBe(answers);
});
