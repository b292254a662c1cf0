import { describe, expect, test } from "vitest";
import { caseStates } from "#events/case.ts";
import { lifecycleFaults } from "#shared/cases/check-lifecycle.ts";
import { guards } from "#shared/cases/guards.ts";
import { caseActions, lifecycle, targetsOf, transitionOf } from "#shared/cases/lifecycle.ts";
import { endStates, openStates, stateLabels } from "#shared/cases/states.ts";

describe("the lifecycle table", () => {
  test("action x state x role, whole: a changed rule is a changed line here", () => {
    const lines = caseActions.flatMap((action) => {
      const transition = transitionOf(action);
      const { from, to, roles, guards = [], clock, reason, byHandler, byAsked, event } = transition;
      const sources = from === "none" ? ["-"] : from;
      return sources.map((source) =>
        [
          action.padEnd(17),
          `${source} -> ${to === "same" ? source : to}`.padEnd(44),
          roles.join(",").padEnd(30),
          `case.${event}`.padEnd(24),
          [
            ...guards,
            clock && `clock:${clock}`,
            reason && "reason",
            byHandler && "byHandler",
            byAsked && "byAsked",
          ]
            .filter(Boolean)
            .join(" "),
        ]
          .join(" ")
          .trimEnd(),
      );
    });
    expect(lines.join("\n")).toMatchSnapshot();
  });

  test("is without faults, and faults are found: unreachable states, nobody's actions, missing texts", () => {
    expect(lifecycleFaults(lifecycle, stateLabels, endStates)).toEqual([]);
    const { suspend, ...without } = lifecycle;
    expect(lifecycleFaults(without, stateLabels, endStates)).toEqual(["state suspended cannot be reached"]);
    const faulty = {
      ...lifecycle,
      suspend: { ...suspend, roles: [], label: { zh: "挂起", en: " " } },
      revive: { ...suspend, from: ["completed" as const] },
    };
    expect(lifecycleFaults(faulty, { ...stateLabels, returned: { zh: "", en: "x" } }, endStates)).toEqual([
      "state returned lacks a text",
      "nobody may suspend",
      "action suspend lacks a text",
      "action revive comes from the end completed",
    ]);
  });

  test("says every state that an action may lead to", () => {
    const targets = (action: "accept" | "claim" | "failDelivery" | "recordPart") =>
      targetsOf(transitionOf(action), "suspended");
    expect(targets("accept")).toEqual(["accepted"]);
    expect(targets("claim")).toEqual(["suspended"]);
    expect(targets("failDelivery")).toEqual(["approved", "rejected"]);
    expect(targets("recordPart")).toEqual(["suspended", "approved", "rejected"]);
  });

  test("every guard says in both languages what is missing", () => {
    for (const { otherwise } of Object.values(guards)) {
      expect(otherwise.zh).toMatch(/\p{Script=Han}.*。$/u);
      expect(otherwise.en).toMatch(/^[\x20-\x7e]+\.$/);
    }
  });

  test("a state is open, ended or with the courier", () => {
    expect([...openStates, ...endStates, "delivering"].toSorted()).toEqual([...caseStates].toSorted());
  });
});
