import { dayOf } from "#shared/calendar/working-days.ts";
import { type Route, route } from "#shared/http/api.ts";
import { type FieldError, httpProblems } from "#shared/http/problem.ts";
import { getRatingSummary } from "#shared/ratings/api.ts";
import { figuresOf, rangeOf, sumOf } from "#shared/ratings/summary.ts";
import type { SummaryStore } from "#shared/ratings/summary-store.ts";

export type SummaryDeps = {
  summary: Pick<SummaryStore, "sum">;
  /** Codes of all departments. */
  departments: readonly string[];
  now: () => Date;
};

/** What ratings add up to, as far as they have been counted; anybody may know (评价结果公开). */
export const ratingSummaryRoute = ({ summary, departments, now }: SummaryDeps): Route =>
  route(getRatingSummary, async ({ query: { department, ...asked } }) => {
    const range = rangeOf(asked, dayOf(now().toISOString()));
    const errors = [
      ...("errors" in range ? range.errors : []),
      ...(department && !departments.includes(department) ? [unknownDepartment] : []),
    ];
    if ("errors" in range || errors.length > 0)
      throw httpProblems.invalidRequest({ facts: { count: errors.length }, errors });

    const { from, to } = range;
    const sums = await Promise.all(
      (department ? [department] : departments).map(async (code) => ({
        department: code,
        counts: await summary.sum(code, from, to),
      })),
    );
    return {
      status: 200,
      body: {
        from,
        to,
        overall: figuresOf(sumOf(sums.map(({ counts }) => counts))),
        departments: sums.map(({ department: code, counts }) => ({ department: code, ...figuresOf(counts) })),
      },
      // A page with many readers asks once a minute.
      headers: { "cache-control": "public, max-age=60" },
    };
  });

const unknownDepartment: FieldError = {
  path: "query/department",
  code: "unknownDepartment",
  message: { zh: "没有这个部门。", en: "There is no such department." },
};
