import type { CaseHead } from "#shared/cases/record.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { dayOf, daysBetween } from "#shared/kernel/calendar/working-days.ts";
import { wordsOf } from "#shared/kernel/records/last-event.ts";

const time = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai",
  dateStyle: "short",
  timeStyle: "medium",
});

/** The legal clock as a person would say it. */
export function clockInWords({
  startedAt,
  dueAt,
  promisedDueAt,
  provisional,
}: Record<string, string>): string {
  if (!startedAt || !dueAt || !promisedDueAt) return "the legal clock has not started";
  const all = daysBetween(calendar, startedAt, dueAt, "workingDay");
  const gone = daysBetween(calendar, startedAt, new Date().toISOString(), "workingDay");
  return `clock: working day ${gone} of ${all}; promised by ${dayOf(promisedDueAt)}, due by law ${dayOf(dueAt)}${provisional ? " (provisional)" : ""}`;
}

export function showTimeline(versions: readonly CaseHead[]): void {
  for (const [index, { version, state, lastEvent, hash = "" }] of versions.entries()) {
    const { name, at, actor } = lastEvent;
    const words = wordsOf(lastEvent);
    const move = `${versions[index - 1]?.state ?? "–"} → ${state}`;
    console.log(
      `  ${version}  ${time.format(new Date(at))}  ${name.padEnd(17)}${move.padEnd(38)}${actor.role.padEnd(9)} ${hash.slice(0, 16)}…${words ? `  "${words}"` : ""}`,
    );
  }
}
