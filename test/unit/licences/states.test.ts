import { describe, expect, test } from "vitest";
import { licenceStates } from "#events/licence.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { lifecycle } from "#shared/licences/lifecycle.ts";
import { type Licence, stateOn } from "#shared/licences/record.ts";
import { thursday } from "#test/unit/cases/samples.ts";
import { approved, caller, inState, issued, memoryLicences, office } from "./samples.ts";

const all = Object.entries(lifecycle.actions);
const ofOffice = all.filter(([, { roles }]) => !(roles as readonly string[]).includes("system"));
const actions = ofOffice.map(([action, { from, to, label }]) => ({
  action,
  from: from as readonly string[],
  to: [to].flat().join(" or "),
  label,
}));

/** What an office may do, by the state that the licence is in. */
const table: Record<(typeof licenceStates)[number], string[]> = {
  valid: ["seize -> seized", "rescind -> rescinded", "cancel -> cancelled", "correct -> same"].concat(
    "transferOut -> transferredOut",
    "forfeit -> forfeited",
  ),
  seized: ["reinstate -> valid", "rescind -> rescinded", "cancel -> cancelled"].concat(
    "correct -> same",
    "forfeit -> forfeited",
  ),
  rescinded: [],
  cancelled: [],
  transferredOut: [],
  forfeited: [],
};

/** What an office writes: why, and what the action needs beside it. */
const bodyOf = (action: string) => ({
  words: "依法处理",
  ...(action === "rescind" && { ground: "unqualifiedApplicant" }),
  ...(action === "correct" && { line: "经营者名称", value: "颍河小馆（七一路店）" }),
});

describe("state actions", () => {
  test("of cases are the system's alone, and end no licence but by its holder's wish, or with the decision that issued it", () => {
    const ofCases = all.filter((row) => !ofOffice.includes(row));
    expect(ofCases.map(([action, { from, to }]) => [action, from, to])).toEqual([
      ["rescindWithDecision", ["valid", "seized"], ["rescinded"]],
      ["amend", ["valid", "seized"], "same"],
      ["renew", ["valid", "seized"], "same"],
      ["replace", ["valid", "seized"], "same"],
      ["surrender", ["valid", "seized"], ["cancelled"]],
    ]);
    for (const [, { roles }] of ofCases) expect(roles).toEqual(["system"]);
  });

  test.each(licenceStates)("from %s lead where the table says", (state) => {
    const leading = actions.filter(({ from }) => from.includes(state));
    expect(leading.map(({ action, to }) => `${action} -> ${to}`)).toEqual(table[state]);
  });

  test("reach every state from a valid licence", () => {
    const reached = new Set<string>(["valid"]);
    for (let round = 0; round < licenceStates.length; round += 1)
      for (const { from, to } of actions)
        if (to !== "same" && from.some((state) => reached.has(state))) reached.add(to);
    expect([...reached].toSorted()).toEqual(licenceStates.toSorted());
  });

  test("have a label of their own in both languages", () => {
    const labels = actions.map(({ label }) => label);
    for (const { zh, en } of labels) {
      expect(zh).toMatch(/^\p{Script=Han}+$/u);
      expect(en).toMatch(/^[A-Z][a-z ]+$/);
    }
    expect(new Set(labels.map(({ zh }) => zh)).size).toBe(labels.length);
  });

  test.each(licenceStates.flatMap((state) => actions.map(({ action, to }) => ({ state, action, to }))))(
    "over HTTP: $action a licence that is $state",
    async ({ state, action, to }) => {
      const store = memoryLicences();
      const licence = await issued(store, approved("key", thursday));
      await store.write(inState(licence, state));
      const answer = await caller(store, thursday)(
        `POST /v1/licences/{licenceId}/actions/${action}`,
        office,
        {
          path: { licenceId: licence.licenceId },
          headers: { "if-match": '"2"' },
          body: bodyOf(action),
        },
      );
      const after = await store.read(licence.licenceId);
      const next = to === "same" ? state : to;
      if (table[state].some((one) => one.startsWith(`${action} `))) {
        expect(answer).toMatchObject({
          status: 200,
          headers: { etag: '"3"' },
          body: { state: next, version: 3 },
        });
        const name = action === "correct" ? "corrected" : "stateChanged";
        expect(after).toMatchObject({ state: next, version: 3, lastEvent: { name } });
      } else {
        const possible = table[state].map((one) => one.split(" ")[0]);
        expect(answer).toMatchObject({
          status: 409,
          body: { code: "actionNotAllowed", allowedActions: possible },
        });
        expect(after).toMatchObject({ state, version: 2 });
      }
    },
  );
});

describe("the state that people see", () => {
  const until = (validTo: string | undefined, state: Licence["state"] = "valid") =>
    ({ state, ...(validTo && { validTo }) }) as Licence;

  test.each([
    // Midnight in Shanghai is four in the afternoon in Greenwich, and still the day before in New York.
    ["2031-09-16T00:00:00.000Z", "valid"],
    ["2031-09-16T15:59:59.999Z", "valid"],
    ["2031-09-16T16:00:00.000Z", "expired"],
    ["2031-09-17T00:00:00.000Z", "expired"],
  ])("at %s, with a last day of 2031-09-16, is %s", (instant, state) => {
    expect(stateOn(until("2031-09-16"), dayOf(instant))).toBe(state);
  });

  test("without a last day never expires, and what an office did outlasts the last day", () => {
    expect(stateOn(until(undefined), "2999-12-31")).toBe("valid");
    for (const state of licenceStates.filter((one) => one !== "valid"))
      expect(stateOn(until("2031-09-16", state), "2040-01-01")).toBe(state);
  });
});
