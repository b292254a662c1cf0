import { nextDueAt } from "#shared/cases/case.ts";
import type { Actor, Command } from "#shared/cases/command.ts";
import { decide } from "#shared/cases/decide.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { dueAction } from "../../../functions/cases/case-deadlines/case-deadlines.ts";
import { clerk, leader, openSample, reviewer, system, traceparent } from "./samples.ts";

/** A day in Shanghai, at 10:00 unless a time is there. */
export const instant = (text: string): string =>
  new Date(`${text.includes("T") ? text : `${text}T10:00`}:00+08:00`).toISOString();

export type Step = [when: string, action: Command["action"] | "sweep", actor?: Actor, note?: Command["note"]];
export const working = (days: number): string => `${days}w`;
const procedures = [{ kind: "expertReview" as const, maxDays: 60 }];
export const usual = { legal: working(20), promised: working(5), extension: working(10), procedures };
export const suspension = (expectedDays: number) => ({
  reason: "专家评审",
  suspension: { kind: "expertReview" as const, basis: "《行政许可法》第四十五条", expectedDays },
});

/** Plays steps on a case; what is refused is listed and changes nothing. */
export function play(
  received: string,
  item: Partial<CaseHead["item"]>,
  steps: Step[],
  facts: Pick<CaseHead, "deferredUntil"> = {},
) {
  let head = openSample({ ...facts, item: { ...openSample().item, ...usual, ...item } }, instant(received));
  const refused: string[] = [];
  const swept: string[] = [];
  const take = (action: Command["action"], actor: Actor, at: string, note: Command["note"] = {}) => {
    const result = decide(head, { action, actor, note, traceparent }, at, calendar);
    if ("record" in result) head = result.record;
    else
      refused.push(
        `${action}: ${result.refused.kind === "guard" ? result.refused.guard : result.refused.kind}`,
      );
  };
  for (const [when, action, actor = reviewer, note] of steps) {
    const at = instant(when);
    if (action !== "sweep") take(action, actor, at, note);
    else
      for (let due = dueAction(head, at, calendar); due; due = dueAction(head, at, calendar)) {
        swept.push(due.limit ? `${due.action} ${due.limit}` : due.action);
        take(due.action, system, at, due.note ?? (due.limit && { limit: due.limit }));
      }
  }
  const day = (at: string | undefined) => at && dayOf(at);
  const { clock, state } = head;
  return {
    head,
    state,
    refused,
    swept,
    marks: clock.marks,
    start: day(clock.startedAt),
    law: day(clock.dueAt),
    promise: day(clock.promisedDueAt),
    notice: day(clock.noticeDueAt),
    answer: day(clock.answerDueAt),
    delivery: day(clock.deliverDueAt),
    next: day(nextDueAt(clock)),
  };
}
/** As two persons do it. */
export const extension = (when: string): Step[] => [
  [when, "proposeExtension", reviewer, { reason: "案情复杂" }],
  [when, "extend", leader, { reason: "案情复杂" }],
];
export const accepted = (day: string): Step[] => [
  ["2026-09-18T11:00", "passPreReview", clerk],
  [day, "accept"],
];
/** Received on the day on which it is accepted. */
export const acceptedOn = (day: string, item: Partial<CaseHead["item"]>, ...steps: Step[]) =>
  play(day, item, [[day, "passPreReview", clerk], [day, "accept"], ...steps]);
