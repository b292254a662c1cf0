import type { CaseHead } from "./case.ts";
import { type HistoryEntry, verifyChain } from "./history.ts";
import { type CaseAction, caseActions, transitionOf } from "./lifecycle.ts";

export type Finding = { caseNumber: string; version?: number; says: string };

const actionsByEvent = Map.groupBy(caseActions, (action) => `tongban.case.${transitionOf(action).event}.v1`);

/** Whether the lifecycle knows a way from the one state to the other with this event. */
function isLegal(type: string, from: string | null, to: string): boolean {
  const leads = (action: CaseAction): boolean => {
    const transition = transitionOf(action);
    if (transition.from === "none") return from === null && to === transition.to;
    if (!transition.from.some((state) => state === from)) return false;
    if (transition.to === "same") return to === from;
    if (transition.to === "decided") return to === "approved" || to === "rejected";
    return to === transition.to;
  };
  return (actionsByEvent.get(type) ?? []).some(leads);
}

/** What the stored record and the last event both say. */
const storedFacts = (head: CaseHead) => ({
  state: head.state,
  version: head.version,
  hash: head.eventHash,
  itemCode: head.item.code,
  itemVersion: head.item.version,
  department: head.department,
  applicantId: head.applicantId,
  handIn: head.handIn,
  receive: head.receive,
  dueAt: head.clock.dueAt,
});

function foldedFacts(entries: HistoryEntry[]): Partial<ReturnType<typeof storedFacts>> {
  const last = entries.at(-1);
  if (!last) return {};
  const { to, hash, itemCode, itemVersion, department, applicantId, handIn, receive, dueAt } =
    last.event.data;
  return {
    state: to,
    version: last.version,
    hash,
    itemCode,
    itemVersion,
    department,
    applicantId,
    handIn,
    receive,
    dueAt,
  };
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
  const folded = foldedFacts(entries);
  for (const [name, stored] of Object.entries(storedFacts(head))) {
    const told = folded[name as keyof typeof folded];
    if (told !== stored)
      findings.push({ caseNumber, says: `${name} is stored as ${stored}, the history says ${told}` });
  }
  return findings;
}
