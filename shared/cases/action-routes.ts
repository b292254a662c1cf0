import type * as z from "zod";
import { type Moment, momentNow } from "#shared/kernel/calendar/moment.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { errorIf, requireNoErrors } from "#shared/kernel/http/field-error.ts";
import { localize } from "#shared/kernel/http/problem.ts";
import { actionRoutes, type IsOneself } from "#shared/kernel/http/record-actions.ts";
import type { ActionContract } from "#shared/kernel/http/record-contracts.ts";
import type { Route } from "#shared/kernel/http/route.ts";
import type { OwnAccounts } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { RequestMark } from "#shared/kernel/records/last-event.ts";
import type { Standing } from "#shared/representations/public.ts";
import { noteOf } from "./action-bodies.ts";
import { type actedSchema, applicantActions } from "./api.ts";
import { deferredUntil, isCommitted } from "./case.ts";
import type { RelatedWrites } from "./case-store.ts";
import type { Command } from "./command.ts";
import { apartFrom, decide, needsAnother } from "./decide.ts";
import { actions, type CommandAction } from "./lifecycle-table.ts";
import type { CaseNote } from "./notes.ts";
import { isApplicant } from "./parties.ts";
import { writtenWarnings } from "./print-warnings.ts";
import type { CaseHead } from "./record.ts";
import { actorIn } from "./rights.ts";
import type { CaseDeps } from "./run-command.ts";
import { caseResource, viewOf } from "./view.ts";

/** What an action needs besides its body: written with the case, once the lifecycle allows it. */
export type ActionInput = RelatedWrites &
  Pick<Command, "applicantId"> & {
    note?: CaseNote;
    lateFindings?: string[];
    /** What is to be looked up once the form is there, where it may change that. */
    lookUps?: string[];
    /** Of a joint matter whose answers choose them. */
    parts?: CaseHead["parts"];
    /** Of another situation. */
    limits?: Pick<CaseHead["item"], "legal" | "promised">;
    /** What is asked once the lifecycle allows it. @throws Problem when it may not be done */
    check?(): Promise<void>;
  };
/** Checks the body and reads what it refers to. @throws Problem when it is wrong */
export type ReadInput = (
  head: CaseHead,
  asked: { body: unknown; note: CaseNote; caller: Caller },
) => Promise<ActionInput>;

type DecisionContext = ActionInput & Moment & OwnAccounts & { command: Command };

const decideOn = (
  head: CaseHead,
  _action: CommandAction,
  { request }: { request?: RequestMark | undefined },
  { command, now, calendar, ownAccounts }: DecisionContext,
) => decide(head, { ...command, ownAccounts, ...(request && { request }) }, now, calendar);

const noAssistance = {
  zh: "替申请人办理时，请写明是帮办还是代办。",
  en: "Please say whether you help the applicant or act by proxy.",
};

/** Whoever acts for somebody else says how, so that the history can tell it later. */
function requireAssistance(action: CommandAction, { assistance }: CaseNote, { role }: Caller): void {
  const isApplicants = (applicantActions as readonly CommandAction[]).includes(action);
  const isMissing = isApplicants && role !== "citizen" && !assistance;
  requireNoErrors(errorIf(isMissing, ["assistance"], "required", noAssistance));
}

/**
 * Staff have another account as citizens: whoever accepts or decides is compared by their ID number too, where the
 * sign-in knows it. The accounts are compared by a guard of every action.
 */
async function appliedThemselves(
  { store }: Pick<CaseDeps, "store">,
  { caseNumber }: CaseHead,
  action: CommandAction,
  { role, identity }: Caller,
): Promise<boolean> {
  const { guards } = actions[action] as { guards: readonly string[] };
  if (role === "citizen" || !identity || !guards.includes("notSubmitter")) return false;
  const person = await store.readPerson(caseNumber);
  return person !== undefined && isApplicant(person, identity);
}

/** Actions of the lifecycle over HTTP, some of which read more than their body. */
export const caseActionRoutes = <Action extends CommandAction>(
  deps: CaseDeps & { standing: Pick<Standing, "nameIn">; isOneself?: IsOneself },
  contracts: { [Each in Action]: ActionContract<"caseNumber", typeof actedSchema, z.ZodType> },
  inputs: Partial<Record<CommandAction, ReadInput>>,
): Route[] =>
  actionRoutes<
    CaseHead,
    DecisionContext,
    Record<CommandAction, unknown>,
    Action,
    "caseNumber",
    typeof actedSchema,
    string
  >(contracts, {
    resource: caseResource(deps),
    async around(head, { action, body, caller, traceparent }) {
      const note = noteOf(action, body, caller.department);
      requireAssistance(action, note, caller);
      const input = await inputs[action]?.(head, { body, note, caller });
      const form = input?.form;
      const command = {
        action,
        actor: await actorIn(head, caller, deps.standing),
        note: { ...note, ...input?.note },
        traceparent,
        lateFindings: input?.lateFindings,
        appliedThemselves: await appliedThemselves(deps, head, action, caller),
        applicantId: input?.applicantId,
        form: form && {
          revision: form.revision,
          deferredUntil: deferredUntil(form),
          committed: isCommitted(form),
          lookUps: input.lookUps,
          parts: input.parts,
          limits: input.limits,
        },
      };
      return { ...input, ...(await momentNow(deps)), command };
    },
    isOneself: deps.isOneself,
    decide: Object.assign(decideOn, { needsAnother, apartFrom }),
    async beside(_decided, { around: { check, beside = [] } }) {
      await check?.();
      return beside;
    },
    async view(head, caller, { action, body, locale }) {
      const warnings = localize(locale, writtenWarnings(action, body));
      const seen = viewOf(head, await actorIn(head, caller, deps.standing), deps.now());
      return { ...seen, ...(warnings.length > 0 && { warnings }) };
    },
  });
