import * as z from "zod";
import { defineEvent, type EventOf } from "./define-event.ts";
import { departmentCode, itemCode, shortDigest } from "./identifiers.ts";

export const faqStates = ["proposed", "returned", "published", "toCheck", "suspended", "withdrawn"] as const;

/** Ids and codes only. */
export const faqFacts = {
  faqId: shortDigest,
  itemCode: itemCode.optional(),
  /** The version of the item that it holds for. */
  itemVersion: z.int().positive().optional(),
  department: departmentCode,
  state: z.enum(faqStates),
};

const define = <Name extends string>(name: Name) => defineEvent("faq", name, faqFacts);

/** 常见问题: a question and its answer for everybody. */
export const faqEvents = {
  proposed: define("proposed"),
  returned: define("returned"),
  /** A second person confirmed it: everybody sees it. */
  published: define("published"),
  /** Its item has a new version: somebody looks whether it still holds. */
  checkDue: define("checkDue"),
  /** It holds for the new version as well. */
  kept: define("kept"),
  suspended: define("suspended"),
  withdrawn: define("withdrawn"),
};
export type FaqEvent = EventOf<(typeof faqEvents)[keyof typeof faqEvents]>;
