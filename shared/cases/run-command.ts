import type { Calendar } from "#shared/kernel/calendar/working-days.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { recordTag } from "#shared/kernel/http/entity-tag.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import type { CaseForm, CaseHead, CasePerson } from "./case.ts";
import type { CaseStore, IndexedPerson } from "./case-store.ts";
import type { Actor, Command } from "./command.ts";
import { allowedActions, decide, mayRead, type Refusal } from "./decide.ts";
import { caseProblems, guardProblem } from "./problems.ts";
import { toldTooLate, withNotice } from "./told-at-once.ts";

export type CaseDeps = { store: CaseStore; calendar: () => Promise<Calendar>; now: Clock };

export type CommandResult =
  | { kind: "done" | "repeated"; head: CaseHead }
  | { kind: "refused"; head: CaseHead; refusal: Refusal }
  | { kind: "stale"; head: CaseHead }
  | { kind: "unknown" };

/** Another writer may come between our read and our write; then we read and decide anew, this many times. */
const attempts = 6;

/** What a command changes beside the record; what is left out stays as it was. */
export type Changes = {
  form?: Partial<Omit<CaseForm, "revision" | "notice">>;
  person?: (before: CasePerson) => Promise<IndexedPerson>;
};

/** One short name for one command: a key used for two actions means two commands. */
const keyOf = ({ action, key }: Command): string | undefined =>
  key && sha256Hex(`${action}:${key}`).slice(0, 16);

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

type Beside = { form?: CaseForm; person?: IndexedPerson; toldTooLate?: string[] };

/** What is written beside the record in the same transaction: a new revision, the notice on this one, the person. */
async function besideOf(
  store: CaseStore,
  head: CaseHead,
  { note }: Command,
  { form: formChanges, person: correct }: Changes,
): Promise<Beside> {
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
  const { notice: _answered, ...before } = await formOf(store, caseNumber, formRevision);
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
  const key = keyOf(command);
  const calendar = await deps.calendar();
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const head = await deps.store.read(caseNumber);
    if (!head || !mayRead(head, command.actor)) return { kind: "unknown" };
    if (key && head.recentKeys.includes(key)) return { kind: "repeated", head };
    if (expectedVersion !== undefined && head.version !== expectedVersion) return { kind: "stale", head };
    const { toldTooLate: late, ...beside } = await besideOf(deps.store, head, command, changes);
    const { form } = beside;
    const complete = {
      ...command,
      ...(key && { key }),
      ...(late && { toldTooLate: late }),
      ...(form && { form: { revision: form.revision, deferredUntil: deferredUntil(form) } }),
    };
    const decision = decide(head, complete, deps.now(), calendar);
    if ("refused" in decision) return { kind: "refused", head, refusal: decision };
    if ((await deps.store.replace(decision.head, beside)) === "replaced")
      return { kind: "done", head: decision.head };
  }
  throw new Error(`case ${caseNumber} changes too fast`);
}

/** The case as it stands, when this very command has been done on it: a repeat needs no more checks. */
export async function findRepeated(
  { store }: Pick<CaseDeps, "store">,
  caseNumber: string,
  command: Command,
): Promise<CaseHead | undefined> {
  const key = keyOf(command);
  const head = key ? await store.read(caseNumber) : undefined;
  return head && key && mayRead(head, command.actor) && head.recentKeys.includes(key) ? head : undefined;
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
      throw caseProblems.staleVersion({
        facts: { currentVersion: result.head.version },
        headers: { etag: recordTag(result.head.version) },
      });
    case "refused": {
      const { refusal } = result;
      const facts = { allowedActions: allowedActions(result.head, command.actor) };
      if (refusal.refused === "role") throw httpProblems.forbidden({ facts });
      if (refusal.refused === "action") throw caseProblems.actionNotAllowed({ facts });
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
