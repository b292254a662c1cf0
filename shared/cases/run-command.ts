import type { Calendar } from "#shared/kernel/calendar/working-days.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { wasTaken } from "#shared/kernel/http/record-actions.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import type { RequestMark } from "#shared/kernel/records/last-event.ts";
import { changeRecord, settled } from "#shared/kernel/records/record-store.ts";
import type { CaseStore } from "./case-store.ts";
import type { Command } from "./command.ts";
import { decide } from "./decide.ts";
import type { CommandAction } from "./lifecycle-table.ts";
import type { CaseHead } from "./record.ts";

export type CaseDeps = { store: CaseStore; calendar: () => Promise<Calendar>; now: Clock };

type CommandResult = { kind: "done" | "repeated" | "refused"; head: CaseHead } | { kind: "unknown" };

/** Names what follows from something that happened: every message that tells of it gives the same mark. */
export const systemMark = (action: CommandAction, cause: string): RequestMark => ({
  key: sha256Hex(canonicalJson([action, cause])).slice(0, 16),
  body: "",
});

/** Does to a case, as it stands by now, what follows from something that happened; once for each mark. */
export async function runCommand(
  { store, ...deps }: CaseDeps,
  caseNumber: string,
  command: Command,
): Promise<CommandResult> {
  const calendar = await deps.calendar();
  const { request } = command;
  let other: CommandResult = { kind: "unknown" };
  const changed = await changeRecord(store, caseNumber, async (head) => {
    if (request && (await wasTaken(store, caseNumber, head, request))) {
      other = { kind: "repeated", head };
      return settled;
    }
    const decision = decide(head, command, deps.now(), calendar);
    if ("record" in decision) return decision.record;
    other = { kind: "refused", head };
    return undefined;
  });
  return changed ? { kind: "done", head: changed } : other;
}
