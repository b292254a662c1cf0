import type { Accesses } from "#shared/kernel/accesses/access.ts";
import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { actionRoutes, createRoute } from "#shared/kernel/http/record-actions.ts";
import { getRoute, historyRoute, listRoute, readForAccesses } from "#shared/kernel/http/record-routes.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { isSamePerson } from "#shared/kernel/people/identity.ts";
import { maskIdNumber, maskName } from "#shared/kernel/people/masking.ts";
import type { PersonKeys } from "#shared/kernel/people/person-keys.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import * as api from "#shared/representations/api.ts";
import type { BusinessLicences } from "#shared/representations/business-licence.ts";
import { decide, requestRepresentation } from "#shared/representations/decide.ts";
import { type Circumstances, lifecycle } from "#shared/representations/lifecycle.ts";
import { awaitingReview, type Representation, type representation } from "#shared/representations/record.ts";
import { type NewRepresentation, readRequest } from "./asked-for.ts";

export type RepresentationDeps = {
  store: RecordStore<Representation, (typeof representation)["indexes"]>;
  keys: PersonKeys;
  licences: BusinessLicences;
  accesses: Pick<Accesses, "list">;
  now: Clock;
};

const logs = defineLogs("representations", {
  silent: { level: "warn", text: "the service of business licences does not answer" },
  untrusted: {
    level: "error",
    text: "the service of business licences gave an answer that cannot be trusted",
  },
});
export const noteLicenceService = (what: "silent" | "untrusted", cause: string): void =>
  log(logs[what], { cause });

const isParty = ({ agent, agentId, grantorId }: Representation, { id, identity }: Caller): boolean =>
  agentId === id || grantorId === id || (identity !== undefined && isSamePerson(identity, agent));

/** Who may act for whom: requested, confirmed by both sides or by the registry, checked at the window, revoked. */
export function representationsApi(deps: RepresentationDeps): Route[] {
  const { store, keys, licences, accesses, now } = deps;
  const resource = {
    store,
    openedAs: ({ representationId }: Representation) => ({ of: representationId }),
    /** Staff see guardianships, which they check; mandates and organisations are between their parties. */
    mayRead: (record: Representation, caller: Caller) =>
      caller.role === "citizen" ? isParty(record, caller) : record.kind === "guardian",
  };
  const view = async (record: Representation, caller: Caller): Promise<api.RepresentationView> => {
    const { agent, principal, verification } = record;
    const { role, id, identity } = caller;
    const shown = ({
      name = "",
      idType,
      idNumber,
    }: {
      name?: string | undefined;
      idType: string;
      idNumber: string;
    }) => ({
      name: role === "citizen" || idType === "uscc" ? name : maskName(name),
      idType,
      // An organisation's code is public.
      idNumber: idType === "uscc" ? idNumber : maskIdNumber(idNumber),
    });
    return {
      ...api.viewFields.parse(record),
      agent: shown(agent),
      principal: shown(principal),
      mine: identity !== undefined && isSamePerson(identity, agent),
      ...(verification && { verified: { way: verification.way, at: verification.at } }),
      allowedActions: lifecycle.allowedActions(record, { role, id }, { now: now(), identity }),
    };
  };
  const around = async (
    { state, representationId, principal }: Representation,
    { action, body, caller }: { action: string; body: unknown; caller: Caller },
  ): Promise<Circumstances> => ({
    now: now(),
    identity: caller.identity,
    ...(action === "verify" &&
      state === "awaitingVerification" && {
        licence: await licences.answerTo({ requestId: representationId, uscc: principal.idNumber }),
      }),
    ...(action === "confirm" && {
      ownEarnings: (body as { ownEarnings?: true }).ownEarnings === true,
    }),
    ...(action === "approve" && { paper: body as NonNullable<Circumstances["paper"]> }),
  });

  return [
    createRoute(api.requestRepresentation, {
      resource,
      async make({ id, request, body, trace }, caller) {
        const at = now();
        const asked: NewRepresentation = await readRequest({ store, keys }, body, caller, dayOf(at));
        const made = requestRepresentation({ representationId: id, ...asked }, at, {
          actor: { role: caller.role, id: caller.id },
          trace,
          request,
        });
        // So that the app shows it at once; if this is lost, `verify` asks again.
        if (body.kind === "legalRepresentative") await licences.answerTo({ requestId: id, uscc: body.uscc });
        return made;
      },
      view,
    }),
    listRoute(
      api.listRepresentations,
      async ({ query, caller }) => {
        if (caller.role !== "citizen") return store.list("review", awaitingReview, query);
        if (query.side === "granted")
          return store.list("byGrantor", caller.id, { ...query, newestFirst: true });
        if (!caller.identity) return { items: [], next: undefined };
        const key = await keys.keyOf("idNumber", caller.identity.idNumber);
        return store.list("byAgent", key, { ...query, newestFirst: true });
      },
      view,
    ),
    getRoute(api.getRepresentation, resource, (record, { caller }) => view(record, caller)),
    historyRoute(api.getRepresentationHistory, resource),
    route(api.listRepresentationAccesses)(async ({ path, query: { cursor, limit }, caller }) => {
      const { representationId } = await readForAccesses(resource, path.representationId, caller);
      const { items, next } = await accesses.list(representationId, cursor, limit);
      return { status: 200, body: { items, nextCursor: encodeCursor(next) } };
    }),
    ...actionRoutes(api.representationActions, { resource, decide, around, view }),
  ];
}
