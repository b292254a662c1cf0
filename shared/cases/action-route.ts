import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import { markOf } from "#shared/kernel/http/record-actions.ts";
import { noteOf } from "./action-bodies.ts";
import type { CommandAction } from "./actions.ts";
import { type ActionContract, type ApplicantAction, actionContracts, applicantActions } from "./api.ts";
import { type CaseDeps, type Changes, findRepeated, runCommandOrExplain } from "./run-command.ts";
import { actorOf, etagOf, viewOf } from "./view.ts";

export type ChangesOf = (request: { caseNumber: string; body: unknown; caller: Caller }) => Promise<Changes>;

const contractOf = (action: CommandAction): ActionContract => {
  const contract = actionContracts.get(action);
  if (!contract) throw new Error(`no contract for ${action}`);
  return contract;
};

const isApplicants = (action: CommandAction): action is ApplicantAction =>
  (applicantActions as readonly CommandAction[]).includes(action);

/** Whoever acts for somebody else says how, so that the history can tell it later. */
function requireAssistance(action: CommandAction, body: unknown, { role }: Caller): void {
  const { assistance } = body as { assistance?: unknown };
  if (!isApplicants(action) || role === "citizen" || assistance) return;
  throw httpProblems.invalidRequest({
    facts: { count: 1 },
    errors: [
      {
        path: "body/assistance",
        code: "required",
        message: {
          zh: "替申请人办理时，请写明是帮办还是代办。",
          en: "Please say whether you help the applicant or act by proxy.",
        },
      },
    ],
  });
}

/** One action of the lifecycle over HTTP. `changesOf` checks and gives what the action brings along. */
export const actionRoute = (deps: CaseDeps, action: CommandAction, changesOf?: ChangesOf): Route =>
  route(contractOf(action))(async ({ path, headers, body, caller, traceparent }) => {
    const actor = actorOf(caller);
    const { caseNumber } = path;
    requireAssistance(action, body, caller);
    const key = headers["idempotency-key"];
    const note = noteOf(action, body, caller.department);
    const request = key === undefined ? undefined : markOf(caller, action, key, body);
    const command = { action, actor, traceparent, ...(request && { request }), ...(note && { note }) };
    const expectedVersion = headers["if-match"];
    const act = async () =>
      runCommandOrExplain(deps, caseNumber, command, {
        expectedVersion,
        changes: await changesOf?.({ caseNumber, body, caller }),
      });
    // What was brought the first time cannot be brought again: a repeat is found before it is checked.
    const head =
      (changesOf && (await findRepeated(deps, caseNumber, command, expectedVersion))) ?? (await act());
    return { status: 200, headers: etagOf(head), body: viewOf(head, actor) };
  });
