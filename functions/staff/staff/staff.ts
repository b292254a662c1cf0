import * as z from "zod";
import { isApartRole } from "#events/staff.ts";
import { CursorMismatch, keyFrom } from "#shared/kernel/aws/cursor.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import { actionRoutes } from "#shared/kernel/http/record-actions.ts";
import {
  departmentAsked,
  etag,
  getRoute,
  historyRoute,
  listRoute,
  ofOwnDepartment,
} from "#shared/kernel/http/record-routes.ts";
import type { PersonKeys } from "#shared/kernel/people/person-keys.ts";
import { keepRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import * as api from "#shared/staff/api.ts";
import { decide } from "#shared/staff/decide.ts";
import { lifecycle } from "#shared/staff/lifecycle.ts";
import {
  departmentPartition,
  endOfPrefix,
  foldName,
  nameKeyOf,
  type StaffMember,
  staffMember,
} from "#shared/staff/record.ts";
import { memberAfterSignIn } from "#shared/staff/sign-in.ts";

const startSchema = z.object({ account: z.string().min(1) });

export type StaffDeps = {
  store: RecordStore<StaffMember, typeof staffMember.indexes>;
  people: Pick<PersonKeys, "keyOf">;
  now: Clock;
};

/** Colleagues of one's own department, whoever belongs to none, and oneself; supervisors, administrators and auditors see all. */
const mayRead = (member: StaffMember, caller: Caller): boolean =>
  isApartRole(caller.role) ||
  member.account === caller.id ||
  member.department === undefined ||
  ofOwnDepartment({ department: member.department }, caller);

type Shown = Pick<StaffMember, "account" | "name" | "department" | "state">;
const nameOf = ({ name, account }: Shown) => ({ name: name ?? account });
const rowOf = (found: Shown): api.StaffRow => ({ ...api.rowFields.parse(found), ...nameOf(found) });

/** @throws Problem 403 for another department's, but for supervisors, administrators and auditors */
const departmentOf = (asked: { department?: string | undefined }, caller: Caller): string | undefined =>
  isApartRole(caller.role) ? asked.department : departmentAsked({ query: asked, caller });

/** Who works for the district: recorded at sign-in, found by colleagues, kept by supervisors and admins. */
export function staffApi({ store, people, now }: StaffDeps): Route[] {
  const resource = { store, mayRead };
  const view = async (member: StaffMember, { role, id }: Caller): Promise<api.StaffView> => ({
    ...api.viewFields.parse(member),
    ...nameOf(member),
    allowedActions: lifecycle.allowedActions(member, { role, id }, { now: now() }),
  });

  /** A cursor of the index would hold a name, and a cursor is in URLs: it tells the last account instead. */
  const placeOf = async (account: string) => {
    const last = await store.read(account, { maybeOlder: true });
    if (!last) throw new CursorMismatch("nobody of that account");
    return { ...staffMember.keyOf(account), nameKey: nameKeyOf(last) };
  };

  return [
    listRoute(
      api.listStaff,
      async ({ query: { cursor: asked, limit, state, ...query }, caller }) => {
        const department = departmentOf(query, caller);
        const start = keyFrom(startSchema, asked);
        const cursor = start && (await placeOf(start.account));
        const { items, next } = await (department
          ? store.list("byDepartment", departmentPartition(department, state), { cursor, limit })
          : store.list("everybody", state, { cursor, limit }));
        const last = items.at(-1);
        return { items, next: next && last && { account: last.account } };
      },
      rowOf,
    ),

    route(api.searchStaff)(async ({ body: { q, state, department: asked }, caller }) => {
      const department = departmentOf({ department: asked }, caller);
      const from = foldName(q);
      const [named, exact] = await Promise.all([
        department
          ? store.between("byDepartment", departmentPartition(department, state), from, endOfPrefix(from))
          : store.between("everybody", state, from, endOfPrefix(from)),
        store.read(q, { maybeOlder: true }),
      ]);
      const isAsked = exact?.state === state && (department === undefined || exact.department === department);
      const found = [...(exact && isAsked ? [exact] : []), ...named.filter(({ account }) => account !== q)];
      return {
        status: 200,
        body: {
          items: found.slice(0, api.maxSearchResults).map(rowOf),
          more: found.length > api.maxSearchResults,
        },
      };
    }),

    route(api.registerMe)(async ({ caller, traceparent }) => {
      const { identity } = caller;
      const personKey = identity && (await people.keyOf("idNumber", identity.idNumber));
      const member = await keepRecord<StaffMember, StaffMember>(store, caller.id, (known) =>
        memberAfterSignIn(known, caller, { now: now(), trace: traceparent, personKey }),
      );
      if (member.state !== "active") throw httpProblems.notInOfficeAnyMore();
      return { status: 200, headers: etag(member), body: await view(member, caller) };
    }),

    getRoute(api.getStaffMember, resource, (member, { caller }) => view(member, caller)),
    historyRoute(api.getStaffHistory, resource),
    ...actionRoutes(api.staffActions, { resource, decide, around: async () => ({ now: now() }), view }),
  ];
}
