import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rectificationStates } from "#events/rectification.ts";
import { isWorkingDay } from "#shared/kernel/calendar/working-days.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import type { Actor } from "#shared/kernel/records/last-event.ts";
import { bodies, decide, openOrder } from "#shared/rectifications/decide.ts";
import { lifecycle } from "#shared/rectifications/lifecycle.ts";
import { isOpen, type Order, rectification } from "#shared/rectifications/record.ts";
import { caseNumber, itemCode, traceparent } from "#test/unit/ratings/samples.ts";

const calendar = {
  edition: "test",
  coveredTo: "2026-12-31",
  holidays: new Set<string>(),
  workdays: new Set<string>(),
};
// A Friday.
const now = "2026-03-06T02:00:00.000Z";
const around = { now, calendar, handlers: ["handler-1"] };
const moment = around;
const opened = (change: { anonymous?: boolean } = {}): Order =>
  openOrder(
    {
      caseNumber,
      stage: "completion",
      itemCode,
      department: "1001",
      applicantId: "citizen-1",
      level: "dissatisfied",
      anonymous: false,
      ...change,
    },
    around,
    traceparent,
  );
const clerk: Actor = { role: "clerk", id: "clerk-1" };
const supervisor: Actor = { role: "supervisor", id: "supervisor-1" };

type Person = keyof typeof bodies;
type Body = { [Action in Person]: { action: Action } & ReturnType<(typeof bodies)[Action]["parse"]> }[Person];
/** The record after a person's action; the words are in it as the routes put them there. */
const act = (order: Order, { action, ...body }: Body, actor: Actor): Order => {
  const command = { actor, body, at: now, trace: traceparent, words: body.words };
  const decision = decide(order, action, command as Parameters<typeof decide<Person>>[2], around);
  if ("refused" in decision) throw new Error(`refused: ${JSON.stringify(decision.refused)}`);
  return decision.record;
};
const happen = bySystem(decide, "ratings");
const failedGuard = (order: Order, action: Person, actor: Actor, circumstances = around) => {
  const refused = lifecycle.refusal(order, action, actor, circumstances);
  return refused?.kind === "guard" ? refused.guard : refused?.kind;
};

describe("the table of a work order's life", () => {
  it("says who may do what in which state", () => {
    const lines = rectificationStates.flatMap((state) =>
      (["clerk", "reviewer", "supervisor", "citizen", "admin"] as const).map((role) => {
        const order: Order = { ...opened(), state };
        return `${state} ${role}: ${lifecycle.allowedActions(order, { role, id: "x" }, around).join(" ")}`;
      }),
    );
    expect(lines).toMatchInlineSnapshot(`
      [
        "opened clerk: recordCall appeal",
        "opened reviewer: recordCall appeal",
        "opened supervisor: recordCall",
        "opened citizen: ",
        "opened admin: ",
        "verifying clerk: verify appeal",
        "verifying reviewer: verify appeal",
        "verifying supervisor: verify",
        "verifying citizen: ",
        "verifying admin: ",
        "rectifying clerk: rectify",
        "rectifying reviewer: rectify",
        "rectifying supervisor: rectify",
        "rectifying citizen: ",
        "rectifying admin: ",
        "notifying clerk: notify",
        "notifying reviewer: notify",
        "notifying supervisor: notify",
        "notifying citizen: ",
        "notifying admin: ",
        "appealed clerk: ",
        "appealed reviewer: ",
        "appealed supervisor: upholdAppeal dismissAppeal",
        "appealed citizen: ",
        "appealed admin: ",
        "closed clerk: ",
        "closed reviewer: ",
        "closed supervisor: ",
        "closed citizen: ",
        "closed admin: ",
        "voided clerk: ",
        "voided reviewer: ",
        "voided supervisor: ",
        "voided citizen: ",
        "voided admin: ",
      ]
    `);
  });

  it("has a body for every action, and a guard for every condition", () => {
    const people = lifecycle.actionNames.filter(
      (action) => !lifecycle.actions[action].roles.includes("system" as never),
    );
    expect(Object.keys(bodies)).toEqual(people);
    for (const body of Object.values(bodies)) expect(body.safeParse({}).success).toBe(false);
    for (const action of lifecycle.actionNames) expect(lifecycle.actions[action].label.zh).toBeTruthy();
    expect(failedGuard({ ...opened({ anonymous: true }), state: "opened" }, "recordCall", clerk)).toBe(
      "realName",
    );
    expect(failedGuard({ ...opened(), state: "verifying" }, "verify", { ...clerk, id: "handler-1" })).toBe(
      "notHandler",
    );
    const late = { ...around, now: "2026-03-20T02:00:00.000Z" };
    expect(failedGuard(opened(), "appeal", clerk, late)).toBe("appealInTime");
    const appealed = act(opened(), { action: "appeal", ground: "mistaken", words: "误评" }, clerk);
    for (const action of ["upholdAppeal", "dismissAppeal"] as const)
      expect(failedGuard(appealed, action, { role: "supervisor", id: "clerk-1" })).toBe("notAppellant");
  });

  it("lets staff appeal up to the last moment", () => {
    const order = opened();
    const at = (instant: string) => failedGuard(order, "appeal", clerk, { ...around, now: instant });
    expect(at(order.appealBy)).toBeUndefined();
    expect(at("2026-03-11T16:00:00.000Z")).toBe("appealInTime");
  });
});

