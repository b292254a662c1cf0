import { type Schema, Validator } from "@cfworker/json-schema";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { defineEvent, patternOf, type TongbanEvent } from "#events/define-event.ts";
import { eventSchemas } from "#scripts/event-schemas.ts";

const proposalFacts = { proposalId: z.string(), department: z.string() };
const proposed = defineEvent("item-governance", "proposed", proposalFacts);
const confirmed = defineEvent("item-governance", "confirmed", proposalFacts);
const confirmedAnew = defineEvent("item-governance", "confirmed", { ...proposalFacts, by: z.string() }, 2);
const assigned = defineEvent("hotline", "assigned", { orderId: z.string() });

const facts = {
  subject: "proposal/7",
  version: 3,
  time: "2026-11-23T08:00:00.000Z",
  traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01`,
};
const ofFirst = proposed.create({ ...facts, data: { proposalId: "7", department: "1001" } });
const ofSecond = confirmedAnew.create({
  ...facts,
  data: { proposalId: "7", department: "1001", by: "wang" },
});
const { subject: _left, ...withoutSubject } = ofFirst;

describe("an event's definition", () => {
  it("bears its version in its type, also for the compiler; the first unless it is said", () => {
    const first: "tongban.item-governance.confirmed.v1" = confirmed.type;
    const second: "tongban.item-governance.confirmed.v2" = confirmedAnew.type;
    expect([first, second]).toEqual([
      "tongban.item-governance.confirmed.v1",
      "tongban.item-governance.confirmed.v2",
    ]);
    expect(ofSecond).toMatchObject({
      id: "proposal/7/3",
      type: "tongban.item-governance.confirmed.v2",
      dataschema: "urn:tongban:item-governance:confirmed:v2",
    });
    expect(confirmedAnew.schema.parse(ofSecond)).toEqual(ofSecond);
  });

  it("tells two versions of an event apart", () => {
    expect(confirmed.schema.safeParse({ ...ofSecond, data: ofFirst.data }).success).toBe(false);
    expect(confirmedAnew.schema.safeParse({ ...ofSecond, data: ofFirst.data }).success).toBe(false);
    expect(patternOf(confirmed, confirmedAnew)).toEqual({
      source: ["tongban.item-governance"],
      detailType: ["tongban.item-governance.confirmed.v1", "tongban.item-governance.confirmed.v2"],
    });
  });

  it("comes from a context whose name may have hyphens between its words", () => {
    expect(ofFirst.source).toBe("tongban.item-governance");
    expect(proposed.schema.parse(ofFirst)).toEqual(ofFirst);
    for (const source of ["tongban.item-", "tongban.-item", "tongban.item--governance", "tongban.", "item"])
      expect(proposed.schema.safeParse({ ...ofFirst, source }).success).toBe(false);
  });
});

describe("the schemas of a family", () => {
  const schemas = eventSchemas([proposed, confirmed, confirmedAnew, assigned]);
  const faultsOf = (family: string, event: TongbanEvent | Record<string, unknown>, name?: string) => {
    const file = schemas.get(family) as Schema;
    const validator = new Validator(name ? { $ref: name } : file, "2020-12", false);
    if (name) validator.addSchema(file);
    return validator.validate(event).errors;
  };

  it("are in one file for each context and version", () => {
    expect([...schemas.keys()]).toEqual([
      "tongban.item-governance.v1",
      "tongban.item-governance.v2",
      "tongban.hotline.v1",
    ]);
    const { $defs } = schemas.get("tongban.item-governance.v1") as { $defs: object };
    expect(Object.keys($defs)).toEqual([
      "envelope",
      "facts",
      "tongban.item-governance.proposed.v1",
      "tongban.item-governance.confirmed.v1",
    ]);
    expect(schemas.get("tongban.item-governance.v2")?.$defs).not.toHaveProperty("facts");
  });

  it.each([
    ["tongban.item-governance.v1", ofFirst],
    ["tongban.item-governance.v2", ofSecond],
  ])("of %s take their events, by the file and by the event's own name", (family, event) => {
    expect(faultsOf(family, event)).toEqual([]);
    expect(faultsOf(family, event, event.dataschema)).toEqual([]);
  });

  it.each([
    ["another event's type", { ...ofFirst, type: "tongban.item-governance.withdrawn.v1" }],
    ["a field too many", { ...ofFirst, applicant: "somebody" }],
    ["a fact too many", { ...ofFirst, data: { ...ofFirst.data, phone: "13800000000" } }],
    ["a fact too few", { ...ofFirst, data: { proposalId: "7" } }],
    ["no subject", withoutSubject],
    ["an id without a version", { ...ofFirst, id: "proposal/7/0" }],
  ])("refuse %s", (_what, event) => {
    expect(faultsOf("tongban.item-governance.v1", event)).not.toEqual([]);
    expect(faultsOf("tongban.item-governance.v1", event, ofFirst.dataschema)).not.toEqual([]);
  });

  it("refuse one event under the name of another", () => {
    expect(
      faultsOf("tongban.item-governance.v1", ofFirst, "urn:tongban:item-governance:confirmed:v1"),
    ).not.toEqual([]);
  });
});
