import type { Calendar } from "#shared/kernel/calendar/working-days.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import { notAllowed, stale, wasTaken } from "#shared/kernel/http/record-actions.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import type { RequestMark } from "#shared/kernel/records/last-event.ts";
import { changeRecord, settled } from "#shared/kernel/records/record-store.ts";
import type { CommandAction } from "./actions.ts";
import type { CaseForm, CasePerson } from "./case.ts";
import type { Beside, CaseStore, IndexedPerson } from "./case-store.ts";
import type { Actor, Command } from "./command.ts";
import { allowedActions, decide, mayRead, type Refusal } from "./decide.ts";
import { caseProblems, guardProblem } from "./problems.ts";
import type { CaseHead } from "./record.ts";
import { toldTooLate, withNotice } from "./told-at-once.ts";

export type CaseDeps = { store: CaseStore; calendar: () => Promise<Calendar>; now: Clock };

export type CommandResult =
  | { kind: "done" | "repeated"; head: CaseHead }
  | { kind: "refused"; head: CaseHead; refusal: Refusal }
  | { kind: "stale"; head: CaseHead }
  | { kind: "unknown" };

/** What a command changes beside the record; what is left out stays as it was. */
export type Changes = {
  form?: Partial<Omit<CaseForm, "revision" | "notice">>;
  person?: (before: CasePerson) => Promise<IndexedPerson>;
};

/** Names what follows from something that happened: every message that tells of it gives the same mark. */
export const systemMark = (action: CommandAction, cause: string): RequestMark => ({
  key: sha256Hex(canonicalJson([action, cause])).slice(0, 16),
  body: "",
});

/** What was applied with, in one revision: written with the case, and kept as long. */
export async function formOf(store: CaseStore, caseNumber: string, revision: number): Promise<CaseForm> {
  const form = await store.readForm(caseNumber, revision);
  if (!form) throw new Error(`case ${caseNumber} has no form ${revision}`);
  return form;
}

async function personOf(store: CaseStore, caseNumber: string): Promise<CasePerson> {
  const person = await store.readPerson(caseNumber);
  if (!person) throw new Error(`case ${caseNumber} has no person`);
  return person;
}

/** The first day by which something promised has to come. */
const deferredUntil = ({ deferred = [] }: CaseForm): string | undefined =>
  deferred.map(({ until }) => until).sort()[0];

/** What is written beside the record in the same transaction: a new revision, the notice on this one, the person. */
async function besideOf(
  store: CaseStore,
  head: CaseHead,
  { note }: Command,
  { form: formChanges, person: correct }: Changes,
): Promise<Beside & { toldTooLate?: string[] }> {
  const { caseNumber, formRevision } = head;
  const person = await correct?.(await personOf(store, caseNumber));
  if (note?.notice) {
    const form = await formOf(store, caseNumber, formRevision);
    const revision = head.noticeRevision;
    const earlier = revision === undefined ? undefined : await formOf(store, caseNumber, revision);
    return {
      form: withNotice(form, note.notice, note.reason, earlier),
      ...(earlier && { toldTooLate: toldTooLate(note.notice, earlier, form) }),
    };
  }
  if (!formChanges) return person ? { person } : {};
  const { notice: _answered, request: _first, ...before } = await formOf(store, caseNumber, formRevision);
  const form = { ...before, ...formChanges, revision: formRevision + 1 };
  return { form, ...(person && { person }) };
}

/**
 * The one way in which a case changes, whoever asks: web, window, courier or clock. With
 * `expectedVersion` the caller has seen that version and wants no other; without, the newest is taken.
 */
export async function runCommand(
  deps: CaseDeps,
  caseNumber: string,
  command: Command,
  { expectedVersion, changes = {} }: { expectedVersion?: number; changes?: Changes } = {},
): Promise<CommandResult> {
  const { store } = deps;
  const calendar = await deps.calendar();
  let beside: Beside = {};
  let other: CommandResult = { kind: "unknown" };
  const write = (head: CaseHead) => store.write(head, beside);
  const head = await changeRecord({ read: store.read, write }, caseNumber, async (before) => {
    const stop = (result: CommandResult): undefined => {
      other = result;
    };
    if (!mayRead(before, command.actor)) return stop({ kind: "unknown" });
    const { request } = command;
    if (request && (await wasTaken(store, caseNumber, before, request, expectedVersion))) {
      other = { kind: "repeated", head: before };
      return settled;
    }
    if (expectedVersion !== undefined && before.version !== expectedVersion)
      return stop({ kind: "stale", head: before });
    const { toldTooLate: late, ...brought } = await besideOf(store, before, command, changes);
    beside = brought;
    const { form } = brought;
    const complete = {
      ...command,
      ...(late && { toldTooLate: late }),
      ...(form && { form: { revision: form.revision, deferredUntil: deferredUntil(form) } }),
    };
    const decision = decide(before, complete, deps.now(), calendar);
    return "refused" in decision ? stop({ kind: "refused", head: before, refusal: decision }) : decision.head;
  });
  return head ? { kind: "done", head } : other;
}

/** The case as it stands, when this very command has been done on it: a repeat needs no more checks. */
export async function findRepeated(
  { store }: Pick<CaseDeps, "store">,
  caseNumber: string,
  { actor, request }: Command,
  expectedVersion: number,
): Promise<CaseHead | undefined> {
  const head = request && (await store.read(caseNumber));
  if (!head || !mayRead(head, actor)) return undefined;
  return (await wasTaken(store, caseNumber, head, request, expectedVersion)) ? head : undefined;
}

/** The same for HTTP: what is not done is told as a Problem. */
export async function runCommandOrExplain(
  deps: CaseDeps,
  caseNumber: string,
  command: Command,
  options: { expectedVersion: number; changes?: Changes },
): Promise<CaseHead> {
  const result = await runCommand(deps, caseNumber, command, options);
  switch (result.kind) {
    case "done":
    case "repeated":
      return result.head;
    case "unknown":
      throw caseProblems.caseNotFound();
    case "stale":
      throw stale(result.head.version);
    case "refused": {
      const { refusal } = result;
      const facts = { allowedActions: allowedActions(result.head, command.actor) };
      if (refusal.refused === "role") throw httpProblems.forbidden({ facts });
      if (refusal.refused === "action") throw notAllowed({ facts });
      const { guard, toldTooLate: things } = refusal;
      throw guardProblem(guard, { ...facts, ...(things && { toldTooLate: things }) });
    }
  }
}

/** A case that this person may see; the same 404 for one that is not theirs and one that is not there. */
export async function readVisible(store: CaseStore, caseNumber: string, actor: Actor): Promise<CaseHead> {
  const head = await store.read(caseNumber);
  if (!head || !mayRead(head, actor)) throw caseProblems.caseNotFound();
  return head;
}
