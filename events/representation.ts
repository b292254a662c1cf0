import * as z from "zod";
import { defineEvent } from "./define-event.ts";
import { shortDigest } from "./identifiers.ts";

/** On what somebody acts for somebody else: the organisation's licence, a mandate, or guardianship. */
export const representationKinds = ["legalRepresentative", "proxy", "guardian"] as const;
export type RepresentationKind = (typeof representationKinds)[number];

export const representationStates = [
  "awaitingVerification",
  "awaitingConfirmation",
  "awaitingReview",
  "active",
  "refused",
  "revoked",
  "expired",
] as const;

/** Ids and codes only: who acts for whom is in the context's own table. */
export const representationFacts = {
  representationId: shortDigest,
  kind: z.enum(representationKinds),
  state: z.enum(representationStates),
};

const define = <Name extends string>(name: Name) => defineEvent("representation", name, representationFacts);

/** 代理与授权: how somebody comes to act for somebody else, and how that ends. */
export const representationEvents = {
  requested: define("requested"),
  /** The registry's signed answer named the caller as legal representative. */
  verified: define("verified"),
  /** Whoever was mandated took it on. */
  confirmed: define("confirmed"),
  /** A clerk saw the original of what proves the guardianship. */
  approved: define("approved"),
  refused: define("refused"),
  revoked: define("revoked"),
  /** Its last day is over, or nobody confirmed it in time. */
  expired: define("expired"),
};
