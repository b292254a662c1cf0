import * as z from "zod";
import { type CaseEvent, caseEvents } from "#events/case.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import type { CaseHead, CaseNote } from "./case.ts";
import { transitionOf } from "./lifecycle.ts";

export const caseEventSchema = z.union(Object.values(caseEvents).map(({ schema }) => schema));

/** The first event of every case follows this. */
export const chainStart = "0".repeat(64);

type Unsealed = Omit<CaseHead, "eventHash">;

/** Everything that a case is, but not the traces that its last command left: those stand in the history itself. */
export type CaseFacts = Omit<CaseHead, "eventHash" | "lastEvent">;
/** What one command changed: fields with their new values, and fields that are gone. */
export const factChangesSchema = z.object({
  set: z.record(z.string(), z.unknown()).meta({
    description: "fields of the record with their new values",
    additionalProperties: { description: "as the record had it at that time" },
  }),
  unset: z.array(z.string()).optional(),
});
export type FactChanges = z.infer<typeof factChangesSchema>;

export function factsOf(head: Unsealed | CaseHead): CaseFacts {
  const { eventHash: _hash, lastEvent: _last, ...facts } = head as CaseHead;
  return facts;
}

/** Kept in the history beside each event, so that folding it gives the stored case and nothing else. */
export function changesBetween(before: CaseHead | undefined, after: Unsealed): FactChanges {
  const old: Record<string, unknown> = before ? factsOf(before) : {};
  const now: Record<string, unknown> = factsOf(after);
  const set = Object.entries(now).filter(
    ([name, value]) => canonicalJson(value) !== canonicalJson(old[name] ?? null),
  );
  const unset = Object.keys(old).filter((name) => now[name] === undefined);
  return { set: Object.fromEntries(set), ...(unset.length > 0 && { unset }) };
}

/** Goes through a history from the start. */
export function foldFacts(entries: Pick<HistoryEntry, "changes">[]): Record<string, unknown> {
  let facts: Record<string, unknown> = {};
  for (const { changes } of entries) {
    const { set, unset = [] } = changes;
    facts = Object.fromEntries(
      Object.entries({ ...facts, ...set }).filter(([name]) => !unset.includes(name)),
    );
  }
  return facts;
}

function contentOf(head: Unsealed, hash: string): CaseEvent {
  const { action, from, at, actor, trace, note } = head.lastEvent;
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
      ...(head.parts && { joint: true }),
      ...(head.parent && { parent: head.parent }),
      ...(head.delivery && { deliveryAttempt: head.delivery.attempt }),
      ...(note?.opinion && { opinionOf: note.opinion.department }),
      hash,
    },
  });
}

/** What one entry of the history says beyond the event: the bus must not carry it, the chain holds it. */
export type PrivatePart = { note?: CaseNote | undefined; changes: FactChanges };

/** SHA-256 over the previous hash, the event without its own hash, and the private part. */
export function chainHash(previous: string, event: CaseEvent, { note, changes }: PrivatePart): string {
  const { hash: _own, ...data } = event.data;
  return sha256Hex(previous + canonicalJson({ ...event, data, note, changes }));
}

/** Completes a record with the hash that chains its event to the one before. */
export function seal(head: Unsealed, before: CaseHead | undefined): CaseHead {
  const event = contentOf(head, chainStart);
  const changes = changesBetween(before, head);
  const previous = before?.eventHash ?? chainStart;
  return {
    ...head,
    eventHash: chainHash(previous, event, { note: head.lastEvent.note, changes }),
  };
}

/** The event that the record's last command caused. The same record always gives the same event. */
export const eventOf = (head: CaseHead): CaseEvent => contentOf(head, head.eventHash);

export type HistoryEntry = { version: number; event: CaseEvent; note?: CaseNote; changes: FactChanges };

/** Goes along a case's whole history; tells at which version the chain breaks, if it does. */
export function verifyChain(
  entries: HistoryEntry[],
  headHash: string,
): { ok: true } | { ok: false; at: number } {
  let previous = chainStart;
  for (const [index, entry] of entries.entries()) {
    const expected = chainHash(previous, entry.event, entry);
    if (entry.version !== index + 1 || entry.event.data.hash !== expected)
      return { ok: false, at: index + 1 };
    previous = expected;
  }
  return previous === headHash ? { ok: true } : { ok: false, at: entries.length };
}
