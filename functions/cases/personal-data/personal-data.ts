import { type CaseStore, casesOfNames } from "#shared/cases/case-store.ts";
import type { PersonSearchStore } from "#shared/cases/dynamodb-person-search.ts";
import {
  exportMine,
  listAccesses,
  listSearches,
  openContent,
  revealPerson,
  searchPerson,
} from "#shared/cases/person-api.ts";
import type { PersonIndex } from "#shared/cases/person-index.ts";
import { caseProblems } from "#shared/cases/problems.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { actorIn, actorOf, mayActOn } from "#shared/cases/rights.ts";
import { caseHistoryViewOf, caseResource, viewOf } from "#shared/cases/view.ts";
import type { ConsultationsPublic } from "#shared/consultation/public.ts";
import { type Accesses, openingHours } from "#shared/kernel/accesses/access.ts";
import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import { allPages } from "#shared/kernel/aws/page.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { looker } from "#shared/kernel/http/opened.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import { readForAccesses, readVisible } from "#shared/kernel/http/record-routes.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import type { NoticesPublic } from "#shared/notices/public.ts";
import type { PoliciesPublic } from "#shared/policies/public.ts";
import type { Standing } from "#shared/representations/public.ts";

type PersonalDataDeps = {
  store: CaseStore;
  search: PersonSearchStore;
  accesses: Accesses;
  index: Pick<PersonIndex, "lookUp">;
  standing: Pick<Standing, "nameIn" | "namesOf">;
  notices: Pick<NoticesPublic, "keptOf">;
  consultations: Pick<ConsultationsPublic, "keptOf">;
  policies: Pick<PoliciesPublic, "keptOf">;
  now: Clock;
};

const logs = defineLogs("personalData", {
  searched: { level: "info", text: "staff searched for a person" },
  exported: { level: "info", text: "a citizen exported their data" },
});

/** The newest of one person's cases; more than that is not a search at a window. */
const maxSearchResults = 50;
const pageSize = 100;

/** People's rights over their data, and what staff may see of it for a reason that stays on record. */
export function personalDataApi({
  store,
  search,
  accesses,
  index,
  standing,
  notices,
  consultations,
  policies,
  now,
}: PersonalDataDeps): Route[] {
  const resource = caseResource({ store, standing });
  const exported = async (head: CaseHead, caller: Caller) => {
    const { caseNumber } = head;
    const revisions = Array.from({ length: head.formRevision }, (_, index) => index + 1);
    const [person, applications, history, looks] = await Promise.all([
      store.readPerson(caseNumber),
      Promise.all(revisions.map((revision) => store.readForm(caseNumber, revision))),
      allPages((cursor) => store.history(caseNumber, { cursor, limit: pageSize })),
      allPages((cursor) => accesses.list(caseNumber, cursor, pageSize)),
    ]);
    return {
      case: viewOf(head, await actorIn(head, caller, standing), now()),
      person: person ?? null,
      applications: applications.filter((form) => form !== undefined),
      history: history.map(caseHistoryViewOf),
      accesses: looks,
    };
  };
  const keptElsewhere = async ({ id }: Caller, names: readonly string[]) => {
    const [ofNotices, ofConsultations, ofPolicies] = await Promise.all([
      notices.keptOf([id, ...names.filter((name) => name !== id)], now()),
      consultations.keptOf(id),
      policies.keptOf(id),
    ]);
    return { notices: ofNotices, consultations: ofConsultations, policies: ofPolicies };
  };
  /** An asked department reads the case; who the applicant is stays with the department that handles it. */
  const readOwn = async (caseNumber: string, caller: Caller): Promise<CaseHead> => {
    const head = await readVisible(resource, caseNumber, caller);
    if (!mayActOn(head, actorOf(caller))) throw httpProblems.forbidden();
    return head;
  };
  const open = async (caseNumber: string, { id }: Caller): Promise<string> => {
    const until = new Date(Date.parse(now()) + openingHours * 3_600_000).toISOString();
    await accesses.open(caseNumber, id, until);
    return until;
  };

  return [
    route(revealPerson)(async ({ path, body: why, caller }) => {
      const { caseNumber } = await readOwn(path.caseNumber, caller);
      const person = await store.readPerson(caseNumber);
      if (!person) throw caseProblems.caseNotFound();
      await open(caseNumber, caller);
      return { status: 200, body: person, opened: { of: caseNumber, ...why } };
    }),

    route(openContent)(async ({ path, body: why, caller }) => {
      const { caseNumber } = await readOwn(path.caseNumber, caller);
      const until = await open(caseNumber, caller);
      return { status: 200, body: { until }, opened: { of: caseNumber, ...why } };
    }),

    route(searchPerson)(async ({ body, caller }) => {
      const { idNumber, phone, reason, reasonCode } = body;
      const kind = idNumber === undefined ? "phone" : "idNumber";
      const given = idNumber ?? phone ?? "";
      // Whoever applied together with somebody else is found by their number, too.
      const [own, others] = await Promise.all([
        index.lookUp(kind, given),
        kind === "idNumber" ? index.lookUp("party", given) : [],
      ]);
      const keys = [...own, ...others];
      const numbers = await search.find(kind, keys, maxSearchResults);
      const actor = actorOf(caller);
      const heads = (await store.readMany(numbers)).filter((head) => mayActOn(head, actor));
      await accesses.recordSearch({
        at: now(),
        by: looker(caller),
        reason,
        reasonCode,
        kind,
        found: heads.length,
      });
      log(logs.searched, { kind, found: heads.length });
      return {
        status: 200,
        body: {
          items: heads.map((head) => viewOf(head, actor, now())),
          more: numbers.length === maxSearchResults,
        },
      };
    }),

    route(listSearches)(async ({ query: { day = dayOf(now()), account, cursor, limit } }) => {
      const { items, next } = await accesses.searches({ day, account }, cursor, limit);
      return { status: 200, body: { items, nextCursor: encodeCursor(next) } };
    }),

    route(listAccesses)(async ({ path, query, caller }) => {
      const { caseNumber } = await readForAccesses(resource, path.caseNumber, caller);
      const { items, next } = await accesses.list(caseNumber, query.cursor, query.limit);
      return { status: 200, body: { items, nextCursor: encodeCursor(next) } };
    }),

    route(exportMine)(async ({ query, caller }) => {
      const names = await standing.namesOf(caller);
      const [{ items, next }, elsewhere] = await Promise.all([
        casesOfNames(store, names, query),
        query.cursor ? undefined : keptElsewhere(caller, names),
      ]);
      log(logs.exported, { cases: items.length });
      return {
        status: 200,
        headers: { "content-disposition": 'attachment; filename="my-data.json"' },
        body: {
          exportedAt: now(),
          items: await Promise.all(items.map((head) => exported(head, caller))),
          nextCursor: encodeCursor(next),
          ...(elsewhere && { elsewhere }),
        },
      };
    }),
  ];
}
