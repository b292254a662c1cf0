import { readFileSync } from "node:fs";
import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import { describe, expect, it } from "vitest";
import { type Release, releaseOf, releaseSchema, statefulTypes } from "#infra/release/model.ts";
import { faultsBetween, planBetween } from "#infra/release/plan.ts";
import { allEvents } from "#scripts/all-events.ts";
import { contexts } from "#shared/contexts.ts";
import { synthesized } from "./templates.ts";

const released = releaseSchema.parse(JSON.parse(readFileSync("infra/released.json", "utf8")));
const current = async (): Promise<Release> =>
  releaseOf("prod", (await synthesized("prod")).templates, contexts, allEvents.keys());

type Stack = Release["stacks"][string];
const stack = (parts: Partial<Stack> = {}): Stack => ({ exports: [], imports: [], stateful: {}, ...parts });
const release = (stacks: Record<string, Stack>, more: Partial<Release> = {}): Release => ({
  environment: "prod",
  stacks,
  events: [],
  formats: {},
  ...more,
});
const orderOf = (from: Release, to: Release) =>
  planBetween(from, to).steps.map(({ stack, does }) => `${does} ${stack}`);

describe("from what was released to this commit", () => {
  it("there is a way, and one back", async () => {
    const now = await current();
    expect(faultsBetween(released, now)).toEqual([]);
    expect(planBetween(now, released).stuck).toEqual([]);
  });

  it("every stateful resource is known, with what would replace it", async () => {
    const { all } = await synthesized("prod");
    const known = Object.values((await current()).stacks).flatMap(({ stateful }) => Object.keys(stateful));
    expect(known).toHaveLength(Object.keys(statefulTypes).flatMap((type) => all(type)).length);
    const retained = new Set(
      (await synthesized("prod")).all("AWS::DynamoDB::Table").map(({ deletionPolicy }) => deletionPolicy),
    );
    expect([...retained]).toEqual(["Retain"]);
    const db = loadAwsServiceSpecSync();
    for (const [type, properties] of Object.entries(statefulTypes)) {
      const found = db.lookup("resource", "cloudFormationType", "equals", type).only();
      const replacing = Object.entries(found.properties).flatMap(([name, { causesReplacement }]) =>
        causesReplacement === "yes" ? [name] : [],
      );
      expect([type, replacing.sort()]).toEqual([type, [...properties].sort()]);
    }
  });
});

describe("the way from one release to another", () => {
  const table = { type: "AWS::DynamoDB::Table", fixed: { KeySchema: ["pk"] }, indexes: ["byDay"] };

  it("lets whoever exports go first, and on the way back whoever imports", () => {
    const old = release({ Records: stack({ exports: ["a"] }), Cases: stack({ imports: ["a"] }) });
    const next = release({
      Records: stack({ exports: ["a", "b"] }),
      Cases: stack({ imports: ["a", "b"] }),
      Figures: stack({ imports: ["b"] }),
    });
    expect(orderOf(old, next)).toEqual(["update Records", "update Cases", "create Figures"]);
    expect(orderOf(next, old)).toEqual(["update Cases", "delete Figures", "update Records"]);
    expect(faultsBetween(old, next)).toEqual([]);
  });

  it("is stuck where an export goes in the same step as another comes that its user needs", () => {
    const old = release({ Records: stack({ exports: ["a"] }), Cases: stack({ imports: ["a"] }) });
    const next = release({ Records: stack({ exports: ["b"] }), Cases: stack({ imports: ["b"] }) });
    expect(faultsBetween(old, next)).toEqual([
      "Records cannot take its exports away: Cases still imports a: keep the export for one release more (exportValue), and drop it in the next.",
      "Cases imports what nobody exports yet: b: keep the export for one release more (exportValue), and drop it in the next.",
    ]);
    const between = release({ Records: stack({ exports: ["a", "b"] }), Cases: stack({ imports: ["b"] }) });
    expect([...faultsBetween(old, between), ...faultsBetween(between, next)]).toEqual([]);
  });

  it("never loses what a resource holds", () => {
    const old = release({ Records: stack({ stateful: { Cases: table } }) });
    expect(faultsBetween(old, release({ Records: stack() }))).toEqual([
      "Records.Cases (AWS::DynamoDB::Table) would go, and what it holds with it.",
    ]);
    const otherKey = { ...table, fixed: { KeySchema: ["id"] } };
    expect(faultsBetween(old, release({ Records: stack({ stateful: { Cases: otherKey } }) }))).toEqual([
      "Records.Cases (AWS::DynamoDB::Table) would be replaced by an empty one.",
    ]);
  });

  it("changes one index of a table at a time", () => {
    const of = (indexes: string[]) =>
      release({ Records: stack({ stateful: { Cases: { ...table, indexes } } }) });
    expect(faultsBetween(of(["a"]), of(["a", "b"]))).toEqual([]);
    for (const [from, to] of [
      [["a"], ["b"]],
      [["a"], ["a", "b", "c"]],
    ] as const)
      expect(faultsBetween(of([...from]), of([...to]))[0]).toContain("DynamoDB takes one an update");
  });

  it("leaves events and formats readable", () => {
    const old = release({}, { events: ["case.made.v1"], formats: { case: 2 } });
    expect(faultsBetween(old, release({}, { events: ["case.made.v2"], formats: { case: 1 } }))).toEqual([
      "Event case.made.v1 is gone: what is under way still carries it.",
      "Records case would be written in format 1; their table has 2.",
    ]);
    expect(
      faultsBetween(old, release({}, { events: ["case.made.v1", "case.made.v2"], formats: { case: 3 } })),
    ).toEqual([]);
  });
});
