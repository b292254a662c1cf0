import { describe, expect, it } from "vitest";
import { defineLifecycle, lifecycleFaults } from "#shared/kernel/lifecycle/lifecycle.ts";

const text = { zh: "文", en: "text" };
const sound = {
  states: { begun: text, halfway: text, ended: text },
  begins: ["begun"],
  ends: ["ended"],
  guards: { ready: { text } },
  actions: {
    go: { from: ["begun"], to: ["halfway"], roles: ["clerk"], guards: ["ready"], label: text },
    stay: { from: ["halfway"], to: "same" as const, roles: ["system"], label: text },
    finish: { from: ["begun", "halfway"], to: ["ended"], roles: ["clerk"], label: text },
    note: { from: ["ended"], to: "same" as const, roles: ["clerk"], label: text },
  },
};
type Table = Parameters<typeof lifecycleFaults>[0];
const withAction = (
  action: keyof typeof sound.actions,
  change: Partial<Table["actions"][string]>,
): Table => ({
  ...sound,
  actions: { ...sound.actions, [action]: { ...sound.actions[action], ...change } },
});

describe("a lifecycle's faults", () => {
  it("are none in a sound table, in which an end may still be noted", () => {
    expect(lifecycleFaults(sound)).toEqual([]);
  });

  it.each<[string, Table, string[]]>([
    [
      "no beginning",
      { ...sound, begins: [] },
      Object.keys(sound.states).map((state) => `state ${state} cannot be reached`),
    ],
    [
      "an unknown beginning",
      { ...sound, begins: ["begun", "nowhere"] },
      ["it begins in the unknown state nowhere"],
    ],
    ["an unknown end", { ...sound, ends: ["ended", "nowhere"] }, ["it ends in the unknown state nowhere"]],
    [
      "a state that nothing leads to",
      { ...sound, states: { ...sound.states, lost: text }, ends: ["ended", "lost"] },
      ["state lost cannot be reached"],
    ],
    ["a trap", withAction("finish", { from: ["begun"] }), ["no end can be reached from halfway"]],
    [
      "no label of a state",
      { ...sound, states: { ...sound.states, begun: { zh: "文", en: " " } } },
      ["state begun lacks a text"],
    ],
    [
      "no sentence of a guard that people meet",
      { ...sound, guards: { ready: {} } },
      ["guard ready lacks a text"],
    ],
    ["a guard that nothing asks", withAction("go", { guards: [] }), ["no action asks guard ready"]],
    [
      "an unknown guard",
      withAction("stay", { guards: ["steady"] }),
      ["action stay asks the unknown guard steady"],
    ],
    [
      "an unknown source",
      withAction("go", { from: ["begun", "nowhere"] }),
      ["action go comes from the unknown state nowhere"],
    ],
    [
      "an unknown target",
      withAction("go", { to: ["halfway", "nowhere"] }),
      ["action go leads to the unknown state nowhere"],
    ],
    ["no source", withAction("stay", { from: [] }), ["action stay comes from no state"]],
    ["no target", withAction("stay", { to: [] }), ["action stay leads to no state"]],
    ["nobody who may", withAction("stay", { roles: [] }), ["nobody may stay"]],
    [
      "no label of an action",
      withAction("stay", { label: { zh: "", en: "Stay" } }),
      ["action stay lacks a text"],
    ],
    [
      "a way out of an end",
      withAction("note", { to: ["begun"] }),
      ["action note leads out of the end ended"],
    ],
  ])("are found: %s", (_name, table, faults) => {
    expect(lifecycleFaults(table)).toEqual(faults);
  });

  it("are a guard without a sentence also where system and people meet it", () => {
    expect(
      lifecycleFaults({ ...withAction("go", { roles: ["system", "clerk"] }), guards: { ready: {} } }),
    ).toEqual(["guard ready lacks a text"]);
  });

  it("let a guard that only the system meets be without a sentence", () => {
    expect(lifecycleFaults({ ...withAction("go", { roles: ["system"] }), guards: { ready: {} } })).toEqual(
      [],
    );
  });

  it("stop whoever loads the table, all named at once", () => {
    const load = () =>
      defineLifecycle<{ state: "begun" }, object>()({
        name: "broken",
        states: { begun: text },
        begins: ["begun"],
        ends: [],
        guards: {},
        actions: {
          go: { from: ["begun"], to: ["begun"], roles: [], event: "gone", label: { zh: "", en: "" } },
        },
      });
    expect(load).toThrow(
      "The lifecycle of broken is wrong: no end can be reached from begun; nobody may go; action go lacks a text",
    );
  });
});
