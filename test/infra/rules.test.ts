import { globSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { TongbanEvent } from "#events/define-event.ts";
import { type DeliveryEventName, deliveryEvents, legKinds, legStates } from "#events/delivery.ts";
import { isGood, ratingEvents, ratingTurns, satisfactionLevels } from "#events/rating.ts";
import { matches, type Pattern } from "#local/engine/events/pattern.ts";
import { actionsOf } from "#shared/cases/follow-deliveries.ts";
import { contexts } from "#shared/contexts.ts";
import type { Context } from "#shared/kernel/context.ts";
import { isWanted, wantedOf } from "#shared/kernel/messaging/wanted.ts";
import { type Synthesized, synthesized } from "./templates.ts";

const examples = globSync("events/examples/*/*/*.json").map(
  (path) => JSON.parse(readFileSync(path, "utf8")) as TongbanEvent,
);
/** What its records tell, an example of each kind. */
const examplesOf = ({ records }: Context): TongbanEvent[] =>
  examples.filter(({ type }) => records.some(({ eventNames }) => eventNames.has(type)));

describe("rules let through what their functions act on, and nothing else", () => {
  let app: Synthesized;
  beforeAll(async () => {
    app = await synthesized("local");
  });

  const patternOf = (context: string, type: string): Pattern => {
    const rules = app
      .all("AWS::Events::Rule")
      .filter(({ stack }) => stack === context)
      .map(({ properties }) => properties.EventPattern)
      .filter((pattern) => pattern?.["detail-type"].includes(type));
    expect(rules).toHaveLength(1);
    return rules[0];
  };

  const passes = (context: string, { type, source }: { type: string; source: string }, data: object) =>
    matches(patternOf(context, type), { source, "detail-type": type, detail: { type, source, data } });

  it("case-follow: facts in states that mean something to a case, and every silence", () => {
    for (const name of Object.keys(deliveryEvents) as DeliveryEventName[])
      for (const leg of legKinds)
        for (const state of legStates)
          for (const departed of [true, undefined]) {
            const actions = actionsOf({ leg, state });
            // One fact is the first by which documents are on their way; all later ones say the same.
            const isMeant = String(actions) === "handOver" ? departed === true : actions.length > 0;
            const isThrough = passes("Cases", deliveryEvents[name], { leg, state, departed });
            expect([name, leg, state, departed, isThrough]).toEqual([
              name,
              leg,
              state,
              departed,
              name === "stalled" || isMeant,
            ]);
          }
  });

  it("and the relays publish what some rule lets through, and nothing else", () => {
    const rules = app
      .all("AWS::Events::Rule")
      .flatMap(({ properties }) => (properties.EventPattern ? [properties.EventPattern as Pattern] : []));
    const seen = { heard: 0, kept: 0 };
    for (const context of contexts) {
      const wanted = wantedOf(contexts, context);
      for (const { type, source, data } of examplesOf(context)) {
        const event = { source, "detail-type": type, detail: { type, source, data } };
        const isFollowed = rules.some((pattern) => matches(pattern, event));
        expect([type, data, isWanted(wanted, { type, data })]).toEqual([type, data, isFollowed]);
        seen[isFollowed ? "heard" : "kept"] += 1;
      }
    }
    expect([seen.heard > 20, seen.kept > 10]).toEqual([true, true]);
  });

  it("rectification-follow: bad ratings, and first ones that are dismissed, whatever their level", () => {
    for (const turn of ratingTurns)
      for (const level of satisfactionLevels) {
        const { received, dismissed } = ratingEvents;
        expect(passes("Rectifications", received, { turn, level })).toBe(!isGood(level));
        expect(passes("Rectifications", dismissed, { turn, level })).toBe(turn === "first");
      }
  });

  it("fits each pattern into what EventBridge takes", () => {
    for (const { properties } of app.all("AWS::Events::Rule"))
      if (properties.EventPattern)
        expect(JSON.stringify(properties.EventPattern).length).toBeLessThanOrEqual(2048);
  });
});
