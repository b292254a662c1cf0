import type { CaseDeps } from "#shared/cases/commands.ts";
import { runCommand } from "#shared/cases/commands.ts";
import { childTrace } from "#shared/http/trace.ts";
import { defineLogs, log } from "#shared/logging/logger.ts";

const logs = defineLogs("caseDeadlines", {
  swept: { level: "info", text: "the overdue notices of all departments were looked through" },
});

const pageSize = 100;

/**
 * Deemed acceptance (视为受理, 行政许可法 Art. 32): a case whose notice is overdue is accepted from the day of
 * receipt. Reads only what is overdue, department by department; running twice does nothing twice.
 * @returns how many cases were deemed accepted
 */
export async function sweepOverdueNotices(deps: CaseDeps, departments: string[]): Promise<number> {
  let accepted = 0;
  for (const department of departments) {
    let cursor: Record<string, string> | undefined;
    do {
      const page = await deps.store.worklist(department, ["submitted", "awaitingAcceptance"], {
        cursor,
        limit: pageSize,
        dueBefore: deps.now(),
      });
      for (const head of page.items) {
        const due = head.clock.noticeDueAt;
        if (!due || due > deps.now()) continue;
        const result = await runCommand(deps, head.caseNumber, {
          action: "deemAccepted",
          actor: { role: "system", id: "deadlines" },
          key: due,
          traceparent: childTrace(head.lastEvent.trace),
        });
        if (result.kind === "done") accepted += 1;
      }
      cursor = page.next;
    } while (cursor);
  }
  log(logs.swept, { departments: departments.length, accepted });
  return accepted;
}
