import * as z from "zod";
import { defineEvent } from "#events/define-event.ts";

export const suggestionStates = ["open", "answered", "declined", "dropped"] as const;

const facts = {
  suggestionId: z.string(),
  caseNumber: z.string(),
  department: z.string(),
  state: z.enum(suggestionStates),
};
const define = <Name extends string>(name: Name) => defineEvent("suggestion", name, facts);

/** 意见箱: what becomes of a citizen's suggestion about how a case was handled. */
export const suggestionEvents = {
  made: define("made"),
  answered: define("answered"),
  declined: define("declined"),
  /** Nobody answered in time. */
  escalated: define("escalated"),
  /** Its case was withdrawn. */
  dropped: define("dropped"),
};
