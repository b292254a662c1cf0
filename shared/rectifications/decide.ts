import type { RectificationEventName } from "#events/rectification.ts";
import { type Calendar, deadlineAfter } from "#shared/kernel/calendar/working-days.ts";
import type { ActionBody } from "./action-bodies.ts";
import { lifecycle } from "./lifecycle.ts";
import { type Actor, isOpen, type Order, rectificationIdOf } from "./order.ts";
import type { Policy } from "./policy.ts";

type Moment = { now: string; trace: string; calendar: Calendar; policy: Policy };
type Opening = Pick<
  Order,
  "caseNumber" | "stage" | "itemCode" | "department" | "applicantId" | "level" | "anonymous"
>;

const workingDaysAfter = ({ now, calendar }: Moment, days: number): string =>
  deadlineAfter(calendar, now, { days, unit: "workingDay" }).dueAt;

/** The order that a bad rating opens. An anonymous rater cannot be called: it starts with the verification. */
export function openOrder(rating: Opening, moment: Moment): Order {
  const { now, trace, policy } = moment;
  return {
    rectificationId: rectificationIdOf(rating.caseNumber, rating.stage),
    ...rating,
    state: rating.anonymous ? "verifying" : "opened",
    version: 1,
    openedAt: now,
    appealBy: workingDaysAfter(moment, policy.appealDays),
    dueAt: workingDaysAfter(moment, policy.verifyDays),
    calls: [],
    escalated: [],
    lastEvent: { name: "opened", at: now, actor: { role: "system", id: "ratings" }, trace },
  };
}

/** What an action makes of an order; whether it may be taken is the lifecycle's to say, before this. */
export function decide(order: Order, body: ActionBody, actor: Actor, moment: Moment): Order {
  return next(
    order,
    effectOf(order, body, actor, moment),
    lifecycle[body.action].event,
    actor,
    moment,
    body.words,
  );
}

function effectOf(order: Order, body: ActionBody, actor: Actor, moment: Moment): Partial<Order> {
  const { now, policy } = moment;
  switch (body.action) {
    case "recordCall": {
      const calls = [...order.calls, { at: now, by: actor.id, result: body.result }];
      const over = body.result !== "notReached" || calls.length >= policy.mostCalls;
      return { calls, ...(over && { state: "verifying" }) };
    }
    case "verify": {
      const justified = body.finding === "justified";
      const days = body.complex ? policy.complexDays : policy.simpleDays;
      return {
        finding: body.finding,
        ...(body.complex && { complex: true }),
        ...(!justified && { outcome: body.finding === "unfounded" ? "unfounded" : "explained" }),
        state: justified ? "rectifying" : "telling",
        dueAt: workingDaysAfter(moment, days),
      };
    }
    case "rectify":
      return { outcome: "rectified", state: "telling" };
    case "tell":
      return { state: "closed", told: { how: body.how, words: body.words, at: now } };
    case "appeal":
      return { state: "appealed", appeal: { ground: body.ground, by: actor.id, resumeTo: order.state } };
    case "upholdAppeal":
      return { state: "voided" };
    case "dismissAppeal":
      return {
        state: order.appeal?.resumeTo ?? "verifying",
        ...(order.appeal && { appeal: { ...order.appeal, dismissed: true } }),
      };
  }
}

const system = (id: string): Actor => ({ role: "system", id });

/** The order once its deadline has passed; undefined when it has not, or was escalated for it before. */
export function escalate(order: Order, moment: Moment): Order | undefined {
  if (!isOpen(order) || order.dueAt >= moment.now || order.escalated.includes(order.dueAt)) return undefined;
  const escalated = [...order.escalated, order.dueAt].slice(-10);
  return next(order, { escalated }, "escalated", system("deadlines"), moment);
}

/** The order once its matter was rated badly again, which goes to a supervisor; undefined when that is known. */
export function followUp(order: Order, level: Order["level"], moment: Moment): Order | undefined {
  if (order.followUp) return undefined;
  const escalated = [...order.escalated, "followUp"].slice(-10);
  return next(order, { followUp: level, escalated }, "escalated", system("ratings"), moment);
}

/** The order once its rating proved not to be the applicant's; undefined when it has ended. */
export const drop = (order: Order, moment: Moment): Order | undefined =>
  isOpen(order) ? next(order, { state: "voided" }, "dropped", system("ratings"), moment) : undefined;

function next(
  order: Order,
  change: Partial<Order>,
  name: RectificationEventName,
  actor: Actor,
  { now, trace }: Moment,
  words?: string,
): Order {
  return {
    ...order,
    ...change,
    version: order.version + 1,
    lastEvent: { name, at: now, actor, trace, ...(words && { words }) },
  };
}
