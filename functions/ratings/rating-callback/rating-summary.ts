import type * as z from "zod";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { type FieldError, httpProblems } from "#shared/kernel/http/problem.ts";
import { getRatingSummary } from "#shared/ratings/api.ts";
import type { RatingDeps } from "#shared/ratings/dynamodb-ratings.ts";
import type { Counts, Part } from "#shared/ratings/figures/count.ts";
import { type CountedDay, countedDays, rangeOf } from "#shared/ratings/figures/days.ts";
import { figuresOf, sumOf } from "#shared/ratings/figures/figures.ts";

export type SummaryDeps = Pick<RatingDeps, "figures" | "departments" | "now">;

type By = z.output<typeof getRatingSummary.query>["by"];

/** What ratings add up to; anybody may know (评价结果公开). */
export const ratingSummaryRoute = ({ figures, departments, now }: SummaryDeps): Route =>
  route(getRatingSummary)(async ({ query: { department, by, ...asked } }) => {
    const today = dayOf(now());
    const range = rangeOf(asked, today);
    const errors = [
      ...("errors" in range ? range.errors : []),
      ...(department && !departments.includes(department) ? [unknownDepartment] : []),
    ];
    if ("errors" in range || errors.length > 0)
      throw httpProblems.invalidRequest({ facts: { count: errors.length }, errors });

    const asking = department ? [department] : departments;
    const counted = await countedDays(figures, asking, { ...range, today }, partsFor(by));
    const groups = groupsOf(counted, by);
    // A department that nobody has rated is shown as well.
    if (by === "department") for (const code of asking) if (!groups.has(code)) groups.set(code, []);
    return {
      status: 200,
      body: {
        from: range.from,
        to: range.to,
        by,
        overall: figuresOf(sumOf(counted.map(wholeOf))),
        groups: [...groups]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, counts]) => ({ key, ...figuresOf(sumOf(counts)) })),
      },
      headers: { "cache-control": "public, max-age=60" },
    };
  });

/** Whatever is counted is some item's, so the items say the whole as well; a window's or a channel's do not. */
export const partsFor = (by: By): readonly Part[] =>
  by === "item" ? ["item"] : by === "department" || by === "day" ? ["all"] : ["all", by];

const wholeOf = ({ counts }: CountedDay): Counts => counts.all.all ?? sumOf(Object.values(counts.item));

function groupsOf(counted: CountedDay[], by: By): Map<string, Counts[]> {
  const groups = new Map<string, Counts[]>();
  const add = (key: string, counts: Counts): void => {
    groups.set(key, [...(groups.get(key) ?? []), counts]);
  };
  for (const each of counted) {
    const { department, day, counts } = each;
    // Days are kept without any ratings too.
    if (Object.keys(wholeOf(each)).length === 0) continue;
    if (by === "department" || by === "day") add(by === "day" ? day : department, wholeOf(each));
    // Two departments may have windows of one name.
    else
      for (const [value, of] of Object.entries(counts[by]))
        add(by === "window" ? `${department}/${value}` : value, of);
  }
  return groups;
}

const unknownDepartment: FieldError = {
  path: "query/department",
  code: "unknownDepartment",
  message: { zh: "没有这个部门。", en: "There is no such department." },
};
