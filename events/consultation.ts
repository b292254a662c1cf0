import * as z from "zod";
import { defineEvent, type EventOf } from "./define-event.ts";
import { caseNumber, departmentCode, itemCode, shortDigest } from "./identifiers.ts";
import { satisfactionLevels } from "./rating.ts";

export const consultationStates = [
  "asked",
  "answering",
  "waiting",
  "answered",
  "closed",
  "merged",
  "redirected",
] as const;
export type ConsultationState = (typeof consultationStates)[number];

/** Ids and codes only: what was asked and answered stays with the question. */
export const consultationFacts = {
  consultationId: shortDigest,
  about: z.enum(["item", "case", "free"]),
  itemCode: itemCode.optional(),
  /** The version of the item that was in force when it was asked. */
  itemVersion: z.int().positive().optional(),
  caseNumber: caseNumber.optional(),
  department: departmentCode,
  state: z.enum(consultationStates),
  askedAt: z.iso.datetime(),
  /** How often one department handed it to another. */
  transfers: z.int().nonnegative(),
  /** The asker's other question that is answered in its place. */
  mergedInto: shortDigest.optional(),
  /** How satisfied the asker is with the answer. */
  level: z.enum(satisfactionLevels).optional(),
};

const define = <Name extends string>(name: Name) => defineEvent("consultation", name, consultationFacts);

/** 网上咨询: what happens to one question. */
export const consultationEvents = {
  asked: define("asked"),
  taken: define("taken"),
  transferred: define("transferred"),
  answered: define("answered"),
  askedBack: define("askedBack"),
  replied: define("replied"),
  extended: define("extended"),
  reopened: define("reopened"),
  rated: define("rated"),
  /** A deadline passed; a question says so once for each. */
  overdue: define("overdue"),
  merged: define("merged"),
  /** It is a complaint and no question: whoever keeps the hotline opens an order of it. */
  redirected: define("redirected"),
  /** Nobody has anything more to say: the asker was silent, or the time to reopen it is over. */
  closed: define("closed"),
};
export type ConsultationEvent = EventOf<(typeof consultationEvents)[keyof typeof consultationEvents]>;
