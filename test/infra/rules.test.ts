import { beforeAll, describe, expect, it } from "vitest";
import { type DeliveryEventName, deliveryEvents, legKinds, legStates } from "#events/delivery.ts";
import { isGood, ratingEvents, ratingTurns, satisfactionLevels } from "#events/rating.ts";
import { matches, type Pattern } from "#local/engine/events/pattern.ts";
import { actionsOf } from "#shared/cases/follow-deliveries.ts";
import { type Synthesized, synthesized } from "./templates.ts";

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
          expect([name, leg, state, passes("Cases", deliveryEvents[name], { leg, state })]).toEqual([
            name,
            leg,
            state,
            name === "stalled" || actionsOf({ leg, state }).length > 0,
          ]);
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
