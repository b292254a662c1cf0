import * as z from "zod";
import { defineEvent, type EventOf } from "./define-event.ts";
import { departmentCode, shortDigest } from "./identifiers.ts";

export const policyStates = ["drafted", "proposed", "published", "ended", "withdrawn"] as const;

/** What policies are about, as people choose which they want to hear of. */
export const policyCategories = [
  "employment",
  "business",
  "elderly",
  "disability",
  "family",
  "housing",
  "education",
  "farming",
] as const;
export type PolicyCategory = (typeof policyCategories)[number];

/** Ids and codes only. */
export const policyFacts = {
  policyId: shortDigest,
  department: departmentCode,
  state: z.enum(policyStates),
  /** The edition that everybody sees; left out: none. */
  edition: z.int().positive().optional(),
};

const define = <Name extends string>(name: Name) => defineEvent("policy", name, policyFacts);

/** 惠企便民政策: who gets what, written by one and checked by another. */
export const policyEvents = {
  drafted: define("drafted"),
  rewritten: define("rewritten"),
  proposed: define("proposed"),
  returned: define("returned"),
  /** A second person stands for it: everybody sees it, and whom it fits is told. */
  published: define("published"),
  /** Its next edition is being written; the one before holds meanwhile. */
  revised: define("revised"),
  withdrawn: define("withdrawn"),
  /** Its time to apply is over. */
  ended: define("ended"),
};
export type PolicyEvent = EventOf<(typeof policyEvents)[keyof typeof policyEvents]>;

export const edition = z.int().min(1).max(999);
