import { type CaseEvent, caseEvents } from "#events/case.ts";
import { canonicalJson, sha256Hex } from "#shared/messaging/canonical.ts";
import type { CaseHead } from "./case.ts";
import { transitionOf } from "./lifecycle.ts";

/** The first event of every case follows this. */
export const chainStart = "0".repeat(64);

type Unsealed = Omit<CaseHead, "eventHash">;

function contentOf(head: Unsealed, hash: string): CaseEvent {
  const { action, from, at, actor, trace } = head.lastEvent;
  return caseEvents[transitionOf(action).event].create({
    subject: `case/${head.caseNumber}`,
    version: head.version,
    time: at,
    traceparent: trace,
    data: {
      caseNumber: head.caseNumber,
      from,
      to: head.state,
      itemCode: head.item.code,
      itemVersion: head.item.version,
      department: head.department,
      applicantId: head.applicantId,
      actor,
      handIn: head.handIn,
      receive: head.receive,
      ...(head.clock.dueAt && { dueAt: head.clock.dueAt }),
      hash,
    },
  });
}

/** SHA-256 over the previous hash, the event without its own hash, and the note that the bus does not carry. */
export function chainHash(previous: string, event: CaseEvent, note: unknown): string {
  const { hash: _own, ...data } = event.data;
  return sha256Hex(previous + canonicalJson({ ...event, data, note }));
}

/** Completes a record with the hash that chains its event to the one before. */
export function seal(head: Unsealed, previousHash: string): CaseHead {
  const event = contentOf(head, chainStart);
  return { ...head, eventHash: chainHash(previousHash, event, head.lastEvent.note) };
}

/** The event that the record's last command caused. The same record always gives the same event. */
export const eventOf = (head: CaseHead): CaseEvent => contentOf(head, head.eventHash);

export type HistoryEntry = { version: number; event: CaseEvent; note?: CaseHead["lastEvent"]["note"] };

/** Goes along a case's whole history; tells at which version the chain breaks, if it does. */
export function verifyChain(
  entries: HistoryEntry[],
  headHash: string,
): { ok: true } | { ok: false; at: number } {
  let previous = chainStart;
  for (const [index, entry] of entries.entries()) {
    const expected = chainHash(previous, entry.event, entry.note);
    if (entry.version !== index + 1 || entry.event.data.hash !== expected)
      return { ok: false, at: index + 1 };
    previous = expected;
  }
  return previous === headHash ? { ok: true } : { ok: false, at: entries.length };
}
