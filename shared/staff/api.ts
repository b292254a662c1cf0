import * as z from "zod";
import { apartRoles, staffAccount, staffRoles, staffStates } from "#events/staff.ts";
import { defineRoute } from "#shared/kernel/http/contract.ts";
import {
  actionContracts,
  departmentQuery,
  getContract,
  historyContract,
  listContract,
} from "#shared/kernel/http/record-contracts.ts";
import { line } from "#shared/kernel/text.ts";
import { bodies } from "./decide.ts";
import { lifecycle } from "./lifecycle.ts";
import { staffMember } from "./record.ts";

/** What is in the record as it is shown. */
export const rowFields = staffMember.schema.pick({
  account: true,
  department: true,
  roles: true,
  state: true,
  lastSeenOn: true,
});
export const viewFields = rowFields.extend(
  staffMember.schema.pick({ source: true, firstSeenOn: true, version: true }).shape,
);
/** The name whole, as colleagues know it; the account where no name is known. */
const named = { name: z.string() };
const row = rowFields.extend(named);
const view = viewFields.extend({ ...named, allowedActions: z.array(z.string()) }).meta({ id: "StaffMember" });
export type StaffRow = z.output<typeof row>;
export type StaffView = z.output<typeof view>;

const api = {
  plural: "staff",
  id: "account",
  idSchema: staffAccount,
  what: { zh: "工作人员", en: "a member of staff" },
  readers: staffRoles,
  opens: "nothing",
  view,
} as const;

/** Whoever left is asked for; the usual list is of those to whom a case can be given. */
const state = z.enum(staffStates).exclude(["removed"]).default("active");

export const listStaff = listContract(api, {
  summary: { zh: "工作人员名录", en: "The staff directory" },
  description:
    "by name: of the caller's department; of any, or without `department` of the whole district, for supervisors, administrators and auditors. A page takes a whole department",
  roles: api.readers,
  query: { ...departmentQuery, state, limit: z.coerce.number().int().min(1).max(100).default(20) },
  row,
});

/** A longer beginning narrows what is more. */
export const maxSearchResults = 50;

/** POST, because a name must not be in a URL. */
export const searchStaff = defineRoute({
  method: "POST",
  path: "/v1/staff/search",
  summary: { zh: "按姓名或账号查找工作人员", en: "Find staff by name or account" },
  tag: "staff",
  access: { kind: "person", roles: staffRoles },
  body: z.strictObject({
    /** How the name begins, or a whole account. */
    q: line(1, 128),
    ...departmentQuery,
    state,
  }),
  answers: {
    200: {
      description: `whose account it is, and then by name: of the same people as the list, ${maxSearchResults} at most`,
      schema: z.object({
        items: z.array(row),
        /** A longer beginning of the name finds them. */
        more: z.boolean(),
      }),
    },
  },
});

/** Once after each sign-in of staff. Has no body: what it says is the verified token's. */
export const registerMe = defineRoute({
  method: "PUT",
  path: "/v1/staff/me",
  summary: { zh: "登录后登记本人", en: "Enter oneself in the directory, from the sign-in" },
  tag: "staff",
  access: { kind: "person", roles: staffRoles, bringsBack: true },
  answers: {
    200: {
      description:
        "the caller's entry; written when it is new, when the token's name, department or role differ, or when the day it was last seen is a week back",
      schema: view,
      headers: { etag: "its version" },
    },
  },
});

export const getStaffMember = getContract(api, view);
/** Why somebody left is nothing for colleagues. */
export const getStaffHistory = historyContract({ ...api, readers: ["supervisor", ...apartRoles] });
export const staffActions = actionContracts(api, lifecycle, bodies);

export const staffRoutes = [
  listStaff,
  searchStaff,
  registerMe,
  getStaffMember,
  getStaffHistory,
  ...Object.values(staffActions),
];
