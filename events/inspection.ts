import * as z from "zod";
import { defineEvent, type EventOf } from "./define-event.ts";
import { examinationFacts, examinationId } from "./examination.ts";

export const inspectionStates = [
  "planned",
  "scheduled",
  "onSite",
  "recorded",
  "rectifying",
  "passed",
  "failed",
  "cancelled",
] as const;
export type InspectionState = (typeof inspectionStates)[number];

export const inspectionFacts = {
  inspectionId: examinationId,
  ...examinationFacts,
  state: z.enum(inspectionStates),
  /** Files of the visit, and whose uploads they are: they become documents of the case. */
  documents: z.array(z.uuid()).max(20).optional(),
  recordedBy: z.string().min(1).optional(),
};

const define = <Name extends string>(name: Name) => defineEvent("inspection", name, inspectionFacts);

/** 现场核查: what happens to an on-site inspection of a case. */
export const inspectionEvents = {
  planned: define("planned"),
  /** The appointment stands, or another one. */
  scheduled: define("scheduled"),
  /** An officer stood back; others have to be named. */
  officerRecused: define("officerRecused"),
  arrived: define("arrived"),
  recorded: define("recorded"),
  passed: define("passed"),
  failed: define("failed"),
  /** What was found has to be put right by a day, and is looked at again. */
  rectificationOrdered: define("rectificationOrdered"),
  cancelled: define("cancelled"),
  nearDue: define("nearDue"),
  overdue: define("overdue"),
};
export type InspectionEvent = EventOf<(typeof inspectionEvents)[keyof typeof inspectionEvents]>;
