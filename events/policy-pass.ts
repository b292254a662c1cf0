import * as z from "zod";
import { defineEvent, type EventOf } from "./define-event.ts";
import { shortDigest } from "./identifiers.ts";
import { edition } from "./policy.ts";

const passFacts = {
  /** `<policyId>-<edition>` */
  passId: z.string().regex(/^[0-9a-f]{16}-\d{3}$/),
  policyId: shortDigest,
  edition,
  /** How many pages of accounts were looked through. */
  page: z.int().nonnegative(),
};
const definePass = <Name extends string>(name: Name) => defineEvent("policy-pass", name, passFacts);

/** One look through the accounts that an edition could fit, page by page: each page tells that the next is due. */
export const passEvents = {
  begun: definePass("begun"),
  advanced: definePass("advanced"),
  finished: definePass("finished"),
};
export type PassEvent = EventOf<(typeof passEvents)[keyof typeof passEvents]>;
