import * as api from "#shared/consultation/api.ts";
import { ask, type bodies, decide } from "#shared/consultation/decide.ts";
import { type Deflection, deflectionIdOf } from "#shared/consultation/faqs/record.ts";
import { countEnded } from "#shared/consultation/figures.ts";
import { lifecycle } from "#shared/consultation/lifecycle.ts";
import { consultationPolicy as policy } from "#shared/consultation/policy.ts";
import { consultationProblems } from "#shared/consultation/problems.ts";
import {
  type Consultation,
  type ConsultationRow,
  type ConsultationStore,
  consultation,
  deskPartition,
  deskPlace,
  ends,
  isOpen,
} from "#shared/consultation/record.ts";
import { type Said, saidIdOf, write } from "#shared/consultation/said.ts";
import { bigramsOf, similarity } from "#shared/consultation/similarity.ts";
import type { Accesses } from "#shared/kernel/accesses/access.ts";
import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import type { Page } from "#shared/kernel/aws/page.ts";
import { type MomentDeps, momentNow } from "#shared/kernel/calendar/moment.ts";
import { dayOf, endOfDay, startOfDay } from "#shared/kernel/calendar/working-days.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { requireNoErrors } from "#shared/kernel/http/field-error.ts";
import { actionRoutes, createRoute } from "#shared/kernel/http/record-actions.ts";
import {
  departmentAsked,
  getRoute,
  historyRoute,
  listRoute,
  ofOwnDepartment,
  readForAccesses,
} from "#shared/kernel/http/record-routes.ts";
import { mergedList } from "#shared/kernel/records/merged-list.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type AskedDeps, requireCitation, subjectOf, wrong } from "./asked-for.ts";

export type ConsultationDeps = MomentDeps &
  AskedDeps & {
    store: ConsultationStore;
    said: Pick<RecordStore<Said>, "readGroup" | "readMany" | "put">;
    deflections: Pick<RecordStore<Deflection>, "read">;
    accesses: Pick<Accesses, "list">;
  };

type Listed = { one: ConsultationRow; now: string; text?: string | undefined };

/** Open at once: more than that are nobody's need. */
const maxOpen = 20;

const isTheirs = (consultation: Consultation, caller: Caller): boolean =>
  caller.role === "citizen" ? consultation.askerId === caller.id : ofOwnDepartment(consultation, caller);

const kindOf: Partial<Record<string, Said["kind"]>> = {
  answered: "answered",
  askedBack: "askedBack",
  replied: "replied",
  reopened: "reopened",
};

