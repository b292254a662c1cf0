import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { countsOf } from "#shared/ratings/figures/count.ts";
import type { ChangedDay, FigureStore } from "#shared/ratings/figures/days.ts";
import { closedWithinDays, dayBefore, daysBetween, isClosed } from "#shared/ratings/figures/days.ts";

export type FiguresDeps = {
  figures: FigureStore;
  /** Codes of all departments. */
  departments: readonly string[];
  now: Clock;
};

const logs = defineLogs("ratingFigures", {
  made: { level: "info", text: "figures of days that were over or had changed were made" },
});

/** Clocks differ, and so do rows and indexes: a day is over this long after its midnight. */
const graceMs = 10 * 60_000;
/** Today's facts are read for each question until a department has more of them. */
const readEachTime = 20;

/**
 * Makes the figures of days that are over, of days whose rows have changed since theirs were made, and of a busy
 * department's today. Two runs at once do no harm: the one that read later stands.
 */
export async function makeFigures({
  figures,
  departments,
  now,
}: FiguresDeps): Promise<{ closed: number; changed: number; busy: number }> {
  const at = new Date(Date.parse(now()) - graceMs).toISOString();
  const today = dayOf(at);
  const make = async ({ department, day }: ChangedDay, atLeast = 0): Promise<boolean> => {
    const facts = await figures.facts(department, { from: day, to: day });
    if (facts.rows.length + facts.ratable.length < atLeast) return false;
    await figures.keep(department, { day, madeAt: at, counts: countsOf(facts, day) });
    return true;
  };

  const changed = await figures.takeChanged(today, at);
  for (const day of changed) {
    await make(day);
    await figures.forgetChanged(day, at);
  }
  const counts = { closed: 0, changed: changed.length, busy: 0 };
  const lately = daysBetween(dayBefore(today, closedWithinDays), dayBefore(today, 1));
  for (const department of departments) {
    const kept = await figures.kept(department, lately[0] ?? today, today, ["all"]);
    const closed = new Set(kept.filter(isClosed).map(({ day }) => day));
    for (const day of lately) if (!closed.has(day) && (await make({ department, day }))) counts.closed += 1;
    if (await make({ department, day: today }, readEachTime)) counts.busy += 1;
  }
  log(logs.made, counts);
  return counts;
}
