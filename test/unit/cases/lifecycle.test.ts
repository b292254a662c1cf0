import { describe, expect, test } from "vitest";
import { caseStates } from "#events/case.ts";
import { bodySchemaOf } from "#shared/cases/action-bodies.ts";
import { clockEffects } from "#shared/cases/effects.ts";
import { guards } from "#shared/cases/guards.ts";
import { commandActions, openings, rowOf, targetsOf } from "#shared/cases/lifecycle-table.ts";
import { endStates, openStates } from "#shared/cases/states.ts";

/** Whether it is refused without a reason in words. */
const asksReason = (action: (typeof commandActions)[number]): boolean =>
  bodySchemaOf(action)
    .safeParse({})
    .error?.issues.some(({ path }) => path[0] === "reason") ?? false;

describe("the lifecycle table", () => {
  test("action x state x role, whole: a changed rule is a changed line here", () => {
    const line = (action: string, way: string, roles: string, event: string, asked: string[]) =>
      [action.padEnd(17), way.padEnd(44), roles.padEnd(30), `case.${event}`.padEnd(24), asked.join(" ")]
        .join(" ")
        .trimEnd();
    const begun = Object.entries(openings).map(([action, { to, event, clock }]) =>
      line(action, `- -> ${to}`, "", event, [`clock:${clock}`]),
    );
    const lines = commandActions.flatMap((action) => {
      const { from, roles, guards: asked = [], event, eventIn = {} } = rowOf(action);
      const clock = clockEffects[action];
      const events = [event, ...Object.values(eventIn)].join("|");
      return from.map((source) =>
        line(action, `${source} -> ${targetsOf(action, source).join("|")}`, roles.join(","), events, [
          ...asked,
          ...(clock ? [`clock:${clock}`] : []),
          ...(asksReason(action) ? ["reason"] : []),
        ]),
      );
    });
    expect([...begun, ...lines].join("\n")).toMatchSnapshot();
  });

  test("says every state that an action may lead to", () => {
    expect(targetsOf("accept", "awaitingAcceptance")).toEqual(["accepted"]);
    expect(targetsOf("claim", "suspended")).toEqual(["suspended"]);
    expect(targetsOf("failDelivery", "delivering")).toEqual(["approved", "rejected"]);
    expect(targetsOf("recordPart", "suspended")).toEqual(["suspended", "approved", "rejected"]);
  });

  test("every guard says in both languages what is missing", () => {
    for (const { text } of Object.values(guards)) {
      expect(text?.zh).toMatch(/\p{Script=Han}.*。$/u);
      expect(text?.en).toMatch(/^[\x20-\x7e]+\.$/);
    }
  });

  test("a state is open, ended, with the courier or with the citizens", () => {
    expect([...openStates, ...endStates, "delivering", "awaitingParties"].toSorted()).toEqual(
      [...caseStates].toSorted(),
    );
  });
});
