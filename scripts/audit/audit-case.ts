import { type CaseEventName, type CaseState, caseEvents } from "#events/case.ts";
import { commandActions, eventOf, openings, rowOf, targetsOf } from "#shared/cases/lifecycle-table.ts";
import { type CaseHead, caseRecord } from "#shared/cases/record.ts";
import { canonicalJson } from "#shared/kernel/messaging/canonical.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";
import { versionsOf } from "#shared/kernel/records/replay.ts";
import { verifyChain } from "#shared/kernel/records/verify-chain.ts";

export type Finding = { caseNumber: string; version?: number; description: string };

const typeOf = (event: CaseEventName): string => caseEvents[event].type;

/** Whether the lifecycle knows a way from the one state to the other with this event. */
const isLegal = (type: string, from: CaseState | undefined, to: CaseState): boolean =>
  from === undefined
    ? Object.values(openings).some((opening) => typeOf(opening.event) === type && opening.to === to)
    : commandActions.some(
        (action) =>
          typeOf(eventOf(action, to)) === type &&
          rowOf(action).from.includes(from) &&
          targetsOf(action, from).includes(to),
      );

/**
 * Holds a case against its history: the hash chain, each step against the lifecycle, and what folding the
 * history gives against what is stored. No findings: the case is what its history says.
 */
export function auditCase(head: CaseHead, entries: HistoryEntry[]): Finding[] {
  const { caseNumber } = head;
  const findings: Finding[] = [];
  const chain = verifyChain(entries, head.hash);
  if (!chain.ok) findings.push({ caseNumber, version: chain.at, description: "the hash chain breaks here" });
  const versions = versionsOf<CaseHead>(caseRecord, caseNumber, entries);
  for (const [index, { version, state }] of versions.entries()) {
    const type = entries[index]?.event.type ?? "";
    const from = versions[index - 1]?.state;
    if (!isLegal(type, from, state))
      findings.push({
        caseNumber,
        version,
        description: `${type} does not lead from ${from ?? "nothing"} to ${state}`,
      });
  }
  const stored: Record<string, unknown> = head;
  const history: Record<string, unknown> = versions.at(-1) ?? {};
  for (const name of new Set([...Object.keys(stored), ...Object.keys(history)])) {
    const [is, claimed] = [stored[name], history[name]].map((value) => canonicalJson(value ?? null));
    if (is !== claimed)
      findings.push({ caseNumber, description: `${name} is stored as ${is}, the history says ${claimed}` });
  }
  return findings;
}
