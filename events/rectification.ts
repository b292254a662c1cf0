import * as z from "zod";
import { defineEvent, type EventOf } from "./define-event.ts";
import { caseNumber, departmentCode, itemCode, shortDigest } from "./identifiers.ts";
import { ratingStages, satisfactionLevels } from "./rating.ts";

export const rectificationStates = [
  "opened",
  "verifying",
  "rectifying",
  "notifying",
  "appealed",
  "closed",
  "voided",
] as const;

/** Put right; not what the law allows, and explained; or not so. */
export const rectificationOutcomes = ["rectified", "explained", "unfounded"] as const;
export type RectificationOutcome = (typeof rectificationOutcomes)[number];

/** Ids and codes only. */
export const rectificationFacts = {
  rectificationId: shortDigest,
  caseNumber,
  stage: z.enum(ratingStages),
  itemCode,
  department: departmentCode,
  level: z.enum(satisfactionLevels),
  state: z.enum(rectificationStates),
  openedAt: z.iso.datetime(),
  /** Once it has been verified: how it ends or ended. */
  outcome: z.enum(rectificationOutcomes).optional(),
};

const define = <Name extends string>(name: Name) => defineEvent("rectification", name, rectificationFacts);

/** 差评整改: what happens to the work order that a bad rating opens. */
export const rectificationEvents = {
  opened: define("opened"),
  calledBack: define("calledBack"),
  verified: define("verified"),
  rectified: define("rectified"),
  /** The citizen was told the result, who may rate once more (追评). */
  closed: define("closed"),
  appealed: define("appealed"),
  /** The rating does not count: it was mistaken, malicious, or about somebody else. */
  appealUpheld: define("appealUpheld"),
  appealDismissed: define("appealDismissed"),
  /** Late, or bad once more after it was put right: a supervisor looks after it. */
  escalated: define("escalated"),
  /** The rating proved not to be the applicant's own. */
  dropped: define("dropped"),
};
export type RectificationEvent = EventOf<(typeof rectificationEvents)[keyof typeof rectificationEvents]>;
