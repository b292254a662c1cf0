import type { CaseLimit } from "#events/case.ts";
import { limitsToCheck, runClock } from "#shared/cases/clock.ts";
import { decide } from "#shared/cases/decide.ts";
import type { figuresInHand } from "#shared/cases/figures.ts";
import type { CommandAction } from "#shared/cases/lifecycle-table.ts";
import type { CaseNote } from "#shared/cases/notes.ts";
import { type CaseRow, worklistPartition } from "#shared/cases/record.ts";
import type { CaseDeps } from "#shared/cases/run-command.ts";
import { sweptStates } from "#shared/cases/states.ts";
import type { Cursor } from "#shared/kernel/aws/page.ts";
import { type Calendar, calendarEnds } from "#shared/kernel/calendar/working-days.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { canonicalJson } from "#shared/kernel/messaging/canonical.ts";
import { logFigures } from "#shared/kernel/watching/figures.ts";

/** The line that the alarm of `context.ts` waits for. */
export const logs = defineLogs("caseDeadlines", {
  calendarEnds: { level: "warn", text: "the calendar of working days ends soon: import the next year" },
  swept: { level: "info", text: "the deadlines of all departments were looked through" },
  figures: { level: "info", text: "cases in hand, and how many of them are late" },
  outOfTime: { level: "warn", text: "the sweep ran out of time; the next one goes on" },
  refused: { level: "warn", text: "the lifecycle refused what the clock asked for" },
});

type Due = { action: CommandAction; limit?: CaseLimit; note?: CaseNote };

/** Before acceptance the office asks for what is missing by its notice; after it nothing but the end is left. */
const endsUnsupplied = ({ state, item }: CaseRow): boolean =>
  item.endsUnsupplied === true && (state === "accepted" || state === "suspended");

const missedNote = (deferredUntil = ""): CaseNote => ({
  ground: "deferralMissed",
  reason: `容缺后补的材料应当在${deferredUntil}前补交，逾期没有补交。`,
});

/** Another edition of the calendar moves one of its deadlines, or makes it firm. */
const isMoved = ({ clock, item, deferredUntil, urging }: CaseRow, calendar: Calendar): boolean =>
  canonicalJson(runClock(clock, { effect: "recalculate" }, "", { item, deferredUntil, urging, calendar })) !==
  canonicalJson(clock);

const isLate = ({ clock }: CaseRow): boolean => Object.values(clock.marks ?? {}).includes("red");

/** What the law's own clock has to do with a case now; undefined when nothing. Pure. */
export function dueAction(head: CaseRow, now: string, calendar: Calendar): Due | undefined {
  const { clock, item, deferredUntil, urging } = head;
  if (head.calendar !== calendar.edition && isMoved(head, calendar)) return { action: "recalculate" };
  if (!clock.nextCheckAt || clock.nextCheckAt > now) return undefined;
  for (const { name: limit, dueAt, provisional } of limitsToCheck(clock, now, {
    item,
    deferredUntil,
    urging,
    calendar,
  })) {
    const ends = { parties: "expireApplication", notice: "deemAccepted", answer: "lapse" } as const;
    if (now <= dueAt) return { action: "markNearDue", limit };
    if (limit === "deferred" && endsUnsupplied(head))
      return { action: "terminate", note: missedNote(deferredUntil) };
    if (limit !== "parties" && limit !== "notice" && limit !== "answer")
      return { action: "markOverdue", limit };
    // Nobody's time is over who was not served with what is asked of them.
    if (limit === "answer" && !clock.servedAt) continue;
    // Nothing is deemed accepted, and nothing lapses, on a day that may still move.
    if (!provisional) return { action: ends[limit] };
  }
  return undefined;
}

export type Sweep = { departments: number; pages: number; looked: number; done: Record<string, number> };

/** Cases worked on at a time: enough to use the wait for the table, few enough for its ceiling. */
const atOnce = 10;
/** Rows of the index at a time: less than the 1 MB that one query gives. */
const pageSize = 1000;
/** One case may need several steps in a row: its deadlines made firm, and then a warning for each limit. */
const maxSteps = 5;
const system = { role: "system", id: "deadlines" } as const;

/**
 * Warnings, deemed acceptance (视为受理, 行政许可法 Art. 32) and lapse. Reads the worklist index of each department
 * to its end, assigned or not, and only those cases whose time has come; each level is given once, so a second
 * run, also at the same time, does nothing twice. Starts with another department each hour and stops when
 * `hasTime` says no: what is left comes first next time or the time after.
 */
export async function sweepDeadlines(
  deps: CaseDeps,
  departments: readonly string[],
  hasTime: () => boolean = () => true,
): Promise<Sweep> {
  const { store } = deps;
  const now = deps.now();
  const calendar = await deps.calendar();
  if (calendarEnds(calendar, now)) log(logs.calendarEnds, { coveredTo: calendar.coveredTo });
  // What changes its state meanwhile is met twice.
  const inHand = new Set<string>();
  const late = new Set<string>();
  const sweep: Sweep = { departments: 0, pages: 0, looked: 0, done: {} };

  const look = async ({ caseNumber }: CaseRow): Promise<void> => {
    sweep.looked += 1;
    let head = await store.read(caseNumber, { maybeOlder: true });
    for (let step = 0; step < maxSteps; step += 1) {
      const due = head && dueAction(head, now, calendar);
      if (!head || !due) return;
      const { action, limit } = due;
      const note = due.note ?? (limit && { limit });
      const traceparent = childTrace(head.lastEvent.trace);
      const decision = decide(
        head,
        { action, actor: system, traceparent, ...(note && { note }) },
        now,
        calendar,
      );
      if ("refused" in decision) return log(logs.refused, { caseNumber, action });
      // Somebody may act on the case at this moment; then the next sweep looks at what they made of it.
      if (!(await store.write(decision.record))) return;
      sweep.done[action] = (sweep.done[action] ?? 0) + 1;
      head = decision.record;
    }
  };

  const start = Math.floor(Date.parse(now) / 3_600_000) % Math.max(departments.length, 1);
  for (const department of [...departments.slice(start), ...departments.slice(0, start)]) {
    for (const state of sweptStates) {
      const partition = worklistPartition(department, state);
      let cursor: Cursor;
      do {
        if (!hasTime()) {
          log(logs.outOfTime, { ...sweep });
          return sweep;
        }
        const page = await store.list("worklist", partition, { cursor, limit: pageSize });
        sweep.pages += 1;
        for (const row of page.items) {
          inHand.add(row.caseNumber);
          if (isLate(row)) late.add(row.caseNumber);
        }
        const due = page.items.filter((row) => dueAction(row, now, calendar));
        for (let from = 0; from < due.length && hasTime(); from += atOnce)
          await Promise.all(due.slice(from, from + atOnce).map(look));
        cursor = page.next;
      } while (cursor);
    }
    sweep.departments += 1;
  }
  log(logs.swept, { ...sweep });
  const figures: Record<keyof typeof figuresInHand, number> = {
    casesInHand: inHand.size,
    casesOverdue: late.size,
  };
  logFigures(logs.figures, now, figures);
  return sweep;
}
