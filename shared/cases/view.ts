import type { Caller } from "#shared/kernel/http/caller.ts";
import { historyViewOf } from "#shared/kernel/http/record-routes.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";
import { detailsSchema, nextDueAt } from "./case.ts";
import type { CaseStore } from "./case-store.ts";
import type { CaseHistoryEntry } from "./case-views.ts";
import { progressOf } from "./clock-progress.ts";
import type { Actor } from "./command.ts";
import { allowedActions } from "./decide.ts";
import { caseProblems } from "./problems.ts";
import type { CaseHead, CaseRow } from "./record.ts";
import { actorOf, mayRead } from "./rights.ts";
import type { CaseDeps } from "./run-command.ts";

/** Cases as the kernel's routes work with them. */
export const caseResource = <Store extends Pick<CaseStore, "read" | "history" | "write">>(store: Store) => ({
  store,
  mayRead: (head: CaseHead, caller: Caller) => mayRead(head, actorOf(caller)),
  notFound: () => caseProblems.caseNotFound(),
});

/** Without what only the sweep of deadlines needs, and what the suspension says. */
function clockView({ nextCheckAt: _inside, pausedUntil: _shown, ...clock }: CaseHead["clock"]) {
  return clock;
}

/** What a list and a page show of a case: no personal data. */
export function viewOf(head: CaseRow, actor: Actor, now: string) {
  const { decision, assistance, suspension, deferredUntil, opinions, deliveryStalled, parts, parent } = head;
  return {
    caseNumber: head.caseNumber,
    state: head.state,
    version: head.version,
    itemCode: head.item.code,
    itemVersion: head.item.version,
    department: head.department,
    channel: head.channel,
    handIn: { mode: head.handIn, originalsAt: head.originalsAt },
    receive: { mode: head.receive },
    submittedAt: head.submittedAt,
    dueAt: nextDueAt(head.clock) ?? null,
    clock: clockView(head.clock),
    handler: head.handler ?? null,
    decision,
    assistance,
    suspension: suspension && { ...suspension, until: head.clock.pausedUntil ?? now },
    deferredUntil,
    opinions,
    deliveryStalled,
    parts,
    parent,
    allowedActions: allowedActions(head, actor, now),
  };
}

/** The same with how far its limit is, which changes with the day. */
export async function viewWithProgress(
  { calendar, now }: Pick<CaseDeps, "calendar" | "now">,
  head: CaseRow,
  caller: Caller,
) {
  const at = now();
  const progress = progressOf(head, await calendar(), at);
  return { ...viewOf(head, actorOf(caller), at), ...(progress && { progress }) };
}

/** One entry of the history as it is told. */
export function caseHistoryViewOf(entry: HistoryEntry): CaseHistoryEntry {
  const { details, request } = entry.privateNote;
  return {
    ...historyViewOf(entry),
    ...(details && { details: detailsSchema.parse(details) }),
    ...(request && { request }),
    traceparent: entry.event.traceparent,
    changes: entry.changes ?? { set: {} },
    hash: entry.hash ?? "",
  };
}
