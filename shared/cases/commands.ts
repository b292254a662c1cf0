import type { Calendar } from "#shared/calendar/working-days.ts";
import { httpProblems } from "#shared/http/problem.ts";
import { sha256Hex } from "#shared/messaging/canonical.ts";
import type { CaseForm, CaseHead } from "./case.ts";
import type { CaseStore } from "./case-store.ts";
import { type Actor, allowedActions, type Command, decide, mayActOn, type Refusal } from "./decide.ts";
import { caseProblems } from "./problems.ts";

export type CaseDeps = { store: CaseStore; calendar: Calendar; now: () => string };

export type CommandResult =
  | { kind: "done" | "repeated"; head: CaseHead }
  | { kind: "refused"; head: CaseHead; refusal: Refusal }
  | { kind: "stale"; head: CaseHead }
  | { kind: "unknown" };

/** Another writer may come between our read and our write; then we read and decide anew, this many times. */
const attempts = 6;

/** What an application is changed to; what is left out stays as it was. */
export type Changes = Partial<Pick<CaseForm, "answers" | "materials">>;

async function nextForm(
  store: CaseStore,
  { caseNumber, formRevision }: CaseHead,
  changes: Changes,
): Promise<CaseForm> {
  const before = await store.readForm(caseNumber, formRevision);
  if (!before) throw new Error(`case ${caseNumber} has no form ${formRevision}`);
  return { ...before, ...changes, revision: formRevision + 1 };
}

/** One short name for one command: a key used for two actions means two commands. */
const keyOf = ({ action, key }: Command): string | undefined =>
  key && sha256Hex(`${action}:${key}`).slice(0, 16);

/**
 * The one way in which a case changes, whoever asks: web, window, courier or clock. With
 * `expectedVersion` the caller has seen that version and wants no other; without, the newest is taken.
 */
export async function runCommand(
  deps: CaseDeps,
  caseNumber: string,
  command: Command,
  { expectedVersion, changes }: { expectedVersion?: number; changes?: Changes } = {},
): Promise<CommandResult> {
  const key = keyOf(command);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const head = await deps.store.read(caseNumber);
    if (!head) return { kind: "unknown" };
    if (key && head.recentKeys.includes(key)) return { kind: "repeated", head };
    if (!mayActOn(head, command.actor)) return { kind: "unknown" };
    if (expectedVersion !== undefined && head.version !== expectedVersion) return { kind: "stale", head };
    const form = changes && (await nextForm(deps.store, head, changes));
    const decision = decide(
      head,
      {
        ...command,
        ...(key && { key }),
        ...(form && { formRevision: form.revision }),
      },
      deps.now(),
      deps.calendar,
    );
    if ("refused" in decision) return { kind: "refused", head, refusal: decision };
    if ((await deps.store.replace(decision.head, form)) === "replaced")
      return { kind: "done", head: decision.head };
  }
  throw new Error(`case ${caseNumber} changes too fast`);
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
        headers: { etag: `"${result.head.version}"` },
      });
    case "refused": {
      const facts = { allowedActions: allowedActions(result.head, command.actor) };
      if (result.refusal.refused === "role") throw httpProblems.forbidden({ facts });
      if (result.refusal.refused === "guard")
        throw caseProblems.guardFailed({ facts: { ...facts, guard: result.refusal.guard ?? "" } });
      throw caseProblems.actionNotAllowed({ facts });
    }
  }
}

/** A case that this person may see; the same 404 for one that is not theirs and one that is not there. */
export async function readVisible(store: CaseStore, caseNumber: string, actor: Actor): Promise<CaseHead> {
  const head = await store.read(caseNumber);
  if (!head || !mayActOn(head, actor)) throw caseProblems.caseNotFound();
  return head;
}
