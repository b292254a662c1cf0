import { describe, expect, it } from "vitest";
import { bySystem, decider } from "#shared/kernel/lifecycle/decide.ts";
import { defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import { recordSamples } from "#test/support/record-samples.ts";
import { lifecycle as toy } from "#test/toy/shared/suggestions/lifecycle.ts";
import { type Suggestion, suggestion } from "#test/toy/shared/suggestions/record.ts";

const text = { zh: "文", en: "text" };
const samples = recordSamples.find(({ definition }) => definition.name === "suggestion");
const open = samples?.make(1) as unknown as Suggestion;
const clerk = { role: "clerk", id: "clerk-1" };
const now = "2026-03-02T00:00:00.000Z";
const later = "2026-05-01T00:00:00.000Z";

describe("what a lifecycle allows", () => {
  it("is refused by a guard with what it found, and by one that stands for a role as by the role", () => {
    type Found = { found?: string[] };
    const { refusal } = defineLifecycle<{ state: "begun" | "ended" }, Found>()({
      name: "found",
      states: { begun: text, ended: text },
      begins: ["begun"],
      ends: ["ended"],
      guards: {
        own: { holds: (_record, { id }) => id === "clerk-1", ofRole: true, text },
        nothing: {
          holds: (_record, _actor, { found }) => !found,
          facts: ({ found = [] }) => ({ found }),
          text,
        },
      },
      actions: {
        go: {
          from: ["begun"],
          to: ["ended"],
          roles: ["clerk"],
          guards: ["own", "nothing"],
          event: "gone",
          label: text,
        },
      },
    });
    const why = (id: string, around: Found) =>
      refusal({ state: "begun" }, "go", { role: "clerk", id }, around);
    expect(why("clerk-1", {})).toBeUndefined();
    expect(why("clerk-2", {})).toEqual({ kind: "role", allowedActions: [] });
    const facts = { found: ["a"] };
    expect(why("clerk-1", facts)).toEqual({
      kind: "guard",
      guard: "nothing",
      text,
      facts,
      allowedActions: [],
    });
  });

  it("is what state, role and guards let this person do", () => {
    const allowed = (record: Suggestion, role: string, id = "x") =>
      toy.allowedActions(record, { role, id }, { now: later });
    expect(allowed(open, "clerk")).toEqual(["answer"]);
    expect(allowed(open, "supervisor")).toEqual(["answer", "decline"]);
    expect(allowed(open, "clerk", open.authorId)).toEqual([]);
    expect(allowed(open, "system")).toEqual(["escalate", "drop"]);
    expect(allowed({ ...open, state: "answered" }, "supervisor")).toEqual([]);
    expect(toy.isOpen(open)).toBe(true);
    expect(toy.isOpen({ state: "declined" })).toBe(false);
  });

  it("is refused by role before state, by state before guards, with what is possible instead", () => {
    const refusal = (record: Suggestion, actor = clerk) => toy.refusal(record, "answer", actor, { now });
    expect(refusal(open)).toBeUndefined();
    expect(refusal({ ...open, state: "answered" }, { role: "citizen", id: open.authorId })).toEqual({
      kind: "role",
      allowedActions: [],
    });
    expect(refusal({ ...open, state: "answered" }, { role: "clerk", id: open.authorId })).toEqual({
      kind: "state",
      allowedActions: [],
    });
    expect(refusal(open, { role: "clerk", id: open.authorId })).toEqual({
      kind: "guard",
      guard: "notAuthor",
      text: { zh: "不能答复自己的意见。", en: "Nobody answers a suggestion of their own." },
      allowedActions: [],
    });
  });

  it("asks every guard of an action, and names the first that does not hold", () => {
    const guarded = defineLifecycle<{ state: "begun" | "ended"; one: boolean; two: boolean }, object>()({
      name: "guarded",
      states: { begun: text, ended: text },
      begins: ["begun"],
      ends: ["ended"],
      guards: {
        one: { holds: ({ one }) => one, text },
        two: { holds: ({ two }) => two, text },
      },
      actions: {
        finish: {
          from: ["begun"],
          to: ["ended"],
          roles: ["clerk"],
          guards: ["one", "two"],
          event: "finished",
          label: text,
        },
      },
    });
    const refusal = (one: boolean, two: boolean) =>
      guarded.refusal({ state: "begun", one, two }, "finish", clerk, {});
    expect(refusal(true, true)).toBeUndefined();
    expect(refusal(false, false)).toMatchObject({ guard: "one" });
    expect(refusal(false, true)).toMatchObject({ guard: "one" });
    expect(refusal(true, false)).toMatchObject({ guard: "two" });
  });

  it("says whether a guard matters in a state, so that what it asks is found out only then", () => {
    expect(toy.asks("notAuthor", open)).toBe(true);
    expect(toy.asks("late", { state: "answered" })).toBe(false);
  });
});

describe("a decision", () => {
  const command = { actor: clerk, body: { words: "好" }, at: now, trace: open.lastEvent.trace, words: "好" };
  const decide = decider(
    suggestion,
    toy,
  )<Record<"answer" | "decline" | "escalate" | "drop", object>>({
    answer: () => ({}),
    decline: () => ({ state: "open" }),
    escalate: () => ({ escalated: true }),
    drop: () => ({}),
  });

  it("is the next version, in the table's state, with who, when and in which words", () => {
    const decision = decide(open, "answer", { ...command, request: { key: "k", body: "b" } }, { now });
    expect(decision).toMatchObject({
      record: {
        version: 2,
        state: "answered",
        text: open.text,
        lastEvent: { name: "answered", at: now, actor: clerk, words: "好", request: { key: "k", body: "b" } },
      },
    });
    expect(decision).not.toHaveProperty("record.lastEvent.body");
  });

  it("is refused as the table refuses", () => {
    expect(decide(open, "decline", command, { now })).toEqual({
      refused: { kind: "role", allowedActions: ["answer"] },
    });
  });

  it("never leads where the table does not say", () => {
    const supervisor = { ...command, actor: { role: "supervisor", id: "s" } };
    expect(() => decide(open, "decline", supervisor, { now })).toThrow(
      "decline of suggestion leads to open, which its table does not say",
    );
  });

  it("chooses among several target states, or fails", () => {
    const forked = defineLifecycle<Suggestion, object>()({
      name: "forked",
      states: { open: text, answered: text, declined: text },
      begins: ["open"],
      ends: ["answered", "declined"],
      guards: {},
      actions: {
        end: {
          from: ["open"],
          to: ["answered", "declined"],
          roles: ["clerk"],
          event: "answered",
          label: text,
        },
      },
    });
    const chosen = (state?: "declined") =>
      decider(suggestion, forked)<Record<"end", object>>({ end: () => ({ ...(state && { state }) }) })(
        open,
        "end",
        command,
        {},
      );
    expect(chosen("declined")).toMatchObject({ record: { state: "declined" } });
    expect(() => chosen()).toThrow("end of forked leads to no state, which its table does not say");
  });

  it("of the system's is nothing when the table does not let it", () => {
    const happens = bySystem(decide, "deadlines");
    expect(happens(open, "escalate", {}, { now }, open.lastEvent.trace)).toBeUndefined();
    const late = happens(open, "escalate", {}, { now: later }, open.lastEvent.trace);
    expect(late).toMatchObject({
      state: "open",
      escalated: true,
      lastEvent: { at: later, actor: { id: "deadlines" } },
    });
    expect(late && happens(late, "escalate", {}, { now: later }, open.lastEvent.trace)).toBeUndefined();
  });
});
