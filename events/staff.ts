import * as z from "zod";
import { defineEvent } from "./define-event.ts";
import { departmentCode } from "./identifiers.ts";

/** What people of staff may be, as their sign-in says it. */
export const staffRoles = ["clerk", "reviewer", "supervisor", "admin", "securityAdmin", "auditor"] as const;
export type StaffRole = (typeof staffRoles)[number];

/** 三权分立 (GB/T 22239-2019, 8.1.5): whoever keeps the platform, guards it, or audits it does neither of the others. */
export const apartRoles = ["admin", "securityAdmin", "auditor"] as const satisfies StaffRole[];
export type ApartRole = (typeof apartRoles)[number];

export const isApartRole = (role: string): role is ApartRole =>
  (apartRoles as readonly string[]).includes(role);

/** Whether one person has two of the roles that are kept apart. */
export const mixesApartRoles = (roles: readonly string[]): boolean =>
  new Set(roles.filter(isApartRole)).size > 1;

export const staffStates = ["active", "left", "removed"] as const;
export type StaffState = (typeof staffStates)[number];

/** The OIDC `sub` of whoever works for the district; as long as a token may have it. */
export const staffAccount = z.string().min(1).max(128);

/** Ids and codes only: the name is in the directory's own table. */
export const staffFacts = {
  account: staffAccount,
  /** Left out: in all departments. */
  department: departmentCode.optional(),
  roles: z.array(z.enum(staffRoles)).min(1).max(staffRoles.length),
  state: z.enum(staffStates),
};

const define = <Name extends string>(name: Name) => defineEvent("staff", name, staffFacts);

/** 工作人员名录: who works for the district, as far as cases are given to them. */
export const staffEvents = {
  registered: define("registered"),
  /** Department, roles or name are others now. */
  changed: define("changed"),
  left: define("left"),
  returned: define("returned"),
  /** The entry was an error, or its time is over: the name is gone. */
  removed: define("removed"),
};
