import * as z from "zod";
import { defineEvent, type EventOf } from "./define-event.ts";
import { examinationFacts, examinationId } from "./examination.ts";

export const hearingStates = [
  "announced",
  "owed",
  "scheduled",
  "held",
  "closed",
  "lapsed",
  "withdrawn",
  "cancelled",
] as const;
export type HearingState = (typeof hearingStates)[number];

/** By whose will it is held, 行政许可法: the organ's own (Art. 46), or on request of those whom it concerns (Art. 47). */
export const hearingGrounds = ["ownMotion", "onRequest"] as const;

export const hearingFacts = {
  hearingId: examinationId,
  ...examinationFacts,
  state: z.enum(hearingStates),
  ground: z.enum(hearingGrounds),
  /** Files of the hearing, and whose uploads they are: they become documents of the case. */
  documents: z.array(z.uuid()).max(20).optional(),
  recordedBy: z.string().min(1).optional(),
};

const define = <Name extends string>(name: Name) => defineEvent("hearing", name, hearingFacts);

/** 听证: what happens to a hearing in a case. */
export const hearingEvents = {
  /** The right to ask for it was announced in writing. */
  announced: define("announced"),
  /** The organ holds it by itself. */
  ordered: define("ordered"),
  /** Somebody else was informed of the right later, and has until a later day. */
  announcedToMore: define("announcedToMore"),
  requested: define("requested"),
  requestWithdrawn: define("requestWithdrawn"),
  /** Time, place and chair were notified, or others. */
  scheduled: define("scheduled"),
  chairObjectedTo: define("chairObjectedTo"),
  objectionDecided: define("objectionDecided"),
  held: define("held"),
  /** The record is signed; the decision rests on it. */
  closed: define("closed"),
  /** Nobody asked for it in time. */
  lapsed: define("lapsed"),
  cancelled: define("cancelled"),
  nearDue: define("nearDue"),
  overdue: define("overdue"),
};
export type HearingEvent = EventOf<(typeof hearingEvents)[keyof typeof hearingEvents]>;
