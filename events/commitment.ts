import * as z from "zod";
import { defineEvent, type EventOf } from "./define-event.ts";
import { caseNumber, departmentCode, itemCode } from "./identifiers.ts";
import { rescissionGrounds } from "./licence.ts";

export const commitmentStates = [
  "toCheck",
  "rectifying",
  "untrue",
  "fulfilled",
  "revoked",
  "repaired",
] as const;
export type CommitmentState = (typeof commitmentStates)[number];

/** Ids and codes only. */
export const commitmentFacts = {
  caseNumber,
  itemCode,
  department: departmentCode,
  /** Account of whoever committed. */
  applicantId: z.string().min(1),
  state: z.enum(commitmentStates),
  /** Why the decision was revoked. */
  ground: z.enum(rescissionGrounds).optional(),
};

const define = <Name extends string>(name: Name) => defineEvent("commitment", name, commitmentFacts);

/** 告知承诺: what comes of the check after a decision that relied on a commitment. */
export const commitmentEvents = {
  opened: define("opened"),
  /** What was committed to is true, from the beginning or after it was put right. */
  fulfilled: define("fulfilled"),
  /** It is true in part; the rest is to be put right by a day. */
  rectificationOrdered: define("rectificationOrdered"),
  /** It is not true: on the applicant's record, and no further commitment until that is repaired. */
  foundUntrue: define("foundUntrue"),
  /** The check, or the rectification, is late. */
  late: define("late"),
  /** The decision that relied on it is revoked. */
  revoked: define("revoked"),
  /** 信用修复: the applicant may commit again. */
  creditRepaired: define("creditRepaired"),
};
export type CommitmentEvent = EventOf<(typeof commitmentEvents)[keyof typeof commitmentEvents]>;