/** 网上咨询: asked by citizens, answered by the department, with what both wrote in items of its own. */
export function consultations(deps: ConsultationDeps): Route[] {
  const { store, said, items, departments, accesses } = deps;
  const openedAs = ({ consultationId }: Consultation) => ({ of: consultationId });
  const resource = { store, mayRead: isTheirs, openedAs };

  const isOverdue = ({ state, dueAt }: Pick<Consultation, "state" | "dueAt">, now: string): boolean =>
    (state === "asked" || state === "answering") && dueAt !== undefined && dueAt < now;
  const view = async (consultation: Consultation, { role, id }: Caller): Promise<api.ConsultationView> => {
    const moment = await momentNow(deps);
    return {
      ...api.wholeFields.parse(consultation),
      overdue: isOverdue(consultation, moment.now),
      allowedActions: lifecycle.allowedActions(consultation, { role, id }, moment),
    };
  };
  const saidView = ({ kind, text, files = [], cites, writtenAt, by, department }: Said): api.SaidView => ({
    kind,
    text,
    files,
    ...(cites && { cites }),
    writtenAt,
    by: by.role === "citizen" ? "asker" : "office",
    ...(department && { department }),
  });
  const askedTexts = async (asked: readonly Consultation[]): Promise<Map<string, string>> => {
    const firsts =
      asked.length > 0
        ? await said.readMany(asked.map(({ consultationId }) => saidIdOf(consultationId, 1)))
        : [];
    return new Map(firsts.map(({ saidId, text }) => [saidId, text]));
  };
  const recentOf = async (askerId: string, limit = 50): Promise<Consultation[]> =>
    (await store.list("byAsker", askerId, { limit, newestFirst: true })).items;

  /** What the same person asks the department beside it: what is alike is answered once. */
  const othersOf = async (consultation: Consultation, text: string) => {
    const open = (await recentOf(consultation.askerId)).filter(
      (other) =>
        other.consultationId !== consultation.consultationId &&
        other.department === consultation.department &&
        isOpen(other),
    );
    const texts = await askedTexts(open);
    const asked = bigramsOf(text);
    return open
      .map(({ consultationId, askedAt }) => ({
        consultationId,
        askedAt,
        likeness: similarity(asked, bigramsOf(texts.get(saidIdOf(consultationId, 1)) ?? "")),
      }))
      .sort((a, b) => b.likeness - a.likeness)
      .map(({ likeness, ...other }) => ({ ...other, alike: likeness >= policy.similarFrom }));
  };

  /** Holds what an action brings against what is there. @throws Problem that names everything wrong */
  const check = async (before: Consultation, action: string, body: unknown): Promise<void> => {
    if (action === "transfer" || action === "assign") {
      const { department } = body as (typeof bodies.transfer)["_output"];
      requireNoErrors([
        !departments.includes(department) && wrong(["department"], "unknownDepartment"),
        action === "transfer" && department === before.department && wrong(["department"], "sameDepartment"),
      ]);
    } else if (action === "answer") {
      await requireCitation(items, before, (body as (typeof bodies.answer)["_output"]).cites);
    } else if (action === "merge") {
      const { into } = body as (typeof bodies.merge)["_output"];
      const other = into === before.consultationId ? undefined : await store.read(into);
      const fits =
        other?.askerId === before.askerId && other.department === before.department && isOpen(other);
      requireNoErrors([!fits && wrong(["into"], "notMergeable")]);
    }
  };

  const figuresOf = async (department: string, month: string, now: string) => {
    const from = startOfDay(`${month}-01`);
    const [year = 0, number = 0] = month.split("-").map(Number);
    const until = endOfDay(new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10));
    const [ended, waiting, deflection] = await Promise.all([
      Promise.all(ends.map((state) => store.between("desk", deskPartition(department, state), from, until))),
      Promise.all(
        (["asked", "answering"] as const).map((state) =>
          store.between("desk", deskPartition(department, state), "2000", "9999"),
        ),
      ),
      deps.deflections.read(deflectionIdOf(department, month)),
    ]);
    const helped = Object.values(deflection?.helped ?? {}).reduce((sum, count) => sum + count, 0);
    const open: ConsultationRow[] = waiting.flat();
    return {
      ended: ended.flat(),
      open: open.length,
      late: open.filter((one) => isOverdue(one, now)).length,
      helped,
    };
  };

  return [
    createRoute(api.askConsultation, {
      resource: {
        store: {
          ...store,
          write: async (consultation: Consultation, { text, files }: api.ConsultationRequest) => {
            const { consultationId, askedAt: at, lastEvent } = consultation;
            const first = write(
              { consultationId, number: 1, kind: "asked", at, trace: lastEvent.trace },
              { text, files },
              lastEvent.actor,
            );
            return store.write(consultation, { beside: [await said.put(first)] });
          },
        },
      },
      async make({ id, request, body, trace }, caller) {
        const subject = await subjectOf(deps, body, caller);
        const open = (await recentOf(caller.id)).filter(
          (other) => isOpen(other) && other.state !== "answered" && other.consultationId !== id,
        );
        if (open.length >= maxOpen)
          throw consultationProblems.tooManyOpenConsultations({
            facts: { open: open.length, most: maxOpen },
          });
        const actor = { role: caller.role, id: caller.id };
        return ask({ consultationId: id, ...subject, askerId: caller.id }, await momentNow(deps), {
          actor,
          trace,
          request,
        });
      },
      view,
    }),
    listRoute(
      api.listConsultations,
      async (request): Promise<Page<Listed>> => {
        const { query, caller } = request;
        const { state, ...page } = query;
        const { now } = await momentNow(deps);
        if (caller.role === "citizen") {
          const { items: own, next } = await store.list("byAsker", caller.id, { ...page, newestFirst: true });
          const texts = await askedTexts(own);
          const listed = own.map((one) => ({ one, now, text: texts.get(saidIdOf(one.consultationId, 1)) }));
          return { items: listed, next };
        }
        const asked = departmentAsked(request);
        const desks = (asked ? [asked] : departments).map((department) => deskPartition(department, state));
        const found = await mergedList(consultation, store, "desk", desks, page, (one) => ({
          id: one.consultationId,
          place: deskPlace(one),
        }));
        return { ...found, items: found.items.map((one) => ({ one, now })) };
      },
      ({ one, now, text }) => ({
        ...api.rowFields.parse(one),
        overdue: isOverdue(one, now),
        ...(text !== undefined && { text }),
      }),
    ),
    getRoute(api.getConsultation, resource, async (consultation, { caller }) => {
      const texts = await said.readGroup(consultation.consultationId);
      return {
        ...(await view(consultation, caller)),
        said: texts.map(saidView),
        others: caller.role === "citizen" ? [] : await othersOf(consultation, texts[0]?.text ?? ""),
      };
    }),
    historyRoute(api.getConsultationHistory, resource),
    route(api.listConsultationAccesses)(async ({ path, query: { cursor, limit }, caller }) => {
      const { consultationId } = await readForAccesses(resource, path.consultationId, caller);
      const { items: looks, next } = await accesses.list(consultationId, cursor, limit);
      return { status: 200, body: { items: looks, nextCursor: encodeCursor(next) } };
    }),
    ...actionRoutes(api.consultationActions, {
      resource,
      decide,
      around: async (before, { action, body }) => {
        const moment = await momentNow(deps);
        const actions: Record<string, { from: readonly string[] }> = lifecycle.actions;
        // What is not possible now is refused for that, and not for what it brought.
        if (actions[action]?.from.includes(before.state)) await check(before, action, body);
        return moment;
      },
      beside: async (decided, { body, caller }) => {
        const kind = kindOf[decided.lastEvent.name];
        if (!kind) return [];
        const { consultationId, texts: number, lastEvent } = decided;
        const step = { consultationId, number, kind, at: lastEvent.at, trace: lastEvent.trace };
        return [await said.put(write(step, body as Parameters<typeof write>[1], caller))];
      },
      view,
    }),
    route(api.consultationFigures)(async (request) => {
      const { now } = await momentNow(deps);
      const month = request.query.month ?? dayOf(now).slice(0, 7);
      const department = departmentAsked(request);
      const each = await Promise.all(
        (department ? [department] : departments).map((one) => figuresOf(one, month, now)),
      );
      const sum = (of: "open" | "late" | "helped") => each.reduce((total, one) => total + one[of], 0);
      return {
        status: 200,
        body: {
          month,
          ...countEnded(each.flatMap(({ ended }) => ended)),
          open: sum("open"),
          lateNow: sum("late"),
          deflected: sum("helped"),
        },
      };
    }),
  ];
}
