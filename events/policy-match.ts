import * as z from "zod";
import { defineEvent, type EventOf } from "./define-event.ts";
import { departmentCode, shortDigest } from "./identifiers.ts";
import { edition } from "./policy.ts";

/** `<account, hashed>-<policyId>-<edition>`: the same for whatever finds it a second time. */
export const matchId = z.string().regex(/^[0-9a-f]{32}-[0-9a-f]{16}-\d{3}$/);

const matchFacts = {
  matchId,
  policyId: shortDigest,
  edition,
  department: departmentCode,
  /** The account, or the name under which an organisation's matters stand. */
  accountId: z.string().min(1).max(140),
};
const define = <Name extends string>(name: Name) => defineEvent("policy-match", name, matchFacts);

/** 政策匹配: an edition of a policy seems to fit somebody who asked to be told. */
export const matchEvents = {
  matched: define("matched"),
  /** They say that it does not fit them. */
  notFitting: define("notFitting"),
  /** What it gives was granted to them. */
  enjoyed: define("enjoyed"),
};
export type MatchEvent = EventOf<(typeof matchEvents)[keyof typeof matchEvents]>;
