import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contexts } from "#shared/contexts.ts";
import { licenceIdentifier } from "#shared/licences/identifier.ts";
import { flat, textsIn } from "../../../web/check-texts.ts";
import {
  type BodySchema,
  type CallName,
  callContract,
  type RecordName,
  recordContract,
  recordNames,
} from "../../../web/src/kit/contracts.ts";
import {
  allFields,
  bodyOf,
  type Field,
  type FieldChoice,
  fieldsOf,
  fieldsOfRow,
  hasInput,
  rowsIn,
} from "../../../web/src/kit/fields.ts";
import { applicantsOwn, onOwnPage } from "../../../web/src/staff/case-steps.ts";
import { licenceIdIn } from "../../../web/src/staff/licence-id.ts";
import { pageSources } from "./page-sources.ts";

const languages = { zh: new Map(flat(textsIn("zh"))), en: new Map(flat(textsIn("en"))) };

/** Keys that neither language has words for. */
const wordless = (keys: readonly (readonly string[])[]): string[] =>
  keys.flatMap((alternatives) =>
    Object.values(languages).every((words) => alternatives.some((key) => words.has(key)))
      ? []
      : [alternatives.join(" or ")],
  );

/** Fields whose choices a page gives, in words from elsewhere. */
const givenChoices = ["suspend kind"];
const wordsOfField = (of: string, { id, name, options }: Field): string[][] => [
  [`kit.fieldOf.${of}.${id}`, `kit.field.${id.split("-").at(-1)}`],
  ...(givenChoices.includes(`${of} ${id}`) ? [] : options.map((option) => [`kit.value.${name}.${option}`])),
];

/** Fields that pages draw themselves or leave out, and whole actions that have a form or a page of their own. */
const choices: Record<string, FieldChoice> = {
  "rating-calls record": { widgets: ["rating"] },
  "inspections schedule": { widgets: ["officers"] },
  "inspections recuse": { widgets: ["account"] },
  "inspections record": { widgets: ["documents"] },
  "hearings close": { widgets: ["documents"] },
  "consultations merge": { widgets: ["into"] },
  "policies rewrite": { widgets: ["content"] },
  "cases correctPerson": { omit: applicantsOwn },
  "PUT /v1/everyday-words": { widgets: ["items"] },
};
const ownForms = ["requestSupplement", ...onOwnPage];
const calls: Partial<Record<CallName, string>> = {
  "POST /v1/cases/{caseNumber}/reveal": "reveal",
  "POST /v1/cases/search": "search",
  "PUT /v1/rating-devices/{deviceId}": "register",
  "POST /v1/rating-draws": "draw",
  "POST /v1/staff/search": "searchStaff",
  "PUT /v1/everyday-words": "setWord",
  "POST /v1/inspections": "planInspection",
  "POST /v1/faqs": "proposeFaq",
  "POST /v1/hearings": "openHearing",
  "POST /v1/interested-parties": "nameParty",
  "POST /v1/interested-parties/{partyId}/reveal": "revealParty",
};

const actions = recordNames.flatMap((record) =>
  Object.entries(recordContract(record).actions)
    .filter(([action]) => !ownForms.includes(action))
    .map(([action, contract]) => ({ record, action, contract })),
);

describe("the page kit", () => {
  it("has a control for each field of each action, and words for it in both languages", () => {
    expect(actions.length).toBeGreaterThan(35);
    const keys = actions.flatMap(({ record, action, contract }) =>
      allFields(fieldsOf(contract.body, choices[`${record} ${action}`])).flatMap((field) =>
        wordsOfField(action, field),
      ),
    );
    expect(keys.length).toBeGreaterThan(60);
    expect(wordless(keys)).toEqual([]);
  });

  it("has them for the calls that it makes forms of, too", () => {
    const keys = Object.entries(calls).flatMap(([name, words]) =>
      allFields(fieldsOf(callContract(name as CallName).body, choices[name])).flatMap((field) =>
        wordsOfField(words, field),
      ),
    );
    expect(keys.length).toBeGreaterThan(8);
    expect(wordless(keys)).toEqual([]);
  });

  it("refuses a field that it has no control for, and a choice about a field that is not there", () => {
    const body = (schema: BodySchema): BodySchema => ({ type: "object", properties: { thing: schema } });
    for (const strange of [
      { type: "array", items: { type: "object" } },
      { type: "null" },
      {},
      { type: "object" },
      { type: "string", format: "duration" },
    ])
      expect(() => fieldsOf(body(strange)), JSON.stringify(strange)).toThrow("no control for thing");
    expect(() => fieldsOf(body({ type: "string" }), { omit: ["thin"] })).toThrow("no field thin");
    expect(fieldsOf(body({}), { widgets: ["thing"] })).toMatchObject([{ id: "thing", kind: "widget" }]);
    expect(fieldsOf(body({}), { omit: ["thing"] })).toEqual([]);
  });

  it("says each state and each step of each record's history in words", () => {
    const named: Partial<Record<RecordName, string>> = {
      archives: "archive",
      cases: "case",
      "document-services": "service",
      hearings: "hearing",
      inspections: "inspection",
      "interested-parties": "interestedParty",
      payments: "payment",
      policies: "policy",
      commitments: "commitment",
      faqs: "faq",
      consultations: "consultation",
      rectifications: "rectification",
      representations: "representation",
      staff: "staffMember",
    };
    const records = new Map(contexts.flatMap((context) => context.records.map((one) => [one.name, one])));
    for (const name of recordNames) {
      const { states, events = {}, history } = recordContract(name);
      expect(states !== undefined, name).toBe(name !== "ratings");
      expect(named[name] !== undefined, name).toBe(history);
      const names = [...(records.get(named[name] ?? "")?.eventNames.values() ?? [])];
      expect(names.length > 3, name).toBe(history);
      expect(
        wordless(names.filter((event) => !events[event]).map((event) => [`kit.event.${event}`])),
      ).toEqual([]);
    }
  });

  it("has words for every value that answers name by a code", () => {
    const shown = ["level", "stage", "turn", "channel", "result", "finding", "outcome", "how", "ground"];
    const { components } = JSON.parse(readFileSync("docs/openapi.json", "utf8")) as {
      components: { schemas: Record<string, unknown> };
    };
    const { Rectification, ReviewedRating, RatingCall, RatingComment } = components.schemas;
    const keys: string[][] = [];
    const look = (value: unknown, name = ""): void => {
      if (typeof value !== "object" || value === null) return;
      const { enum: values } = value as { enum?: unknown };
      if (Array.isArray(values) && shown.includes(name))
        keys.push(...values.map((one) => [`kit.value.${name}.${one}`]));
      for (const [step, inner] of Object.entries(value)) look(inner, step);
    };
    look([Rectification, ReviewedRating, RatingCall, RatingComment]);
    expect(keys.length).toBeGreaterThan(25);
    expect(wordless(keys)).toEqual([]);
  });
});

