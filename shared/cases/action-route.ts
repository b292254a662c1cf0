import { type Route, route } from "#shared/http/api.ts";
import type { Caller } from "#shared/http/caller.ts";
import { type ActionContract, actionContracts, type OpenAction } from "./api.ts";
import { type CaseDeps, type Changes, runCommandOrExplain } from "./commands.ts";
import { actorOf, etagOf, viewOf } from "./view.ts";

export type ChangesOf = (request: { caseNumber: string; body: unknown; caller: Caller }) => Promise<Changes>;

type Note = { reason?: string; materials?: string[] };

const noteOf = (body: unknown): Note | undefined => {
  const { reason, materials } = body as Note;
  return reason === undefined ? undefined : { reason, ...(materials && { materials }) };
};

const contractOf = (action: OpenAction): ActionContract => {
  const contract = actionContracts.get(action);
  if (!contract) throw new Error(`no contract for ${action}`);
  return contract;
};

/** One action of the lifecycle over HTTP. `changesOf` checks and gives what the action brings along. */
export const actionRoute = (deps: CaseDeps, action: OpenAction, changesOf?: ChangesOf): Route =>
  route(contractOf(action), async ({ path, headers, body, caller, traceparent }) => {
    const actor = actorOf(caller);
    const { caseNumber } = path;
    const changes = await changesOf?.({ caseNumber, body, caller });
    const note = changesOf ? undefined : noteOf(body);
    const head = await runCommandOrExplain(
      deps,
      caseNumber,
      { action, actor, key: headers["idempotency-key"], note, traceparent },
      { expectedVersion: headers["if-match"], ...(changes && { changes }) },
    );
    return { status: 200, headers: etagOf(head), body: viewOf(head, actor) };
  });
