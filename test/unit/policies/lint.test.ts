import { describe, expect, it } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import policies from "#district/policies.json" with { type: "json" };
import { type Content, contentSchema } from "#shared/policies/content.ts";
import { contentFaults } from "#shared/policies/lint.ts";
import type { Condition } from "#shared/policies/rule/rule.ts";

const items = new Map(shippedCatalogue().map((item) => [item.itemCode, item]));
const known = { items, areas: ["411602", "411602002000"] };
const unemployed = "11411602MB9100200X4002002003001";
const lowIncome = "11411602MB9100403J4000504001001";
const staffLevy = "11411602MB9100702G4000407002001";
const unknown = "11411602MB9100200X4009999999001";
const basis = "《社会救助暂行办法》第四十二条";

const [allowance] = policies;
const whole: Content = contentSchema.parse(allowance?.content);
const codes = (content: Content): string[] =>
  contentFaults(content, known, "2026-11-28").map(({ code }) => code);
const ofRule = (...alternatives: Condition[][]): string[] =>
  codes({ ...whole, kind: "application", apply: undefined, rule: { alternatives } });
const answer = (more: object): Condition =>
  ({ fact: "answer", itemCode: unemployed, field: "education", ...more }) as Condition;

describe("the lint of a rule", () => {
  it.each([
    ["unknownItem", [{ fact: "granted", itemCode: unknown }]],
    ["unknownField", [answer({ field: "income", atLeast: 1 })]],
    ["tellsWho", [answer({ field: "phone", oneOf: ["13800003210"] })]],
    ["notComparable", [answer({ field: "jobWish", oneOf: ["餐饮"] })]],
    ["noBound", [answer({})]],
    ["noBound", [{ fact: "age" }]],
    ["wrongComparison", [answer({ atLeast: 1 })]],
    ["wrongComparison", [answer({ field: "lostJobOn", is: true })]],
    ["unknownChoice", [answer({ oneOf: ["大专", "博士后"] })]],
    [
      "unknownArea",
      [
        { fact: "area", oneOf: ["110101"] },
        { fact: "area", oneOf: ["110101"] },
      ],
    ],
    ["basisNeeded", [{ fact: "granted", itemCode: lowIncome }]],
    ["basisNeeded", [answer({ itemCode: lowIncome, field: "monthlyIncomeYuan", atMost: 800 })]],
  ] as [string, Condition[]][])("finds %s", (code, alternative) => {
    expect(new Set(ofRule(alternative))).toEqual(new Set([code]));
  });

  it.each([
    [
      "ages",
      [
        { fact: "age", atLeast: 80 },
        { fact: "age", below: 80 },
      ],
    ],
    [
      "kinds",
      [
        { fact: "entity", oneOf: ["enterprise"] },
        { fact: "entity", oneOf: ["institution"] },
      ],
    ],
    [
      "an age of an enterprise",
      [
        { fact: "entity", oneOf: ["enterprise"] },
        { fact: "age", atLeast: 1 },
      ],
    ],
    [
      "an item that others apply for",
      [{ fact: "age", atLeast: 18 }, answer({ itemCode: staffLevy, field: "staff", atLeast: 1 })],
    ],
    [
      "granted and not",
      [
        { fact: "granted", itemCode: unemployed },
        { fact: "notGranted", itemCode: unemployed },
      ],
    ],
    [
      "bounds",
      [
        answer({ itemCode: staffLevy, field: "staff", atLeast: 5 }),
        answer({ itemCode: staffLevy, field: "staff", atMost: 4 }),
      ],
    ],
    ["choices", [answer({ oneOf: ["大专"] }), answer({ oneOf: ["本科及以上"] })]],
    [
      "days",
      [answer({ field: "lostJobOn", daysAgoAtLeast: 90 }), answer({ field: "lostJobOn", daysAgoAtMost: 30 })],
    ],
    [
      "places",
      [
        { fact: "area", oneOf: ["411602002000"] },
        { fact: "area", oneOf: ["411602001000", "411602003000"] },
      ],
    ],
  ] as [string, Condition[]][])("finds that nobody meets contradictory %s", (_name, alternative) => {
    expect(ofRule(alternative).filter((code) => code !== "unknownArea")).toEqual([
      "contradictory",
      "unsatisfiable",
    ]);
    expect(
      ofRule(alternative, [{ fact: "age", atLeast: 60 }]).filter((code) => code !== "unknownArea"),
    ).toEqual(["contradictory"]);
  });

  it("allows several choices of a list where each is met by another", () => {
    const services = (one: string) => answer({ field: "services", oneOf: [one] });
    expect(ofRule([services("技能培训"), services("职业指导")])).toEqual([]);
  });

  it("names everything at once, by the place where it stands", () => {
    const found = contentFaults(
      {
        ...whole,
        opensOn: "2026-12-02",
        until: "2026-12-01",
        rule: {
          alternatives: [
            [{ fact: "granted", itemCode: unknown }, answer({ field: "income", atLeast: 1 })],
            [{ fact: "granted", itemCode: lowIncome }],
          ],
        },
      },
      known,
      "2026-11-28",
    );
    expect(found.map(({ path, code }) => [path, code])).toEqual([
      ["body/content/until", "windowReversed"],
      ["body/content/rule/alternatives/0/0/itemCode", "unknownItem"],
      ["body/content/rule/alternatives/0/1/field", "unknownField"],
      ["body/content/rule/alternatives/1/0/basis", "basisNeeded"],
    ]);
    for (const { message } of found) expect(message.en && message.zh).toBeTruthy();
  });

  it("lets sensitive facts pass with the act that allows them", () => {
    expect(ofRule([{ fact: "granted", itemCode: lowIncome, basis }])).toEqual([]);
  });
});

describe("the lint of an application", () => {
  const apply = whole.apply as NonNullable<Content["apply"]>;
  const applying = (more: object, others: object = {}) =>
    codes({ ...whole, apply: { ...apply, ...more }, ...others } as Content);

  it("finds that what is only confirmed would still need a form, documents, or an item", () => {
    expect(codes(whole)).toEqual([]);
    expect(applying({ confirm: ["phone"] })).toEqual(["notOnlyConfirmed"]);
    expect(codes({ ...whole, apply: undefined })).toEqual(["confirmationNeedsItem"]);
    expect(applying({ itemCode: lowIncome, prefill: [], confirm: [] })).toEqual([
      "notOnlyConfirmed",
      "materialNeeded",
    ]);
  });

  it("finds fields that are not there, twice, or filled with something else", () => {
    const prefill = [
      ...apply.prefill,
      { field: "claimant", from: { kind: "fixed", value: "邻居" } },
      { field: "nothing", from: { kind: "identityName" } },
      { field: "phone", from: { kind: "answer", itemCode: unemployed, field: "services" } },
      { field: "bankAccount", from: { kind: "answer", itemCode: unknown, field: "bankAccount" } },
    ];
    expect(applying({ prefill, confirm: ["bankAccount", "phone", "more"] })).toEqual([
      "fieldTwice",
      "wrongPrefill",
      "unknownField",
      "wrongPrefill",
      "unknownItem",
      "unknownField",
    ]);
  });

  it("finds that whom the rule fits cannot apply", () => {
    const rule = { alternatives: [[{ fact: "entity", oneOf: ["enterprise"] }]] };
    expect(applying({}, { rule })).toEqual(["nobodyCanApply"]);
  });

  it("finds a time that is over", () => {
    expect(codes({ ...whole, until: "2026-11-27" })).toEqual(["windowOver"]);
    expect(codes({ ...whole, until: "2026-11-28" })).toEqual([]);
  });
});
