import * as z from "zod";
import { consultationFacts } from "#events/consultation.ts";
import { shortDigest } from "#events/identifiers.ts";
import { noticeCategories, noticeChannels, noticeFacts } from "#events/notice.ts";
import { edition, policyCategories } from "#events/policy.ts";

const instant = z.iso.datetime();
const consent = z.object({ edition: z.string(), since: instant, until: instant.optional() });

/** What other contexts keep of the caller, unmasked: codes that prove an address are no data about them and stay away. */
export const keptElsewhere = {
  notices: z.object({
    addresses: z.array(
      z.object({
        channel: z.enum(noticeChannels),
        current: z.string().optional(),
        verifiedAt: instant.optional(),
        next: z.string().optional(),
        coolsAt: instant.optional(),
        pending: z.string().optional(),
        unusableSince: instant.optional(),
      }),
    ),
    /** Null while nothing was chosen. */
    preferences: z
      .object({
        language: z.enum(["zh", "en"]),
        declined: z.partialRecord(z.enum(noticeCategories), z.array(z.enum(noticeChannels))),
        quiet: z.object({ from: z.string(), until: z.string() }).optional(),
        digest: z.literal(true).optional(),
        /** To electronic service: the one that holds, and those that were taken back. */
        consents: z.array(consent),
      })
      .nullable(),
    /** Newest first; their texts are made when they are read, and kept nowhere. */
    messages: z.array(
      z.object({
        noticeId: noticeFacts.noticeId,
        templateId: noticeFacts.templateId,
        category: noticeFacts.category,
        state: noticeFacts.state,
        plannedAt: instant,
        readAt: instant.optional(),
        caseNumber: noticeFacts.caseNumber,
        legal: noticeFacts.legal,
        attempts: z.array(z.object({ channel: z.enum(noticeChannels), at: instant, state: z.string() })),
      }),
    ),
  }),
  /** Newest first. */
  consultations: z.array(
    z.object({
      consultationId: shortDigest,
      about: consultationFacts.about,
      itemCode: consultationFacts.itemCode,
      caseNumber: consultationFacts.caseNumber,
      department: consultationFacts.department,
      state: consultationFacts.state,
      askedAt: instant,
      endedAt: instant.optional(),
      level: consultationFacts.level,
      /** The oldest first. */
      said: z.array(
        z.object({
          by: z.enum(["asker", "office"]),
          kind: z.string(),
          text: z.string(),
          files: z.array(z.string()),
          writtenAt: instant,
        }),
      ),
    }),
  ),
  policies: z.object({
    consents: z.array(consent.extend({ sensitive: z.literal(true).optional() })),
    declined: z.array(z.enum(policyCategories)),
    bornOn: z.iso.date().optional(),
    matches: z.array(
      z.object({
        policyId: shortDigest,
        edition,
        state: z.string(),
        foundAt: instant,
        grantedBy: z.string().optional(),
      }),
    ),
  }),
};
