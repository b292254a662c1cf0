import * as z from "zod";
import { deliveryViewSchema } from "#shared/deliveries/views.ts";
import { officialDocumentViewSchema } from "#shared/documents/views.ts";
import { historyEntry } from "#shared/kernel/http/record-contracts.ts";
import { changesSchema } from "#shared/kernel/records/chain.ts";
import { requestMarkSchema } from "#shared/kernel/records/last-event.ts";
import { ratingViewSchema } from "#shared/ratings/views.ts";
import { clockSchema, formSchema } from "./case.ts";
import { progressSchema } from "./clock-progress.ts";
import { commandActions } from "./lifecycle-table.ts";
import { detailsSchema, lookUpSchema, noticeSchema, suspensionSchema } from "./notes.ts";
import { caseRecord } from "./record.ts";

const head = caseRecord.schema.shape;

/** What is shown as the record has it. */
export const shownFields = caseRecord.schema.pick({
  caseNumber: true,
  state: true,
  version: true,
  department: true,
  channel: true,
  submittedAt: true,
  decision: true,
  assistance: true,
  refusal: true,
  notices: true,
  proposal: true,
  urging: true,
  upperDocument: true,
  deferredUntil: true,
  lookUps: true,
  fee: true,
  committed: true,
  opinions: true,
  examinations: true,
  deliveryStalled: true,
  parts: true,
  parent: true,
  anewFor: true,
});

const remedyViewSchema = head.remedy.unwrap().omit({ by: true });

/** What lists show of a case, and what an action answers: no personal data. */
export const caseSummarySchema = shownFields
  .extend({
    itemCode: head.item.shape.code,
    itemVersion: head.item.shape.version,
    /** The step that waits for the fee, where there is one. */
    feeBefore: head.item.shape.fee,
    handIn: z.object({ mode: head.handIn, originalsAt: head.originalsAt }),
    receive: z.object({ mode: head.receive }),
    /** The next deadline of the law's clock, whatever it is for. */
    dueAt: z.iso.datetime().nullable(),
    clock: clockSchema.omit({ nextCheckAt: true, pausedUntil: true }),
    /** The limit that runs now: day 3 of 20 (第 3 个工作日，共 20 个). Not in the answer of an action. */
    progress: progressSchema.optional(),
    handler: z.string().nullable(),
    /** What became of the decision afterwards: see `remedy` of the record. */
    remedy: remedyViewSchema.optional(),
    /** What the clock does not count, and when it is announced to end. */
    suspension: suspensionSchema.pick({ kind: true }).extend({ until: z.iso.datetime() }).optional(),
    allowedActions: z.array(z.enum(commandActions)),
  })
  .meta({ id: "CaseSummary" });

const maskedPartySchema = z
  .object({ name: z.string(), idNumber: z.string(), phone: z.string() })
  .meta({ description: "masked" });
export const partyViewSchema = maskedPartySchema.extend({
  role: z.string(),
  confirmed: z.boolean(),
  wantsWithdrawal: z.literal(true).optional(),
});

/** One case, whole. The applicant is there for as long as personal data is kept. */
export const caseSchema = caseSummarySchema
  .extend({
    answers: formSchema.shape.answers,
    /** Answers to the item's questions about one's situation. */
    situation: formSchema.shape.situation,
    /** Each a file, a licence, the applicant's commitment, or a promise to bring it by a day. */
    materials: z.array(
      z.object({
        materialId: z.string(),
        /** How far it can be relied on (国办函〔2016〕108号): see `applicationView`. */
        trust: z.enum(["A", "B", "C", "D"]),
        documentId: z.string().optional(),
        licenceId: z.string().optional(),
        commitment: z.literal(true).optional(),
        until: z.iso.date().optional(),
      }),
    ),
    /** What the office looked up itself. */
    lookedUp: z.array(lookUpSchema).optional(),
    /** The one-time notice that waits for the applicant's answer. */
    notice: noticeSchema.extend({ reason: z.string().optional() }).optional(),
    applicant: maskedPartySchema.optional(),
    /** The applicant is 16 or 17 and declared that they live mainly on their own earnings (民法典 Art. 18(2)). */
    ownEarnings: z.literal(true).optional(),
    applicantRole: z.string().optional(),
    /** Who applies together with the applicant: whether each has confirmed, and asked to take it back. */
    parties: z.array(partyViewSchema).optional(),
    /** Who acts for the applicant. */
    agent: maskedPartySchema.optional(),
    /** Answers and materials are left out: the caller does not handle the case, and gives a reason first. */
    reasonNeeded: z.literal(true).optional(),
    /** The time for which it is kept is over. */
    personalDataDeleted: z.literal(true).optional(),
    /** 领取码, for the applicant alone, while the result waits at the window. */
    collection: z.object({ code: z.string(), validUntil: z.iso.datetime() }).optional(),
    /** Of a joint matter: what became of its parts' decisions, each with the case it stands on. */
    partRemedies: z
      .array(z.object({ code: head.item.shape.code, caseNumber: head.caseNumber, remedy: remedyViewSchema }))
      .optional(),
    deliveries: z.array(deliveryViewSchema),
    rating: z.array(ratingViewSchema),
    officialDocuments: z.array(officialDocumentViewSchema),
  })
  .meta({ id: "Case" });

/**
 * One step: with what it changed and everything else that its hash covers, so that whoever reads a whole history can
 * follow the chain from one step to the next.
 */
export const caseHistoryEntrySchema = historyEntry.extend({
  details: detailsSchema.optional(),
  /** With what people wrote it makes the digest that the hash covers. */
  salt: z.string().optional(),
  /** Those of the details that stay when what people wrote goes: the hash covers them as they are. */
  kept: z.array(z.string()).optional(),
  request: requestMarkSchema.optional(),
  traceparent: z.string(),
  changes: changesSchema,
  hash: z.string(),
});
export type CaseHistoryEntry = z.output<typeof caseHistoryEntrySchema>;
