import { describe, expect, it } from "vitest";
import { evaluate, type Facts } from "#shared/policies/rule/evaluate.ts";
import { type Condition, ruleSchema, sourcesOfRule } from "#shared/policies/rule/rule.ts";

const itemCode = "11411602MB9100200X4002002003001";
const other = "11411602MB9100104L4000701002001";
const caseNumber = "411602100120260917FZHRRD1";
const answers = {
  education: "大专",
  members: 3,
  hasCar: false,
  lostJobOn: "2026-10-01",
  services: ["技能培训"],
};

let reads = 0;
const facts = (more: Partial<Facts> = {}): Facts => ({
  today: "2026-11-28",
  entity: "naturalPerson",
  bornOn: "1946-11-28",
  grantedOf: (code) => (code === itemCode ? { caseNumber, at: "2026-11-18T02:00:00.000Z" } : undefined),
  answersOf: async () => {
    reads += 1;
    return answers;
  },
  area: async () => ({ caseNumber, areaCode: "411602002000" }),
  ...more,
});
const answer = (bounds: object): Condition =>
  ({ fact: "answer", itemCode, field: "members", ...bounds }) as Condition;
const holds = async (condition: Condition, more: Partial<Facts> = {}) =>
  (await evaluate({ alternatives: [[condition]] }, facts(more))).matches;

describe("a condition", () => {
  it.each([
    [{ fact: "age", atLeast: 80 }, true],
    [{ fact: "age", atLeast: 81 }, false],
    [{ fact: "age", below: 80 }, false],
    [{ fact: "age", atLeast: 60, below: 81 }, true],
    [{ fact: "entity", oneOf: ["naturalPerson"] }, true],
    [{ fact: "entity", oneOf: ["enterprise"] }, false],
    [{ fact: "area", oneOf: ["411602"] }, true],
    [{ fact: "area", oneOf: ["411602001000"] }, false],
    [{ fact: "granted", itemCode }, true],
    [{ fact: "granted", itemCode: other }, false],
    [{ fact: "granted", itemCode, withinDays: 10 }, true],
    [{ fact: "granted", itemCode, withinDays: 9 }, false],
    [{ fact: "notGranted", itemCode }, false],
    [{ fact: "notGranted", itemCode: other }, true],
    [answer({ atLeast: 3 }), true],
    [answer({ atLeast: 4 }), false],
    [answer({ atMost: 2 }), false],
    [answer({ field: "education", oneOf: ["大专", "本科及以上"] }), true],
    [answer({ field: "education", oneOf: ["初中及以下"] }), false],
    [answer({ field: "services", oneOf: ["技能培训"] }), true],
    [answer({ field: "hasCar", is: false }), true],
    [answer({ field: "hasCar", is: true }), false],
    [answer({ field: "lostJobOn", daysAgoAtLeast: 58 }), true],
    [answer({ field: "lostJobOn", daysAgoAtLeast: 59 }), false],
    [answer({ field: "lostJobOn", daysAgoAtMost: 30 }), false],
    [answer({ field: "nothing", is: true }), false],
    [answer({ field: "members.more", atLeast: 1 }), false],
  ] as [Condition, boolean][])("%j holds: %s", async (condition, expected) => {
    expect(await holds(condition)).toBe(expected);
  });

  it("on an age holds of nobody whose birth is not verified", async () => {
    expect(await holds({ fact: "age", atLeast: 1 }, { bornOn: undefined })).toBe(false);
  });

  it("on an answer holds of nobody whose answers have gone", async () => {
    expect(await holds(answer({ atLeast: 1 }), { answersOf: async () => undefined })).toBe(false);
  });
});

describe("a rule", () => {
  it("fits by the first alternative that holds, and tells where each fact stands", async () => {
    const evaluated = await evaluate(
      {
        alternatives: [
          [{ fact: "granted", itemCode: other }],
          [answer({ atLeast: 3 }), { fact: "age", atLeast: 80 }, { fact: "granted", itemCode }],
        ],
      },
      facts(),
    );
    expect(evaluated).toEqual({
      matches: true,
      alternative: 1,
      found: [{ condition: 0, caseNumber }, { condition: 1 }, { condition: 2, caseNumber }],
    });
    expect(JSON.stringify(evaluated)).not.toContain("大专");
  });

  it("reads nothing where what is known already does not fit", async () => {
    reads = 0;
    const rule = {
      alternatives: [
        [
          answer({ atLeast: 1 }),
          { fact: "age" as const, atLeast: 90 },
          { fact: "granted" as const, itemCode: other },
        ],
      ],
    };
    expect(await evaluate(rule, facts())).toEqual({ matches: false });
    expect(reads).toBe(0);
  });

  it("tells from when on only the age was missing, the soonest of its alternatives", async () => {
    const later = (atLeast: number, more: Condition[] = []): Condition[] => [
      { fact: "age", atLeast },
      ...more,
    ];
    expect(
      await evaluate(
        { alternatives: [later(90), later(85), later(82, [{ fact: "granted", itemCode: other }])] },
        facts(),
      ),
    ).toEqual({ matches: false, later: "2031-11-28" });
  });

  it("is looked for among those that were granted what it asks for, and never among everybody of other kinds", () => {
    const sources = (...alternatives: Condition[][]) => sourcesOfRule({ alternatives });
    expect(
      sources(
        [
          { fact: "age", atLeast: 60 },
          { fact: "granted", itemCode },
        ],
        [answer({ atLeast: 1 })],
        [{ fact: "age", atLeast: 80 }],
        [
          { fact: "entity", oneOf: ["enterprise"] },
          { fact: "notGranted", itemCode: other },
        ],
      ),
    ).toEqual([
      { kind: "granted", itemCode },
      { kind: "entity", entity: "naturalPerson" },
      { kind: "entity", entity: "enterprise" },
    ]);
  });

  it("has at least one condition in each alternative, of facts that there are", () => {
    const isRule = (alternatives: unknown) => ruleSchema.safeParse({ alternatives }).success;
    expect(isRule([[{ fact: "age", atLeast: 80 }]])).toBe(true);
    expect(isRule([])).toBe(false);
    expect(isRule([[]])).toBe(false);
    expect(isRule([[{ fact: "income", atLeast: 1 }]])).toBe(false);
    expect(isRule([[{ fact: "age", atLeast: 80, name: "李敏" }]])).toBe(false);
  });
});
