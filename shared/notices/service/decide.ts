import * as z from "zod";
import type { serviceWays } from "#events/notice.ts";
import { type BodiesOf, bySystem, decider } from "#shared/kernel/lifecycle/decide.ts";
import { lines } from "#shared/kernel/text.ts";
import { policy } from "../rules.ts";
import { serviceLifecycle } from "./lifecycle.ts";
import { callOutcomes, type Service, service } from "./record.ts";

const hourMs = 3_600_000;
const hoursAfter = (at: string, hours: number): string =>
  new Date(Date.parse(at) + hours * hourMs).toISOString();

/** Until when it is read before somebody telephones. */
export const unreadUntil = (servedAt: string): string => hoursAfter(servedAt, policy.unreadDays * 24);

export const bodies = {
  /** `words`: what was said, as the history keeps it. */
  recordCall: z.strictObject({ outcome: z.enum(callOutcomes), words: lines(2, 500).optional() }),
  post: z.strictObject({ words: lines(2, 500).optional() }),
};
type Bodies = BodiesOf<typeof bodies> & {
  read: object;
  markUnread: object;
  bring: { at: string };
  comeBack: object;
  prove: { way: (typeof serviceWays)[number]; at: string };
};

/** The next version of a service, or why not. */
export const decideService = decider(
  service,
  serviceLifecycle,
)<Bodies>({
  read: (_one, _body, _actor, { now }) => ({ readAt: now }),
  markUnread: () => ({}),
  recordCall: ({ calls = [] }, { outcome }, { id }, { now }) => ({
    state: outcome === "told" ? "called" : "callDue",
    calls: [...calls, { at: now, outcome, by: id }].slice(-10),
    // Whoever was not reached is called again the next day.
    ...(outcome !== "told" && { dueAt: hoursAfter(now, 24) }),
  }),
  post: (_one, _body, _actor, { posting = 1 }) => ({ posting }),
  bring: (_one, { at }) => ({ way: "courier", servedAt: at }),
  comeBack: (_one, _body, _actor, { now }) => ({ dueAt: now }),
  prove: (_one, { way, at }) => ({ way, servedAt: at }),
});

export const serviceHappens = bySystem(decideService, "notices");

export type Serving = Pick<
  Service,
  | "serviceId"
  | "caseNumber"
  | "department"
  | "document"
  | "caseVersion"
  | "recipientId"
  | "itemCode"
  | "consent"
>;

/** With consent on record the day of arrival in the inbox counts; without it the document is printed and posted. */
export const openService = (of: Serving, at: string, trace: string): Service =>
  service.first(
    of.consent
      ? { ...of, state: "arrived", way: "electronic", servedAt: at, dueAt: unreadUntil(at) }
      : { ...of, state: "toPost", dueAt: hoursAfter(at, 24) },
    { event: of.consent ? "served" : "postingDue", at, actor: { role: "system", id: "notices" }, trace },
  );
