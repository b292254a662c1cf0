import { describe, expect, test } from "vitest";
import { caseStates } from "#events/case.ts";
import { caseActions, endStates, openStates, stateLabels, transitionOf } from "#shared/cases/lifecycle.ts";

describe("the lifecycle table", () => {
  test("action x state x role, whole: a changed rule is a changed line here", () => {
    const lines = caseActions.flatMap((action) => {
      const { from, to, roles, guard, clock, reason, event } = transitionOf(action);
      const sources = from === "none" ? ["-"] : from;
      return sources.map((source) =>
        [
          action.padEnd(17),
          `${source} -> ${to === "same" ? source : to}`.padEnd(44),
          roles.join(",").padEnd(30),
          `case.${event}`.padEnd(24),
          [guard, clock && `clock:${clock}`, reason && "reason"].filter(Boolean).join(" "),
        ]
          .join(" ")
          .trimEnd(),
      );
    });
    expect(lines.join("\n")).toMatchSnapshot();
  });

  test("every state can be reached, and every state but the ends can be left", () => {
    const reached = new Set<string>();
    const left = new Set<string>();
    for (const action of caseActions) {
      const { from, to } = transitionOf(action);
      for (const target of to === "decided" ? ["approved", "rejected"] : [to]) reached.add(target);
      if (from !== "none" && to !== "same") for (const source of from) left.add(source);
    }
    expect(caseStates.filter((state) => !reached.has(state))).toEqual([]);
    expect(caseStates.filter((state) => !left.has(state))).toEqual([...endStates]);
  });

  test("every action and state has a text in both languages and somebody who may act", () => {
    for (const action of caseActions) {
      const { label, roles } = transitionOf(action);
      expect([label.zh, label.en, roles.length > 0]).toEqual([expect.any(String), expect.any(String), true]);
    }
    for (const state of caseStates) expect(Object.keys(stateLabels[state])).toEqual(["zh", "en"]);
  });

  test("a state is open, ended or with the courier", () => {
    expect([...openStates, ...endStates, "delivering"].toSorted()).toEqual([...caseStates].toSorted());
  });
});
