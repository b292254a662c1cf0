import { actionRoute } from "#shared/cases/action-route.ts";
import { getWorklist, officeActions } from "#shared/cases/api.ts";
import type { CaseDeps } from "#shared/cases/run-command.ts";
import { actorOf, viewNow } from "#shared/cases/view.ts";
import { worklist } from "#shared/cases/worklist.ts";
import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";

export function caseReviewApi(deps: CaseDeps): Route[] {
  return [
    route(getWorklist)(async ({ query, caller }) => {
      const department = query.department ?? caller.department;
      const own = caller.role === "supervisor" || department === caller.department;
      if (!department || !own) throw httpProblems.forbidden();
      const { items, next } = await worklist(deps.store, department, query.state, {
        cursor: query.cursor,
        limit: query.limit,
      });
      return {
        status: 200,
        body: { items: items.map(await viewNow(deps, actorOf(caller))), nextCursor: encodeCursor(next) },
      };
    }),
    ...officeActions.map((action) => actionRoute(deps, action)),
  ];
}
