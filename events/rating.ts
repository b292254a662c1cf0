import * as z from "zod";
import { defineEvent, type EventOf } from "./define-event.ts";
import { caseNumber, departmentCode, itemCode } from "./identifiers.ts";

/** Names, never digits: GB/T 39046 A.8 counts 1 as best, the 好差评 interface counts 5 as best. */
export const satisfactionLevels = [
  "veryDissatisfied",
  "dissatisfied",
  "basicallySatisfied",
  "satisfied",
  "verySatisfied",
] as const;
export type SatisfactionLevel = (typeof satisfactionLevels)[number];

/** 好评 are three stars and more; the others (差评) must be looked into and put right. */
export const isGood = (level: SatisfactionLevel): boolean =>
  satisfactionLevels.indexOf(level) >= satisfactionLevels.indexOf("basicallySatisfied");

export const ratingStages = ["consultation", "acceptance", "completion"] as const;
export type RatingStage = (typeof ratingStages)[number];

/** The first rating (首次评价), and the one after a bad rating was put right (追评). */
export const ratingTurns = ["first", "followUp"] as const;
export type RatingTurn = (typeof ratingTurns)[number];

export const ratingChannels = [
  "pc",
  "mobile",
  "qr",
  "windowTablet",
  "hallTerminal",
  "telephone",
  "sms",
] as const;
export type RatingChannel = (typeof ratingChannels)[number];

const ratingFacts = {
  caseNumber,
  stage: z.enum(ratingStages),
  turn: z.enum(ratingTurns),
  itemCode,
  department: departmentCode,
  level: z.enum(satisfactionLevels),
  channel: z.enum(ratingChannels),
  /** The rater does not want to be asked about it (匿名). */
  anonymous: z.boolean(),
  ratedAt: z.iso.datetime(),
};

const define = <Name extends string>(name: Name) => defineEvent("rating", name, ratingFacts);

/** What the rules have against a rating that was quarantined: their ids in data/rating-rules.json. */
const reasons = z.array(z.string().min(1)).min(1);

export const ratingEvents = {
  /** Given and valid as far as it goes; whether it counts is judged afterwards. */
  received: define("received"),
  /** The applicant rated by themselves after somebody had by a link: their own counts in its place. */
  replaced: define("replaced"),
  /** Suspicious: kept, shown as such, not counted until a person has looked at it. */
  quarantined: defineEvent("rating", "quarantined", { ...ratingFacts, reasons }),
  /** A supervisor found nothing wrong with it. */
  released: define("released"),
  /** A supervisor found it not to be the applicant's own. */
  dismissed: define("dismissed"),
  /** An appeal (申诉) against a bad rating was upheld: it does not count any more. */
  voided: define("voided"),
};
export type RatingEvent = EventOf<(typeof ratingEvents)[keyof typeof ratingEvents]>;
