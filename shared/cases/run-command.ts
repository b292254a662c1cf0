import type { MomentDeps } from "#shared/kernel/calendar/moment.ts";
import { isRepeatedRequest } from "#shared/kernel/http/record-actions.ts";
import type { Refusal } from "#shared/kernel/lifecycle/lifecycle.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { changeRecord, HistoryBehindError, settled } from "#shared/kernel/records/record-store.ts";
import type { CaseStore } from "./case-store.ts";
import type { Command } from "./command.ts";
import { decide } from "./decide.ts";
import type { Guard } from "./guards.ts";
import type { CommandAction } from "./lifecycle-table.ts";
import type { CaseHead } from "./record.ts";

export type CaseDeps = MomentDeps & { store: CaseStore };

type CommandResult =
  | { kind: "done" | "repeated"; head: CaseHead }
  | { kind: "refused"; head: CaseHead; refused: Refusal<CommandAction, Guard> }
  | { kind: "unknown" };

/** What follows from something that happened: every message that tells of its cause gives the same mark. */
export const systemCommand = (
  id: string,
  action: CommandAction,
  cause: string,
  traceparent: string,
): Command => ({
  action,
  actor: { role: "system", id },
  request: { key: sha256Hex(canonicalJson([action, cause])).slice(0, 16), body: "" },
  traceparent,
});

/**
 * Does to a case, as it stands by now, what follows from something that happened; once for each mark.
 * @throws HistoryBehindError when a step that is not in the history yet may have been this one
 */
export async function runCommand(
  { store, ...deps }: CaseDeps,
  caseNumber: string,
  command: Command,
): Promise<CommandResult> {
  const calendar = await deps.calendar();
  const { request } = command;
  let other: CommandResult = { kind: "unknown" };
  const changed = await changeRecord(store, caseNumber, async (head) => {
    const repeated = request && (await isRepeatedRequest(store, caseNumber, head, request));
    if (repeated === true) {
      other = { kind: "repeated", head };
      return settled;
    }
    const decision = decide(head, command, deps.now(), calendar);
    if ("refused" in decision) {
      other = { kind: "refused", head, refused: decision.refused };
      return undefined;
    }
    if (repeated === "unknown")
      throw new HistoryBehindError(`the history of case ${caseNumber} is behind it`);
    return decision.record;
  });
  return changed ? { kind: "done", head: changed } : other;
}
