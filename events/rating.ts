import * as z from "zod";
import { defineEvent, type EventOf } from "./define-event.ts";

/** Names, never digits: GB/T 39046 A.8 counts 1 as best, the 好差评 interface counts 5 as best. */
export const satisfactionLevels = [
  "veryDissatisfied",
  "dissatisfied",
  "basicallySatisfied",
  "satisfied",
  "verySatisfied",
] as const;
export type SatisfactionLevel = (typeof satisfactionLevels)[number];

export const ratingStages = ["consultation", "acceptance", "completion"] as const;
export type RatingStage = (typeof ratingStages)[number];

export const ratingChannels = ["pc", "mobile", "qr", "windowTablet", "hallTerminal", "phone", "sms"] as const;
export type RatingChannel = (typeof ratingChannels)[number];

const ratingFacts = {
  caseNumber: z.string().length(25),
  stage: z.enum(ratingStages),
  itemCode: z.string().min(31).max(33),
  department: z.string().regex(/^\d{4}$/),
  level: z.enum(satisfactionLevels),
  channel: z.enum(ratingChannels),
  ratedAt: z.iso.datetime(),
};

const define = <Name extends string>(name: Name) => defineEvent("rating", name, ratingFacts);

export const ratingEvents = {
  received: define("received"),
  rectificationOpened: define("rectificationOpened"),
  rectified: define("rectified"),
};
export type RatingEventName = keyof typeof ratingEvents;
export type RatingEvent = EventOf<(typeof ratingEvents)[RatingEventName]>;
