import { suspensionTexts } from "#events/suspension-kinds.ts";
import type { Suspending } from "#shared/cases/action-bodies.ts";
import { caseActionRoutes, type ReadInput } from "#shared/cases/action-routes.ts";
import { getCalendar, getWorklist, officeContracts } from "#shared/cases/api.ts";
import { checkAssignee } from "#shared/cases/assignee.ts";
import { type CaseStore, formOf, worklist } from "#shared/cases/case-store.ts";
import { type CollectDeps, collected } from "#shared/cases/collect.ts";
import { lateFindings, withNotice } from "#shared/cases/one-time-notice.ts";
import { actorOf } from "#shared/cases/rights.ts";
import type { CaseDeps } from "#shared/cases/run-command.ts";
import { viewWithProgress } from "#shared/cases/view.ts";
import type { CatalogueItems } from "#shared/catalogue/public.ts";
import { calendarEnds, dayOf } from "#shared/kernel/calendar/working-days.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { errorIf, requireNoErrors } from "#shared/kernel/http/field-error.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import type { IsOneself } from "#shared/kernel/http/record-actions.ts";
import { departmentAsked, listRoute } from "#shared/kernel/http/record-routes.ts";
import type { Standing } from "#shared/representations/public.ts";
import type { StaffPublic } from "#shared/staff/public.ts";
import { lookedUp } from "./looked-up.ts";
import { remedyCarriedOut, remedyDecided, remedyReceived } from "./remedies.ts";

/** A notice is kept with the revision that it finds wanting; what an earlier one could have listed is refused. */
const noticeGiven =
  (store: CaseStore): ReadInput =>
  async (head, { note: { notice, reason } }) => {
    if (!notice) return {};
    const form = await formOf(store, head);
    const { noticeRevision } = head;
    const earlier = noticeRevision === undefined ? undefined : await formOf(store, head, noticeRevision);
    return {
      form: withNotice(form, notice, reason, earlier),
      ...(earlier && { lateFindings: lateFindings(notice, earlier, form) }),
    };
  };

/** Suspends by what the item provides (行政许可法 Art. 45 and special laws), and no longer than it says. */
const suspensionOf =
  (items: ReviewDeps["items"]): ReadInput =>
  async (head, { body }) => {
    const { kind, expectedDays } = body as Suspending;
    const { code, version, procedures = [] } = head.item;
    // The lifecycle says so, of an item without any.
    if (procedures.length === 0) return {};
    const provided = procedures.find((each) => each.kind === kind);
    requireNoErrors([
      ...errorIf(!provided, ["kind"], "notProvided", {
        zh: `此事项可以不计入期限的特别程序有：${procedures.map((each) => suspensionTexts[each.kind].zh).join("、")}。`,
        en: `The special procedures of this item are: ${procedures.map((each) => suspensionTexts[each.kind].en).join(", ")}.`,
      }),
      ...errorIf(provided !== undefined && expectedDays > provided.maxDays, ["expectedDays"], "tooLong", {
        zh: `这项特别程序最多 ${provided?.maxDays} 个工作日。`,
        en: `This procedure takes ${provided?.maxDays} working days at most.`,
      }),
    ]);
    const published = await items.version(code, version);
    const basis = published?.item.specialProcedures.find((each) => each.kind === kind)?.basis;
    if (!basis) throw new Error(`item ${code} does not say by which law a case is suspended for ${kind}`);
    return { note: { suspension: { kind, basis, expectedDays } } };
  };

/** The upper organ decides after it got the file, and not in the future. */
const upperDecisionTaken =
  (now: () => string): ReadInput =>
  async ({ clock }, { note: { upperDecision } }) => {
    const [first, last] = [dayOf(clock.forwardedAt ?? now()), dayOf(now())];
    const on = upperDecision?.decidedOn ?? last;
    requireNoErrors(
      errorIf(on < first || on > last, ["decidedOn"], "outOfRange", {
        zh: `上级机关作出决定的日期应在转报之日（${first}）至今天之间。`,
        en: `The upper organ decided between ${first}, when it was sent up, and today.`,
      }),
    );
    return {};
  };

export type ReviewDeps = CaseDeps &
  CollectDeps & {
    items: Pick<CatalogueItems, "version">;
    staff: StaffPublic;
    isOneself: IsOneself;
    standing: Pick<Standing, "nameIn">;
  };

export function caseReviewApi(deps: ReviewDeps): Route[] {
  const { store, items } = deps;
  const toColleague = checkAssignee(deps.staff);
  return [
    listRoute(
      getWorklist,
      async (request) => {
        const department = departmentAsked(request);
        if (!department) throw httpProblems.forbidden();
        const { cursor, limit, state } = request.query;
        return worklist(store, department, state, { cursor, limit });
      },
      (row, caller) => viewWithProgress(deps, row, actorOf(caller)),
    ),
    route(getCalendar)(async () => {
      const { edition, coveredTo } = await deps.calendar();
      return { status: 200, body: { edition, coveredTo, endsSoon: calendarEnds({ coveredTo }, deps.now()) } };
    }),
    ...caseActionRoutes(deps, officeContracts, {
      requestSupplement: noticeGiven(store),
      suspend: suspensionOf(items),
      recordUpperDecision: upperDecisionTaken(deps.now),
      accept: lookedUp(deps.now, "lookUps"),
      decideOnTheSpot: lookedUp(deps.now, "lookUps"),
      recordLookUp: lookedUp(deps.now),
      recordRemedy: remedyReceived(deps.now),
      recordRemedyOutcome: remedyDecided(deps.now),
      carryOutRemedy: remedyCarriedOut(store, deps.now),
      collect: collected(deps),
      assign: toColleague,
      transfer: toColleague,
    }),
  ];
}
