import { type CaseState, caseEvents } from "#events/case.ts";
import { canonicalJson } from "#shared/kernel/messaging/canonical.ts";
import type { CaseHead } from "./case.ts";
import { eventOf, factsOf, foldFacts, type HistoryEntry, verifyChain } from "./history.ts";
import { type CaseAction, caseActions, targetsOf, transitionOf } from "./lifecycle.ts";

export type Finding = { caseNumber: string; version?: number; says: string };

const actionsByEvent = Map.groupBy(
  caseActions,
  (action): string => caseEvents[transitionOf(action).event].type,
);

/** Whether the lifecycle knows a way from the one state to the other with this event. */
function isLegal(type: string, from: string | null, to: string): boolean {
  const leads = (action: CaseAction): boolean => {
    const transition = transitionOf(action);
    if (transition.from === "none") return from === null && to === transition.to;
    return (
      transition.from.some((state) => state === from) &&
      targetsOf(transition, from as CaseState).some((state) => state === to)
    );
  };
  return (actionsByEvent.get(type) ?? []).some(leads);
}

/**
 * Holds a case against its history: the hash chain, each step against the lifecycle, and what folding the
 * history gives against what is stored. No findings: the case is what its history says.
 */
export function auditCase(head: CaseHead, entries: HistoryEntry[]): Finding[] {
  const { caseNumber } = head;
  const findings: Finding[] = [];
  const chain = verifyChain(entries, head.eventHash);
  if (!chain.ok) findings.push({ caseNumber, version: chain.at, says: "the hash chain breaks here" });
  let before: string | null = null;
  for (const { version, event } of entries) {
    const { from, to } = event.data;
    if (from !== before)
      findings.push({ caseNumber, version, says: `comes from ${from}, but the case was ${before}` });
    if (!isLegal(event.type, from, to))
      findings.push({ caseNumber, version, says: `${event.type} does not lead from ${from} to ${to}` });
    before = to;
  }
  const stored: Record<string, unknown> = factsOf(head);
  const told = foldFacts(entries);
  for (const name of new Set([...Object.keys(stored), ...Object.keys(told)])) {
    const [is, says] = [stored[name], told[name]].map((value) => canonicalJson(value ?? null));
    if (is !== says)
      findings.push({ caseNumber, says: `${name} is stored as ${is}, the history says ${says}` });
  }
  const last = entries.at(-1);
  const lastStored = { event: eventOf(head), note: head.lastEvent.note };
  if (last && canonicalJson(lastStored) !== canonicalJson({ event: last.event, note: last.note }))
    findings.push({
      caseNumber,
      version: last.version,
      says: "the record's last event is not the history's",
    });
  return findings;
}