describe("the clock", () => {
  it("counts working days from the opening, and from the verification", () => {
    const order = opened();
    expect([order.dueAt, order.appealBy]).toEqual(["2026-03-09T15:59:59.999Z", "2026-03-11T15:59:59.999Z"]);
    const verify = (complex: boolean) =>
      act(
        { ...order, state: "verifying" },
        { action: "verify", finding: "justified", complex, words: "属实" },
        clerk,
      );
    expect(verify(false).dueAt).toBe("2026-03-13T15:59:59.999Z");
    expect(verify(true).dueAt).toBe("2026-03-27T15:59:59.999Z");
  });

  it("escalates each deadline once, and nothing that has ended or is in time", () => {
    const order = opened();
    expect(happen(order, "escalate", {}, moment, traceparent)).toBeUndefined();
    expect(happen(order, "escalate", {}, { ...moment, now: order.dueAt }, traceparent)).toBeUndefined();
    const later = { ...moment, now: "2026-03-10T00:00:00.000Z" };
    const late = happen(order, "escalate", {}, later, traceparent);
    expect(late).toMatchObject({
      version: 2,
      state: "opened",
      lastEvent: { name: "escalated", at: later.now },
    });
    if (!late) throw new Error("not escalated");
    expect(happen(late, "escalate", {}, later, traceparent)).toBeUndefined();
    expect(happen({ ...order, state: "closed" }, "escalate", {}, later, traceparent)).toBeUndefined();
  });
});

describe("calls", () => {
  const call = (order: Order, result: "reached" | "notReached" | "declined") =>
    act(order, { action: "recordCall", result }, clerk);

  it("are tried three times before the records must do", () => {
    const second = call(call(opened(), "notReached"), "notReached");
    expect(second.state).toBe("opened");
    expect(call(second, "notReached").state).toBe("verifying");
    expect(call(opened(), "declined").state).toBe("verifying");
    expect(call(second, "reached").calls).toEqual(
      ["notReached", "notReached", "reached"].map((result) => ({ at: now, by: clerk.id, result })),
    );
  });

  it("are not made to anonymous raters", () => {
    expect(opened({ anonymous: true }).state).toBe("verifying");
  });
});

