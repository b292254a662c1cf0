import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { type FieldError, httpProblems } from "#shared/kernel/http/problem.ts";
import { getRatingSummary } from "#shared/ratings/api.ts";
import { type Counts, figuresOf, sumOf } from "#shared/ratings/figures/figures.ts";
import { rangeOf } from "#shared/ratings/figures/period.ts";
import { countsBy, type DayCounters, type TallyStore } from "#shared/ratings/figures/tally-store.ts";

export type SummaryDeps = {
  tallies: Pick<TallyStore, "days">;
  /** Codes of all departments. */
  departments: readonly string[];
  now: Clock;
};

type By = "department" | "day" | "item" | "window" | "channel";
type Counted = DayCounters & { department: string };

/** What ratings add up to, as far as they have been counted; anybody may know (评价结果公开). */
export const ratingSummaryRoute = ({ tallies, departments, now }: SummaryDeps): Route =>
  route(getRatingSummary)(async ({ query: { department, by, ...asked } }) => {
    const range = rangeOf(asked, dayOf(now()));
    const errors = [
      ...("errors" in range ? range.errors : []),
      ...(department && !departments.includes(department) ? [unknownDepartment] : []),
    ];
    if ("errors" in range || errors.length > 0)
      throw httpProblems.invalidRequest({ facts: { count: errors.length }, errors });

    const { from, to } = range;
    const asking = department ? [department] : departments;
    const counted: Counted[] = (
      await Promise.all(
        asking.map(async (code) =>
          (await tallies.days(code, from, to)).map((day) => ({ ...day, department: code })),
        ),
      )
    ).flat();
    const groups = groupsOf(counted, by);
    // A department that nobody has rated is shown as well.
    if (by === "department") for (const code of asking) if (!groups.has(code)) groups.set(code, []);
    return {
      status: 200,
      body: {
        from,
        to,
        by,
        overall: figuresOf(sumOf(counted.map(({ counters }) => wholeOf(counters)))),
        groups: [...groups]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, counts]) => ({ key, ...figuresOf(sumOf(counts)) })),
      },
      // A page with many readers asks once a minute.
      headers: { "cache-control": "public, max-age=60" },
    };
  });

const wholeOf = (counters: Counts): Counts => countsBy(counters, "all").get("") ?? {};

function groupsOf(counted: Counted[], by: By): Map<string, Counts[]> {
  const groups = new Map<string, Counts[]>();
  const add = (key: string, counts: Counts): void => {
    groups.set(key, [...(groups.get(key) ?? []), counts]);
  };
  for (const { department, day, counters } of counted) {
    if (by === "department" || by === "day") add(by === "day" ? day : department, wholeOf(counters));
    // Two departments may have windows of one name.
    else
      for (const [value, counts] of countsBy(counters, by))
        add(by === "window" ? `${department}/${value}` : value, counts);
  }
  return groups;
}

const unknownDepartment: FieldError = {
  path: "query/department",
  code: "unknownDepartment",
  message: { zh: "没有这个部门。", en: "There is no such department." },
};
