import { casePartition } from "#shared/examinations/clock.ts";
import { ofCase } from "#shared/examinations/examined-case.ts";
import { isOpen } from "#shared/examinations/hearings/record.ts";
import { policy } from "#shared/examinations/limits.ts";
import { type bodies, decide, nameParty } from "#shared/examinations/parties/decide.ts";
import { type Circumstances, lifecycle } from "#shared/examinations/parties/lifecycle.ts";
import * as api from "#shared/examinations/parties/party-api.ts";
import type { PartyPerson, PartyWrites } from "#shared/examinations/parties/party-person.ts";
import type { InterestedParty } from "#shared/examinations/parties/record.ts";
import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import { momentNow } from "#shared/kernel/calendar/moment.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import { actionRoutes, createRoute } from "#shared/kernel/http/record-actions.ts";
import {
  getRoute,
  historyRoute,
  listRoute,
  ofOwnDepartment,
  readForAccesses,
  readVisible,
} from "#shared/kernel/http/record-routes.ts";
import { maskName, maskPhone } from "#shared/kernel/people/masking.ts";
import { caseToExamine, type ExaminationDeps, listExaminations } from "./of-case.ts";

type Asked = { action: string; body: unknown; caller: Caller };
type DecisionContext = Circumstances & PartyWrites;

const isOwn = ({ account }: InterestedParty, { role, id }: Caller): boolean =>
  role === "citizen" && account === id;
const mayRead = (party: InterestedParty, caller: Caller): boolean =>
  isOwn(party, caller) || ofOwnDepartment(party, caller);
/** Whoever holds the notice knows its number, which nobody finds by trying; the name decides. */
const mayJoin = (_party: InterestedParty, { role }: Caller): boolean => role === "citizen";

const masked = ({ name, phone }: PartyPerson, isTheirOwn: boolean) =>
  isTheirOwn
    ? { name, ...(phone && { phone }) }
    : { name: maskName(name), ...(phone && { phone: maskPhone(phone) }) };

/** 利害关系人. */
export function partyRoutes(deps: ExaminationDeps): Route[] {
  const { parties: store, hearings, cases } = deps;
  const written = {
    ...store,
    write: (party: InterestedParty, { person }: PartyWrites = {}) => store.write(party, { person }),
  };
  const openedAs = ({ partyId }: InterestedParty) => ({ of: partyId });
  const resource = { store, mayRead, openedAs };

  const hearingsOf = async (caseNumber: string) =>
    (await hearings.list("byCase", casePartition("hearing", caseNumber), { limit: policy.maxOfCase })).items;
  const mayBeAskedFor = async (caseNumber: string): Promise<boolean> =>
    (await hearingsOf(caseNumber)).some((one) => isOpen(one) && one.state !== "held");

  const around = async (party: InterestedParty, asked?: Asked): Promise<DecisionContext> => {
    const moment = await momentNow(deps);
    switch (asked?.action) {
      case "inform": {
        const { announcesHearing } = asked.body as (typeof bodies.inform)["_output"];
        if (!announcesHearing) return moment;
        return { ...moment, announces: true, hearingOpen: await mayBeAskedFor(party.caseNumber) };
      }
      case "requestHearing":
      case "withdrawHearingRequest":
        return { ...moment, hearingOpen: await mayBeAskedFor(party.caseNumber) };
      case "makeStatement": {
        const { statement } = asked.body as (typeof bodies.makeStatement)["_output"];
        const person = await store.readPerson(party.partyId);
        return { ...moment, ...(person && { person: { ...person, statement } }) };
      }
      case "join": {
        const person = await store.readPerson(party.partyId);
        const { identity } = asked.caller;
        const namedSo =
          person !== undefined &&
          identity?.name === person.name &&
          (!person.idNumber || identity.idNumber === person.idNumber);
        return { ...moment, caller: { namedSo, isVerified: identity !== undefined } };
      }
      default:
        return moment;
    }
  };
  const view = async (party: InterestedParty, { role, id }: Caller): Promise<api.PartyView> => ({
    ...api.rowFields.parse(party),
    joined: party.account !== undefined,
    allowedActions: lifecycle
      .allowedActions(party, { role, id }, await around(party))
      .filter((action) => action !== "join"),
  });
  const acting = { decide, around, view };

  return [
    createRoute(api.namePartyContract, {
      resource: { ...resource, store: written },
      async make({ id, request, body, trace }, caller) {
        const of = await caseToExamine("interestedParty", store, cases, body.caseNumber, caller);
        const actor = { role: caller.role, id: caller.id };
        const step = { actor, trace, request, words: body.words };
        return nameParty(id, ofCase(of), body.relation, await momentNow(deps), step);
      },
      view,
    }),
    listRoute(api.listParties, (request) => listExaminations("interestedParty", store, cases, request), view),
    listRoute(
      api.listMyParties,
      ({ query, caller }) => store.list("byAccount", caller.id, { ...query, newestFirst: true }),
      view,
    ),
    getRoute(api.getParty, resource, async (party, { caller }) => {
      const [person, ofCase] = await Promise.all([
        store.readPerson(party.partyId),
        hearingsOf(party.caseNumber),
      ]);
      return {
        ...(await view(party, caller)),
        ...(person && { person: masked(person, isOwn(party, caller)) }),
        ...(person?.statement && { statement: person.statement }),
        hearings: ofCase.map(({ state, hearingAt, place, closedTo, holdBy }) => ({
          state,
          hearingAt,
          place,
          closedTo,
          holdBy,
        })),
      };
    }),
    historyRoute(api.getPartyHistory, resource),
    ...actionRoutes(api.partyActions, { ...acting, resource: { store: written, mayRead } }),
    ...actionRoutes(api.joinActions, { ...acting, resource: { store: written, mayRead: mayJoin } }),

    route(api.revealParty)(async ({ path: { partyId }, body, caller }) => {
      const party = await readVisible(resource, partyId, caller);
      const person = await store.readPerson(party.partyId);
      if (!person) throw httpProblems.notFound();
      return { status: 200, body: person, opened: { of: partyId, ...body } };
    }),

    route(api.listPartyAccesses)(async ({ path: { partyId }, query: { cursor, limit }, caller }) => {
      const party = await readForAccesses(resource, partyId, caller);
      const { items, next } = await deps.accesses.list(party.partyId, cursor, limit);
      return { status: 200, body: { items, nextCursor: encodeCursor(next) } };
    }),
  ];
}
