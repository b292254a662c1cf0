import type { RectificationEventName, RectificationState } from "#events/rectification.ts";
import type { Role } from "#shared/kernel/http/contract.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import type { Actor, Order } from "./order.ts";

export const actions = [
  "recordCall",
  "verify",
  "rectify",
  "tell",
  "appeal",
  "upholdAppeal",
  "dismissAppeal",
] as const;
export type Action = (typeof actions)[number];
export type Guard = "realName" | "notHandler" | "appealInTime" | "notAppellant";

type Rule = {
  from: readonly RectificationState[];
  roles: readonly Role[];
  guards: readonly Guard[];
  event: RectificationEventName;
  label: Text;
};

const desk = ["clerk", "reviewer", "supervisor"] as const;

/** The whole life of a work order as data: server, buttons and tests read this table. */
export const lifecycle: Record<Action, Rule> = {
  recordCall: {
    from: ["opened"],
    roles: desk,
    guards: ["realName"],
    event: "calledBack",
    label: { zh: "登记回访", en: "Record a call" },
  },
  verify: {
    from: ["verifying"],
    roles: desk,
    guards: ["notHandler"],
    event: "verified",
    label: { zh: "核实", en: "Verify" },
  },
  rectify: {
    from: ["rectifying"],
    roles: desk,
    guards: [],
    event: "rectified",
    label: { zh: "完成整改", en: "Put right" },
  },
  tell: {
    from: ["telling"],
    roles: desk,
    guards: [],
    event: "closed",
    label: { zh: "反馈并办结", en: "Tell the result and close" },
  },
  appeal: {
    from: ["opened", "verifying"],
    roles: ["clerk", "reviewer"],
    guards: ["appealInTime"],
    event: "appealed",
    label: { zh: "申诉", en: "Appeal" },
  },
  upholdAppeal: {
    from: ["appealed"],
    roles: ["supervisor"],
    guards: ["notAppellant"],
    event: "appealUpheld",
    label: { zh: "申诉成立", en: "Uphold the appeal" },
  },
  dismissAppeal: {
    from: ["appealed"],
    roles: ["supervisor"],
    guards: ["notAppellant"],
    event: "appealDismissed",
    label: { zh: "申诉不成立", en: "Dismiss the appeal" },
  },
};

export type Circumstances = {
  now: string;
  /** Accounts of the staff who handled the case. */
  handlers: readonly string[];
};

const guards: Record<Guard, (order: Order, actor: Actor, circumstances: Circumstances) => boolean> = {
  realName: ({ anonymous }) => !anonymous,
  notHandler: (_order, { id }, { handlers }) => !handlers.includes(id),
  appealInTime: ({ appealBy, appeal }, _actor, { now }) => appeal === undefined && now <= appealBy,
  notAppellant: ({ appeal }, { id }) => appeal?.by !== id,
};

/** The first of the action's guards that does not hold. */
export const failedGuard = (
  order: Order,
  action: Action,
  actor: Actor,
  circumstances: Circumstances,
): Guard | undefined => lifecycle[action].guards.find((guard) => !guards[guard](order, actor, circumstances));

/** Whether anything that can be done in this state depends on who handled the case. */
export const asksForHandlers = ({ state }: Pick<Order, "state">): boolean =>
  actions.some(
    (action) => lifecycle[action].from.includes(state) && lifecycle[action].guards.includes("notHandler"),
  );

/** What this person can do now: the buttons. */
export const allowedActions = (order: Order, actor: Actor, circumstances: Circumstances): Action[] =>
  actions.filter(
    (action) =>
      lifecycle[action].from.includes(order.state) &&
      (lifecycle[action].roles as readonly string[]).includes(actor.role) &&
      !failedGuard(order, action, actor, circumstances),
  );
