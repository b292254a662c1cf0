import type { CatalogueItems } from "#shared/catalogue/public.ts";
import { decide, propose } from "#shared/consultation/faqs/decide.ts";
import * as api from "#shared/consultation/faqs/faq-api.ts";
import { type FaqCircumstances, lifecycle } from "#shared/consultation/faqs/lifecycle.ts";
import {
  allPublished,
  type Deflection,
  faq as definition,
  deflection,
  deflectionIdOf,
  type Faq,
  type FaqStore,
  faqDeskPartition,
} from "#shared/consultation/faqs/record.ts";
import { consultationProblems } from "#shared/consultation/problems.ts";
import type { Consultation } from "#shared/consultation/record.ts";
import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import { type MomentDeps, momentNow } from "#shared/kernel/calendar/moment.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import { actionRoutes, createRoute } from "#shared/kernel/http/record-actions.ts";
import {
  departmentAsked,
  getRoute,
  historyRoute,
  listRoute,
  notFoundOf,
  ofOwnDepartment,
} from "#shared/kernel/http/record-routes.ts";
import { pointer } from "#shared/kernel/http/validation.ts";
import { mergedList } from "#shared/kernel/records/merged-list.ts";
import { keepRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";

export type FaqDeps = MomentDeps & {
  store: FaqStore;
  consultations: Pick<RecordStore<Consultation>, "read">;
  deflections: Pick<RecordStore<Deflection>, "read" | "write">;
  items: CatalogueItems;
  departments: readonly string[];
};

const unknownItem = () =>
  httpProblems.invalidRequest({
    facts: { count: 1 },
    errors: [
      {
        path: pointer("body", ["itemCode"]),
        code: "unknownItem",
        message: { zh: "本部门没有这个事项。", en: "Your department has no such item." },
      },
    ],
  });

/** 常见问题: proposed by one, confirmed by another, read by everybody. */
export function faqs(deps: FaqDeps): Route[] {
  const { store, consultations, deflections, items, departments } = deps;
  const resource = { store, mayRead: ofOwnDepartment<Faq> };
  const around = async ({ itemCode }: Faq): Promise<FaqCircumstances> => ({
    ...(await momentNow(deps)),
    itemVersion: itemCode === undefined ? undefined : (await items.current(itemCode))?.version,
  });
  const helpedIn = async ({ department, faqId }: Faq, now: string): Promise<number> =>
    (await deflections.read(deflectionIdOf(department, dayOf(now).slice(0, 7))))?.helped[faqId] ?? 0;
  const view = async (faq: Faq, { role, id }: Caller): Promise<api.FaqView> => {
    const moment = await momentNow(deps);
    return {
      ...api.viewFields.parse(faq),
      helped: await helpedIn(faq, moment.now),
      allowedActions: lifecycle.allowedActions(faq, { role, id }, moment),
    };
  };

  return [
    route(api.listFaqs)(async ({ query: { item, ...page } }) => {
      const how = { ...page, newestFirst: true };
      const found = item
        ? await store.list("ofItem", item, how)
        : await store.list("published", allPublished, how);
      return {
        status: 200,
        body: {
          items: found.items.map((one) => api.publicFields.parse(one)),
          nextCursor: encodeCursor(found.next),
        },
      };
    }),
    listRoute(
      api.listDeskFaqs,
      async (request) => {
        const { state, ...page } = request.query;
        const asked = departmentAsked(request);
        const desks = (asked ? [asked] : departments).map((department) =>
          faqDeskPartition(department, state),
        );
        return mergedList(definition, store, "faqDesk", desks, page, ({ faqId, proposedAt }) => ({
          id: faqId,
          place: proposedAt,
        }));
      },
      (row) => api.deskFields.parse(row),
    ),
    createRoute(api.proposeFaq, {
      resource: { store },
      async make({ id, request, body, trace }, caller) {
        const { itemCode, fromConsultation, ...texts } = body;
        const from = fromConsultation === undefined ? undefined : await consultations.read(fromConsultation);
        if (fromConsultation !== undefined && !(from && ofOwnDepartment(from, caller)))
          throw notFoundOf(resource);
        if (from && from.answeredAt === undefined) throw consultationProblems.nothingToPublish();
        const published = itemCode === undefined ? undefined : await items.current(itemCode);
        if (itemCode !== undefined && !(published && ofOwnDepartment(published.item, caller)))
          throw unknownItem();
        const department = published?.item.department ?? from?.department ?? caller.department;
        if (!department) throw unknownItem();
        return propose(
          {
            faqId: id,
            department,
            ...texts,
            ...(published && { itemCode, itemVersion: published.version }),
            ...(fromConsultation !== undefined && { fromConsultation }),
          },
          (await momentNow(deps)).now,
          { actor: { role: caller.role, id: caller.id }, trace, request },
        );
      },
      view,
    }),
    getRoute(api.getFaq, resource, (faq, { caller }) => view(faq, caller)),
    historyRoute(api.getFaqHistory, resource),
    ...actionRoutes(api.faqActions, { resource, decide, around, view }),
    route(api.sayHelped)(async ({ path: { faqId }, traceparent }) => {
      const faq = await store.read(faqId);
      if (!faq || (faq.state !== "published" && faq.state !== "toCheck")) throw notFoundOf(resource);
      const { now } = await momentNow(deps);
      const deflectionId = deflectionIdOf(faq.department, dayOf(now).slice(0, 7));
      // Nobody's: who said that it helped is kept nowhere.
      const step = {
        event: "counted" as const,
        at: now,
        trace: traceparent,
        actor: { role: "system", id: "faqs" },
      };
      await keepRecord(deflections, deflectionId, (before) => {
        const helped = { ...before?.helped, [faqId]: (before?.helped[faqId] ?? 0) + 1 };
        return before
          ? deflection.next(before, { helped }, step)
          : deflection.first({ deflectionId, helped }, step);
      });
      return { status: 200, body: { faqId } };
    }),
  ];
}
