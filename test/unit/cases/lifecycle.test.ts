import { describe, expect, test } from "vitest";
import { caseStates } from "#events/case.ts";
import { caseActions, targetsOf, transitionOf } from "#shared/cases/actions.ts";
import { guards } from "#shared/cases/guards.ts";
import { endStates, openStates } from "#shared/cases/states.ts";

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

  test("says every state that an action may lead to", () => {
    const targets = (action: "accept" | "claim" | "failDelivery" | "recordPart") =>
      targetsOf(transitionOf(action), "suspended");
    expect(targets("accept")).toEqual(["accepted"]);
    expect(targets("claim")).toEqual(["suspended"]);
    expect(targets("failDelivery")).toEqual(["approved", "rejected"]);
    expect(targets("recordPart")).toEqual(["suspended", "approved", "rejected"]);
  });

  test("every guard says in both languages what is missing", () => {
    for (const { text } of Object.values(guards)) {
      expect(text?.zh).toMatch(/\p{Script=Han}.*。$/u);
      expect(text?.en).toMatch(/^[\x20-\x7e]+\.$/);
    }
  });

  test("a state is open, ended or with the courier", () => {
    expect([...openStates, ...endStates, "delivering"].toSorted()).toEqual([...caseStates].toSorted());
  });
});
