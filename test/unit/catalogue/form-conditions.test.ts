import { describe, expect, it } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import { checkAnswers } from "#shared/cases/answers.ts";
import { answersAskedFor, askedWhen, questionsToAsk } from "#shared/catalogue/form-conditions.ts";
import { exampleAnswers } from "#shared/catalogue/form-examples.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { dayOf, isWorkingDay } from "#shared/kernel/calendar/working-days.ts";

const text = { type: "string", title: "…", "x-title-en": "…" } as const;
/** `then` is JSON Schema's own word. */
const rule = (kinds: object, met: object, otherwise?: object) => ({
  if: kinds,
  ["then" as string]: met,
  ...(otherwise && { else: otherwise }),
});
const form = {
  type: "object" as const,
  properties: { kind: { ...text, enum: ["a", "b", "c"] }, more: text, most: text, last: text },
  required: ["kind"],
  additionalProperties: false,
  allOf: [
    rule(
      { properties: { kind: { enum: ["a", "b"] } }, required: ["kind"] },
      { required: ["more"] },
      { properties: { more: false } },
    ),
    rule(
      { properties: { more: { const: "much" } }, required: ["more"] },
      { required: ["most"] },
      { properties: { most: false } },
    ),
    rule({ properties: { kind: { const: "c" } }, required: ["kind"] }, { properties: { last: false } }),
  ],
};
const names = (answers: object) =>
  questionsToAsk(form, answers as Record<string, unknown>).map(
    ({ name, required }) => name + (required ? "!" : ""),
  );

describe("which questions a form asks", () => {
  it.each([
    [{}, ["kind!", "last"]],
    [{ kind: "a" }, ["kind!", "more!", "last"]],
    [{ kind: "b", more: "much" }, ["kind!", "more!", "most!", "last"]],
    [{ kind: "c" }, ["kind!"]],
  ])("follows from the answers %j", (answers, asked) => expect(names(answers)).toEqual(asked));

  it("drops the answers that went with another one, and theirs", () => {
    expect(answersAskedFor(form, { kind: "c", more: "much", most: "x", last: "y" })).toEqual({ kind: "c" });
  });

  it("agrees with what the form itself refuses, whatever is answered", () => {
    const values = [undefined, "a", "b", "c", "much"];
    for (const kind of values.slice(0, 4))
      for (const more of values)
        for (const most of values.slice(0, 2)) {
          const given = Object.fromEntries(
            Object.entries({ kind, more, most }).filter(([, value]) => value !== undefined),
          ) as Record<string, unknown>;
          const asked = questionsToAsk(form, given);
          const expected = [
            ...asked.filter(({ name, required }) => required && !(name in given)).map(({ name }) => name),
            ...Object.keys(given).filter((name) => !asked.some((question) => question.name === name)),
          ];
          expect(
            checkAnswers(form, given, today)
              .map(({ path }) => path.replace("body/answers/", ""))
              .sort(),
          ).toEqual(expected.sort());
        }
  });

  it("is refused with the true reason where something is answered that is not asked", () => {
    const [error] = checkAnswers(form, { kind: "c", more: "x" }, today);
    expect(error).toMatchObject({ path: "body/answers/more", code: "notAsked" });
    expect(checkAnswers(form, { kind: "a", more: "x", colour: "red" }, today)).toMatchObject([
      { path: "body/answers/colour", code: "unrecognized_keys" },
    ]);
  });

  it("can be put into words on a printed form", () => {
    expect(askedWhen(form, "more")).toEqual({ field: "kind", options: ["a", "b"], only: true });
    expect(askedWhen(form, "last")).toEqual({ field: "kind", options: ["c"], only: false });
    expect(askedWhen(form, "kind")).toBeUndefined();
  });
});

const today = { now: new Date().toISOString(), calendar };
const example = { today: dayOf(today.now), isOpen: (day: string) => isWorkingDay(calendar, day) };

describe("the forms that ship", () => {
  const items = shippedCatalogue();

  it.each(items.map(({ name, form: schema }) => [name.zh, schema] as const))(
    "%s: the example is whole and right",
    (_name, schema) => expect(checkAnswers(schema, exampleAnswers(schema, example), today)).toEqual([]),
  );

  it("have conditions where another answer decides", () => {
    const conditional = items.filter(({ form: { allOf } }) => allOf).map(({ name }) => name.zh);
    expect(conditional.length).toBeGreaterThanOrEqual(20);
    const food = items.find(({ name }) => name.zh === "食品经营许可（新办）");
    expect(food && askedWhen(food.form, "canteenOf")?.options).toEqual(["集中用餐单位食堂"]);
  });
});
