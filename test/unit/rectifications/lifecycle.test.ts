import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rectificationStates } from "#events/rectification.ts";
import { isWorkingDay } from "#shared/kernel/calendar/working-days.ts";
import { type ActionBody, actionBodySchema } from "#shared/rectifications/action-bodies.ts";
import { decide, drop, escalate, followUp, openOrder } from "#shared/rectifications/decide.ts";
import { actions, allowedActions, failedGuard, lifecycle } from "#shared/rectifications/lifecycle.ts";
import { type Actor, isOpen, type Order, orderEventOf, orderSchema } from "#shared/rectifications/order.ts";
import { toItem } from "#shared/rectifications/order-item.ts";
import { rectificationOutbox } from "#shared/rectifications/outbox.ts";
import { rectificationPolicy as policy } from "#shared/rectifications/policy.ts";
import { caseNumber, itemCode, traceparent } from "#test/unit/ratings/samples.ts";

const calendar = {
  edition: "test",
  coveredTo: "2026-12-31",
  holidays: new Set<string>(),
  workdays: new Set<string>(),
};
// A Friday.
const now = "2026-03-06T02:00:00.000Z";
const moment = { now, trace: traceparent, calendar, policy };
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
    moment,
  );
const clerk: Actor = { role: "clerk", id: "clerk-1" };
const supervisor: Actor = { role: "supervisor", id: "supervisor-1" };
const around = { now, handlers: ["handler-1"] };

describe("the table of a work order's life", () => {
  it("says who may do what in which state", () => {
    const lines = rectificationStates.flatMap((state) =>
      (["clerk", "reviewer", "supervisor", "citizen", "admin"] as const).map((role) => {
        const order: Order = { ...opened(), state };
        return `${state} ${role}: ${allowedActions(order, { role, id: "x" }, around).join(" ")}`;
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
        "telling clerk: tell",
        "telling reviewer: tell",
        "telling supervisor: tell",
        "telling citizen: ",
        "telling admin: ",
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
    for (const action of actions) {
      expect(actionBodySchema.safeParse({ action }).success).toBe(false);
      expect(lifecycle[action].label.zh).toBeTruthy();
    }
    expect(failedGuard(opened({ anonymous: true }), "recordCall", clerk, around)).toBe("realName");
    expect(failedGuard(opened(), "verify", { ...clerk, id: "handler-1" }, around)).toBe("notHandler");
    const late = { ...around, now: "2026-03-20T02:00:00.000Z" };
    expect(failedGuard(opened(), "appeal", clerk, late)).toBe("appealInTime");
    const appealed = decide(opened(), { action: "appeal", ground: "mistaken", words: "误评" }, clerk, moment);
    expect(failedGuard(appealed, "upholdAppeal", { role: "supervisor", id: "clerk-1" }, around)).toBe(
      "notAppellant",
    );
  });
});

describe("the clock", () => {
  it("counts working days from the opening, and from the verification", () => {
    const order = opened();
    expect([order.dueAt, order.appealBy]).toEqual(["2026-03-09T15:59:59.999Z", "2026-03-11T15:59:59.999Z"]);
    const verify = (complex: boolean) =>
      decide(
        { ...order, state: "verifying" },
        { action: "verify", finding: "justified", complex, words: "属实" },
        clerk,
        moment,
      );
    expect(verify(false).dueAt).toBe("2026-03-13T15:59:59.999Z");
    expect(verify(true).dueAt).toBe("2026-03-27T15:59:59.999Z");
  });

  it("escalates each deadline once, and nothing that has ended or is in time", () => {
    const order = opened();
    expect(escalate(order, moment)).toBeUndefined();
    const later = { ...moment, now: "2026-03-10T00:00:00.000Z" };
    const late = escalate(order, later);
    expect(late).toMatchObject({ version: 2, state: "opened", lastEvent: { name: "escalated" } });
    if (!late) throw new Error("not escalated");
    expect(escalate(late, later)).toBeUndefined();
    expect(escalate({ ...order, state: "closed" }, later)).toBeUndefined();
  });
});

describe("calls", () => {
  const call = (order: Order, result: "reached" | "notReached" | "declined") =>
    decide(order, { action: "recordCall", result }, clerk, moment);

  it("are tried three times before the records must do", () => {
    const second = call(call(opened(), "notReached"), "notReached");
    expect(second.state).toBe("opened");
    expect(call(second, "notReached").state).toBe("verifying");
    expect(call(opened(), "declined").state).toBe("verifying");
  });

  it("are not made to anonymous raters", () => {
    expect(opened({ anonymous: true }).state).toBe("verifying");
  });
});

describe("what becomes of the rating", () => {
  it("drops an open order, and leaves an ended one alone", () => {
    expect(drop(opened(), moment)).toMatchObject({ state: "voided", lastEvent: { name: "dropped" } });
    expect(drop({ ...opened(), state: "closed" }, moment)).toBeUndefined();
  });

  it("escalates once when it is bad again", () => {
    const closed: Order = { ...opened(), state: "closed" };
    const again = followUp(closed, "veryDissatisfied", moment);
    expect(again).toMatchObject({ state: "closed", followUp: "veryDissatisfied", escalated: ["followUp"] });
    if (!again) throw new Error("not escalated");
    expect(followUp(again, "dissatisfied", moment)).toBeUndefined();
  });
});

const bodies = fc.constantFrom<ActionBody>(
  { action: "recordCall", result: "reached" },
  { action: "recordCall", result: "notReached" },
  { action: "verify", finding: "justified", complex: false, words: "属实" },
  { action: "verify", finding: "noBasis", complex: false, words: "无依据" },
  { action: "verify", finding: "unfounded", complex: false, words: "不属实" },
  { action: "rectify", words: "已整改" },
  { action: "tell", how: "telephone", words: "已告知" },
  { action: "appeal", ground: "malicious", words: "恶意" },
  { action: "upholdAppeal", words: "成立" },
  { action: "dismissAppeal", words: "不成立" },
);
const people = fc.constantFrom<Actor>(clerk, supervisor, { role: "reviewer", id: "handler-1" });

describe("any sequence of actions", () => {
  it("leaves records that parse, deadlines on working days, and ends told or void", () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.array(fc.record({ body: bodies, actor: people }), { maxLength: 25 }),
        (anonymous, steps) => {
          let order = opened({ anonymous });
          for (const { body, actor } of steps) {
            if (!allowedActions(order, actor, around).includes(body.action)) continue;
            expect(isOpen(order)).toBe(true);
            order = decide(order, body, actor, moment);
          }
          orderSchema.parse(order);
          expect(isWorkingDay(calendar, order.dueAt.slice(0, 10))).toBe(true);
          if (order.state === "closed") expect(order.told && order.outcome).toBeTruthy();
          if (order.anonymous) expect(order.calls).toEqual([]);
          const entry = rectificationOutbox(toItem(order));
          expect(entry?.event).toEqual(orderEventOf(order));
          expect(JSON.stringify(entry?.event)).not.toMatch(/citizen-1|属实|已告知/);
        },
      ),
      { numRuns: 500 },
    );
  });
});