describe("the kit's words", () => {
  it("are each for something that the API still has, or that a page asks for", () => {
    const { records, calls: others } = JSON.parse(readFileSync("web/src/kit/contracts.json", "utf8")) as {
      records: Record<string, { actions: Record<string, { body: BodySchema }> }>;
      calls: Record<string, { body: BodySchema }>;
    };
    const names = new Set<string>();
    const look = ({ properties = {}, items }: BodySchema): void => {
      for (const [name, inner] of Object.entries(properties)) {
        names.add(name);
        look(inner);
      }
      if (items) look(items);
    };
    for (const { actions: all } of Object.values(records))
      for (const { body } of Object.values(all)) look(body);
    for (const { body } of Object.values(others)) look(body);
    const api = readFileSync("docs/openapi.json", "utf8");
    const asked = pageSources();
    const isUnused = (key: string): boolean => {
      const [, part = "", name = "", value = ""] = key.split(".");
      if (asked.includes(`"${key}"`)) return false;
      if (part === "field") return !names.has(name);
      if (part === "fieldOf") return !names.has(value.split("-").at(-1) ?? "");
      return part === "value" && !api.includes(`"${value}"`);
    };
    expect([...languages.zh.keys()].filter((key) => key.startsWith("kit.") && isUnused(key))).toEqual([]);
  });
});

describe("a body", () => {
  const schema: BodySchema = {
    type: "object",
    properties: {
      words: { type: "string", maxLength: 1000 },
      days: { type: "integer" },
      complex: { type: "boolean" },
      help: { type: "object", properties: { why: { type: "string" } } },
    },
    required: ["words"],
  };
  const fields = fieldsOf(schema);

  it("is made of what was filled in, and of nothing else", () => {
    expect(bodyOf(fields, {})).toEqual({});
    expect(bodyOf(fields, { words: "  yes ", days: "12", complex: true, help: { why: "old" } })).toEqual({
      words: "yes",
      days: 12,
      complex: true,
      help: { why: "old" },
    });
    expect(bodyOf(fields, { words: " ", days: "twelve", complex: false, help: { why: "" } })).toEqual({
      days: "twelve",
    });
  });

  it("has rows of the same fields, each with the ids that errors lead to", () => {
    const row: BodySchema = {
      type: "object",
      properties: { basis: { type: "string" }, fact: { type: "string" } },
    };
    const [list] = fieldsOf({ type: "object", properties: { provisions: { type: "array", items: row } } });
    if (!list) throw new Error("there is no field");
    expect([list.kind, ...fieldsOfRow(list, 1).map(({ id }) => id)]).toEqual([
      "rows",
      "provisions-1-basis",
      "provisions-1-fact",
    ]);
    expect(rowsIn(undefined)).toEqual([{}]);
    expect(bodyOf([list], { provisions: [{ basis: " " }] })).toEqual({});
    expect(bodyOf([list], { provisions: [{}, { basis: "Art. 12 ", fact: "" }] })).toEqual({
      provisions: [{}, { basis: "Art. 12" }],
    });
  });

  it("knows its required fields, and where something was written", () => {
    expect(fields.map(({ id, kind, required }) => [id, kind, required])).toEqual([
      ["words", "words", true],
      ["days", "number", false],
      ["complex", "check", false],
      ["help", "group", false],
    ]);
    expect(allFields(fields).at(-1)?.id).toBe("help-why");
    expect(hasInput({ help: { why: "old" } })).toBe(true);
    expect(hasInput({ words: " ", complex: true })).toBe(false);
  });
});

describe("what is on a licence", () => {
  const serial = "0123456789ABCDEF01";
  const identifier = licenceIdentifier({
    typeCode: "1".repeat(21),
    issuer: "11411602MB9100104L",
    serial,
  });

  it("leads to its id, however it was typed", () => {
    for (const typed of [identifier, ` ${identifier.toLowerCase()} `, serial, serial.toLowerCase()])
      expect(licenceIdIn(typed)).toBe(serial);
    expect(licenceIdIn("none")).toBe("NONE");
  });
});
