import type { CatalogueItems, ServiceItem } from "#shared/catalogue/public.ts";
import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { fieldError, requireNoErrors } from "#shared/kernel/http/field-error.ts";
import { actionRoutes, createRoute, type IsOneself } from "#shared/kernel/http/record-actions.ts";
import {
  departmentAsked,
  getRoute,
  historyRoute,
  listRoute,
  ofOwnDepartment,
} from "#shared/kernel/http/record-routes.ts";
import { mergedList } from "#shared/kernel/records/merged-list.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { decide, draft } from "#shared/policies/decide.ts";
import * as api from "#shared/policies/desk-api.ts";
import { editionIdOf, type PolicyEdition, policyEdition } from "#shared/policies/edition.ts";
import { lifecycle, type PolicyCircumstances } from "#shared/policies/lifecycle.ts";
import { contentFaults, itemsOf } from "#shared/policies/lint.ts";
import type { Live } from "#shared/policies/matching.ts";
import { matchingPolicy } from "#shared/policies/matching-policy.ts";
import type { countedStates, MatchStore } from "#shared/policies/people/match.ts";
import {
  allPublished,
  policy as definition,
  deskPartition,
  type Policy,
  type PolicyStore,
} from "#shared/policies/policy.ts";
import { policyProblems } from "#shared/policies/problems.ts";
import { type Areas, sentencesOf } from "#shared/policies/rule/sentences.ts";

export type PolicyDeps = {
  store: PolicyStore;
  editions: Pick<RecordStore<PolicyEdition>, "put">;
  matches: Pick<MatchStore, "between">;
  items: CatalogueItems;
  departments: readonly string[];
  areas: Areas;
  isOneself: IsOneself;
  now: Clock;
};

/** Fewer people than may be told are not told. */
const toldCount = (count: number): number | undefined =>
  count === 0 || count >= matchingPolicy.leastCounted ? count : undefined;

function publicView({
  policyId,
  department,
  edition = 1,
  live,
  publishedAt = "",
}: Live & Partial<Policy>): api.PublicPolicy {
  if (!live) throw new Error(`policy ${policyId} is shown without anything published`);
  const { sentences, rule: _rule, apply, ...words } = live;
  return {
    ...words,
    policyId,
    department,
    edition,
    publishedAt,
    conditions: sentences,
    ...(apply && { itemCode: apply.itemCode }),
  };
}

/** 惠企便民政策: written by one, checked by another, read by everybody. */
export function policies(deps: PolicyDeps): Route[] {
  const { store, editions, matches, items, departments, areas, now, isOneself } = deps;
  const resource = { store, mayRead: ofOwnDepartment<Policy> };

  const knownItems = async (codes: readonly string[]): Promise<Map<string, ServiceItem>> => {
    const found = await Promise.all(codes.map(async (code) => [code, await items.current(code)] as const));
    return new Map(found.flatMap(([code, one]) => (one ? [[code, one.item] as const] : [])));
  };

  /** The rule in words. @throws Problem that names all that keeps it from being published */
  const checked = async (content: NonNullable<Policy["draft"]>, at: string) => {
    const known = { items: await knownItems(itemsOf(content)), areas: [...areas.keys()] };
    requireNoErrors(contentFaults(content, known, dayOf(at)));
    return sentencesOf(content.rule, known.items, areas);
  };
  const around = async (
    { state, draft: content }: Policy,
    { action }: { action: string },
  ): Promise<PolicyCircumstances> => {
    const moment = { now: now() };
    // What is not possible now is refused for that, and not for what was written.
    const isChecked =
      (action === "propose" && state === "drafted") || (action === "publish" && state === "proposed");
    return isChecked && content ? { ...moment, sentences: await checked(content, moment.now) } : moment;
  };

  const figuresOf = async ({ policyId, edition }: Policy) => {
    if (edition === undefined) return undefined;
    const rows = await matches.between("ofEdition", editionIdOf(policyId, edition), "2000", "9999");
    const count = (state: (typeof countedStates)[number]) =>
      toldCount(rows.filter((row) => row.state === state).length);
    return { matched: count("matched"), notFitting: count("notFitting"), enjoyed: count("enjoyed") };
  };
  const view = async (policy: Policy, { role, id }: Caller): Promise<api.PolicyView> => {
    const { draft: written, live, version, writtenBy, checkedBy } = policy;
    const { sentences, ...content } = live ?? { sentences: undefined };
    const figures = await figuresOf(policy);
    const conditions = written
      ? sentencesOf(written.rule, await knownItems(itemsOf(written)), areas)
      : sentences;
    return {
      ...api.deskFields.parse(policy),
      ...{ version, writtenBy, leastCounted: matchingPolicy.leastCounted },
      ...(checkedBy && { checkedBy }),
      ...(written && { draft: written }),
      ...(live && { live: content as NonNullable<api.PolicyView["live"]> }),
      ...(conditions && { conditions }),
      ...(figures && { figures }),
      allowedActions: lifecycle.allowedActions(policy, { role, id }, { now: now() }),
    };
  };

  return [
    route(api.listPolicies)(async ({ query: { category, ...page } }) => {
      const how = { ...page, newestFirst: true };
      const found = category
        ? await store.list("ofCategory", category, how)
        : await store.list("published", allPublished, how);
      return {
        status: 200,
        body: { items: found.items.map(publicView), nextCursor: encodeCursor(found.next) },
      };
    }),
    route(api.readPolicy)(async ({ path: { policyId } }) => {
      const policy = await store.read(policyId, { maybeOlder: true });
      if (policy?.edition === undefined) throw policyProblems.policyNotFound();
      return { status: 200, body: publicView(policy) };
    }),
    listRoute(
      api.listDeskPolicies,
      async (request) => {
        const { state, ...page } = request.query;
        const asked = departmentAsked(request);
        const desks = (asked ? [asked] : departments).map((department) => deskPartition(department, state));
        return mergedList(definition, store, "policyDesk", desks, page, ({ policyId, writtenAt }) => ({
          id: policyId,
          place: writtenAt,
        }));
      },
      (row) => api.deskFields.parse(row),
    ),
    createRoute(api.draftPolicy, {
      resource: { store },
      async make({ id, request, body, trace }, caller) {
        const department = body.department ?? caller.department ?? "";
        const isTheirs = ofOwnDepartment({ department }, caller) && departments.includes(department);
        requireNoErrors([
          !isTheirs &&
            fieldError(["department"], "unknownDepartment", {
              zh: "请选择本人可以办理的部门。",
              en: "Please choose a department that you work for.",
            }),
        ]);
        const actor = { role: caller.role, id: caller.id };
        return draft({ policyId: id, department, content: body.content }, now(), { actor, trace, request });
      },
      view,
    }),
    getRoute(api.getPolicy, resource, (policy, { caller }) => view(policy, caller)),
    historyRoute(api.getPolicyHistory, resource),
    ...actionRoutes(api.policyActions, {
      resource,
      decide,
      isOneself,
      around,
      beside: async (decided) => {
        const { lastEvent, live, edition, policyId } = decided;
        if (lastEvent.name !== "published" || !live || edition === undefined) return [];
        const { at, actor, trace } = lastEvent;
        return [
          await editions.put(
            policyEdition.first(
              { editionId: editionIdOf(policyId, edition), edition, content: live, publishedAt: at },
              { event: "published", at, actor, trace },
            ),
          ),
        ];
      },
      view,
    }),
  ];
}
