import * as z from "zod";
import {
  representationEvents,
  representationFacts,
  type representationStates,
} from "#events/representation.ts";
import { identitySchema } from "#shared/kernel/people/identity.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import { retainedFrom } from "#shared/kernel/records/retention.ts";

const instant = z.iso.datetime();
export const ends = ["refused", "revoked", "expired"] as const;
const isOpen = ({ state }: { state: (typeof representationStates)[number] }): boolean =>
  !(ends as readonly string[]).includes(state);

/** How it was made certain, as 网络身份 rules ask it to be kept: the way, who answered, when, and under which reference. */
export const verificationWays = ["businessLicence", "bothParties", "originalSeen"] as const;
export const evidenceKinds = ["householdRegister", "birthCertificate", "courtDecision"] as const;
/** Why the registry's answer did not make somebody an organisation's representative. */
export const refusals = ["notLegalRepresentative", "licenceNotValid"] as const;

export const maxItems = 50;

/** Whoever is acted for: a person or an organisation, as they are in applications. The name comes with the proof. */
const principalSchema = z.object({
  name: z.string().min(1).max(100).optional(),
  idType: z.enum(["residentId", "passport", "uscc"]),
  idNumber: z.string().min(5).max(32),
});

export const awaitingReview = "REVIEW";
export const openPartition = "OPEN";

/** Who may act for whom (代理与授权). Names and numbers are here and nowhere else. */
export const representation = defineRecord({
  name: "representation",
  id: "representationId",
  format: 1,
  fields: {
    ...representationFacts,
    /** Whoever acts (代理人); the account is known once they have signed in for it. */
    agent: identitySchema,
    agentId: z.string().min(1).max(128).optional(),
    /** The same person each time, for lists; not the number. */
    agentKey: z.string(),
    /** The account that granted a mandate. */
    grantorId: z.string().min(1).max(128).optional(),
    /** Under which name cases are theirs: an account, `uscc:` and the code, or `id:` and the key of the ID number. */
    principalId: z.string().min(1).max(140),
    principal: principalSchema,
    /** Item codes; left out: all. */
    scope: z.array(z.string()).min(1).max(maxItems).optional(),
    /** The last day (Asia/Shanghai) on which it holds; left out: until it is revoked. */
    until: z.iso.date().optional(),
    requestedAt: instant,
    /** When it ends by itself: a request that nobody took on, or after the last day. */
    endsAt: instant.optional(),
    evidence: z.enum(evidenceKinds).optional(),
    verification: z
      .object({
        way: z.enum(verificationWays),
        source: z.string().max(128),
        at: instant,
        reference: z.string(),
      })
      .optional(),
    refusal: z.enum(refusals).optional(),
    /** Who is 16 or 17 and declared that they live mainly on their own earnings (民法典 Art. 18(2)). */
    ownEarnings: z
      .array(z.enum(["agent", "grantor"]))
      .min(1)
      .max(2)
      .optional(),
  },
  events: representationEvents,
  goesAt: (record) => (isOpen(record) ? undefined : retainedFrom(record.lastEvent.at, "representation")),
  sealed: { fields: ["agent", "principal"] },
  indexes: {
    byAgent: { key: "agentList", partition: ({ agentKey }) => agentKey, sort: "requestedAt" },
    byGrantor: { key: "grantorList", partition: ({ grantorId }) => grantorId, sort: "requestedAt" },
    review: {
      key: "reviewList",
      partition: ({ state }) => (state === "awaitingReview" ? awaitingReview : undefined),
      sort: "requestedAt",
    },
    ending: {
      key: "endingList",
      partition: (record) => (isOpen(record) && record.endsAt ? openPartition : undefined),
      sort: "endsAt",
    },
  },
});
export type Representation = ReturnType<typeof representation.fromItem>;

export const organisationId = (uscc: string): string => `uscc:${uscc}`;