describe("a verification", () => {
  it.each([
    ["justified", { state: "rectifying", outcome: undefined }],
    ["noBasis", { state: "notifying", outcome: "explained" }],
    ["unfounded", { state: "notifying", outcome: "unfounded" }],
  ] as const)("that finds it %s leads on", (finding, expected) => {
    const order = opened({ anonymous: true });
    const { state, outcome } = act(
      order,
      { action: "verify", finding, complex: false, words: "核实" },
      clerk,
    );
    expect({ state, outcome }).toEqual(expected);
  });
});

describe("a dismissed appeal", () => {
  it("lets the work go on where it was, and there is no second one", () => {
    for (const order of [opened(), act(opened(), { action: "recordCall", result: "reached" }, clerk)]) {
      const appealed = act(order, { action: "appeal", ground: "malicious", words: "恶意" }, clerk);
      expect(appealed.state).toBe("appealed");
      const dismissed = act(appealed, { action: "dismissAppeal", words: "不成立" }, supervisor);
      expect(dismissed).toMatchObject({ state: order.state, appeal: { by: clerk.id, dismissed: true } });
      expect(failedGuard(dismissed, "appeal", clerk)).toBe("appealInTime");
    }
  });
});

describe("what becomes of the rating", () => {
  it("drops an open order, and leaves an ended one alone", () => {
    expect(happen(opened(), "drop", {}, moment, traceparent)).toMatchObject({
      state: "voided",
      lastEvent: { name: "dropped" },
    });
    expect(happen({ ...opened(), state: "closed" }, "drop", {}, moment, traceparent)).toBeUndefined();
    const appealed = act(opened(), { action: "appeal", ground: "mistaken", words: "误评" }, clerk);
    expect(happen(appealed, "drop", {}, moment, traceparent)?.state).toBe("voided");
  });

  it("escalates once when it is bad again", () => {
    const closed: Order = { ...opened(), state: "closed" };
    const again = happen(closed, "followUp", { level: "veryDissatisfied" }, moment, traceparent);
    expect(again).toMatchObject({ state: "closed", followUp: "veryDissatisfied", escalated: ["followUp"] });
    if (!again) throw new Error("not escalated");
    expect(happen(again, "followUp", { level: "dissatisfied" }, moment, traceparent)).toBeUndefined();
  });
});

const anyBody = fc.constantFrom<Body>(
  { action: "recordCall", result: "reached" },
  { action: "recordCall", result: "notReached" },
  { action: "verify", finding: "justified", complex: false, words: "属实" },
  { action: "verify", finding: "noBasis", complex: false, words: "无依据" },
  { action: "verify", finding: "unfounded", complex: false, words: "不属实" },
  { action: "rectify", words: "已整改" },
  { action: "notify", how: "telephone", words: "已告知" },
  { action: "appeal", ground: "malicious", words: "恶意" },
  { action: "upholdAppeal", words: "成立" },
  { action: "dismissAppeal", words: "不成立" },
);
const people = fc.constantFrom<Actor>(clerk, supervisor, { role: "reviewer", id: "handler-1" });

describe("any sequence of actions", () => {
  it("leaves records that parse, deadlines on working days, and ends notified or void", () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.array(fc.record({ body: anyBody, actor: people }), { maxLength: 25 }),
        (anonymous, steps) => {
          let order = opened({ anonymous });
          for (const { body, actor } of steps) {
            if (!lifecycle.allowedActions(order, actor, around).includes(body.action)) continue;
            expect(isOpen(order)).toBe(true);
            order = act(order, body, actor);
          }
          expect(rectification.fromItem(rectification.toItem(order))).toEqual(order);
          expect(isWorkingDay(calendar, order.dueAt.slice(0, 10))).toBe(true);
          if (order.state === "closed") expect(order.notified && order.outcome).toBeTruthy();
          if (order.anonymous) expect(order.calls).toEqual([]);
          const entry = rectification.outboxEntry(rectification.toItem(order));
          expect(entry?.event).toEqual(rectification.eventOf(order));
          expect(JSON.stringify(entry?.event)).not.toMatch(/citizen-1|属实|已告知/);
        },
      ),
      { numRuns: 500 },
    );
  });
});
