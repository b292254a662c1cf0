import * as z from "zod";
import { caseEvents, caseStates, handInModes, receiveModes } from "#events/case.ts";
import { examinationNeeds } from "#events/examination.ts";
import { caseNumber, departmentCode } from "#events/identifiers.ts";
import { feeSteps } from "#events/payment.ts";
import { remedyKinds, remedyOutcomes } from "#events/remedy.ts";
import { suspensionKinds } from "#events/suspension-kinds.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { detailsOf } from "#shared/kernel/records/last-event.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import { applicationKey, firstRevision } from "./application-key.ts";
import { type CaseClock, clockSchema, limitSchema, maxParties, nextDueAt } from "./case.ts";
import {
  assistanceSchema,
  detailsSchema,
  examinationSchema,
  refusalKinds,
  suspensionSchema,
} from "./notes.ts";
import { isSwept } from "./states.ts";

const instant = z.iso.datetime();
/** An account, hashed, so that several of them fit into the record: see parties.ts. */
const accountMarkSchema = z.string().regex(/^([0-9a-f]{16})?$/);
/** Bound of what one record holds; a guard refuses what would go past it. */
export const maxOpinions = 20;
/** Acts of two persons: one proposes, another approves. */
export const proposalKinds = ["extension", "furtherNotice"] as const;
export const maxExaminations = 60;
export const feeOutcomes = ["paid", "waived"] as const;
/** `blocked`: never begun, because a part that must be approved first was not. */
export const partResults = ["approved", "rejected", "terminated", "blocked"] as const;

/** One list for each state, so that a page of one state is one query, and none is empty while there are more. */
export const worklistPartition = (department: string, state: string): string => `${department}#${state}`;

/** One list for each agent and principal; hashed, so that a case with an agent fits into 1 KB as well. */
export const filedFor = (agent: string, principal: string): string =>
  sha256Hex(JSON.stringify([agent, principal])).slice(0, 32);

/** What is due first, first. The number makes it another's place, so that lists of several states fit together. */
export const worklistSortKey = ({ clock, caseNumber }: { clock: CaseClock; caseNumber: string }): string =>
  `${nextDueAt(clock) ?? clock.receivedAt}#${caseNumber}`;

/**
 * The current record of a case (办件): what commands decide on and no more, so that it fits into 1 KB and a command
 * costs one write unit. Answers with materials and personal data are in items of their own. What was applied for is
 * frozen here: item version, limits, calendar edition.
 */
export const caseRecord = defineRecord({
  name: "case",
  id: "caseNumber",
  format: 1,
  chained: true,
  forgets: {
    with: applicationKey(firstRevision),
    keeps: [
      "answerBy",
      "ground",
      "licenceCorrection",
      "anew",
      "limit",
      "representationId",
      "collection",
      "assignee",
      "examination",
    ],
  },
  fields: {
    caseNumber,
    state: z.enum(caseStates),
    item: z.strictObject({
      code: z.string(),
      version: z.int().positive(),
      /** Decided on the spot (即办件). */
      instant: z.boolean().optional(),
      /** Undefined where no law sets one. */
      legal: limitSchema.optional(),
      promised: limitSchema,
      /** By how much the legal limit can be extended, once; undefined where no law says so. */
      extension: limitSchema.optional(),
      /** Its extension is approved by the government, and not by the head of the organ. */
      approver: z.literal("government").optional(),
      /** What may suspend the clock, and for how many working days at most. */
      procedures: z
        .array(z.strictObject({ kind: z.enum(suspensionKinds), maxDays: z.int().positive() }))
        .min(1)
        .max(10)
        .optional(),
      /** An upper organ decides and this one examines first; within which time, where that is known. */
      review: z.strictObject({ limit: limitSchema.optional() }).optional(),
      /** What its law asks for before a decision. */
      examination: z.array(z.enum(examinationNeeds)).min(1).max(examinationNeeds.length).optional(),
      /** A courier brings originals before the case can be accepted. */
      originals: z.boolean().optional(),
      /** Filed together: how long everybody has to confirm. */
      confirmWithin: limitSchema.optional(),
      /** Once received, it is taken back by all who applied or not at all. */
      withdrawnByAll: z.literal(true).optional(),
      /** Whoever accepts the case may not decide it. */
      separateDecider: z.literal(true).optional(),
      /** It ends when a deferred material has not come by its day. */
      endsUnsupplied: z.literal(true).optional(),
      /** The step that waits until the fee is paid or waived. */
      fee: z.enum(feeSteps).optional(),
    }),
    /** Edition of the working-day table that the deadlines were reckoned with. */
    calendar: z.string(),
    department: departmentCode,
    applicantId: z.string(),
    channel: z.enum(["online", "window"]),
    handIn: z.enum(handInModes),
    receive: z.enum(receiveModes),
    formRevision: z.int().positive(),
    submittedAt: instant,
    clock: clockSchema,
    originalsAt: instant.optional(),
    /** The account that applied for the applicant: their agent's, or the clerk's at the window. */
    submittedBy: z.string().optional(),
    /** A clerk applied for the citizen. */
    assistance: assistanceSchema.shape.kind.optional(),
    /** Account of the clerk or reviewer who handles it (承办人). */
    handler: z.string().optional(),
    acceptedBy: z.string().optional(),
    /** When it was accepted, or decided on the spot. */
    acceptedAt: instant.optional(),
    /** When nobody had anything more to do; what was never received has no end. */
    endedAt: instant.optional(),
    /** When an application ended that was never received, because not all of its people confirmed it. */
    givenUpAt: instant.optional(),
    /** It was returned before acceptance with advice, which is done once. */
    advised: z.literal(true).optional(),
    /** The revision that the last one-time notice was given on. */
    noticeRevision: z.int().positive().optional(),
    /** Why it was refused; its file goes to the right organ when the applicant asks for that. */
    refusal: z
      .strictObject({ kind: z.enum(refusalKinds), file: z.enum(["requested", "transferred"]).optional() })
      .optional(),
    /** The number of the upper organ's document that decided it. */
    upperDocument: z.string().optional(),
    /** How many notices of what is missing were given. */
    notices: z.int().positive().optional(),
    /** What somebody handles and somebody else has to approve (呈批), until it is done or declined. */
    proposal: z
      .strictObject({
        kind: z.enum(proposalKinds),
        by: z.string(),
        confirmed: z.literal(true).optional(),
      })
      .optional(),
    /** 催办: until when it is to be answered, and from when the applicant may urge again. */
    urging: z
      .strictObject({
        answerBy: z.iso.date(),
        againFrom: z.iso.date(),
        answered: z.literal(true).optional(),
      })
      .optional(),
    suspension: suspensionSchema.pick({ kind: true }).optional(),
    /** 容缺: the first day by which something promised is still outstanding. */
    deferredUntil: z.iso.date().optional(),
    /** Materials that the office has yet to look up. */
    lookUps: z.array(z.string()).min(1).max(20).optional(),
    /** How the fee was settled. */
    fee: z.enum(feeOutcomes).optional(),
    opinions: z
      .array(z.strictObject({ department: z.string(), askedAt: instant, given: z.literal(true).optional() }))
      .max(maxOpinions)
      .optional(),
    /** Inspections, hearings and third parties (审查程序): the case is not decided while one is owed. */
    examinations: z.array(examinationSchema).max(maxExaminations).optional(),
    /** 告知承诺: materials that a commitment stands for. */
    committed: z.literal(true).optional(),
    /** The applicant confirmed where results are to be delivered (送达地址确认书). */
    addressConfirmed: z.literal(true).optional(),
    /** Its carrier was silent for too long: somebody has to ask. */
    deliveryStalled: z.literal(true).optional(),
    /** Which attempt to deliver it is, once one has failed. */
    delivery: z.strictObject({ attempt: z.int().positive(), failed: z.literal(true).optional() }).optional(),
    /** Who applies together with the applicant, as the personal data lists them: the mark of each who confirmed, or "". */
    parties: z.array(accountMarkSchema).min(1).max(maxParties).optional(),
    /** Marks of those who asked to take it back, where all of them have to. */
    withdrawing: z
      .array(accountMarkSchema)
      .max(maxParties + 1)
      .optional(),
    /** The joint matter that this case is a part of. */
    parent: caseNumber.optional(),
    /** The parts of a joint matter, and how each ended. */
    parts: z
      .array(
        z.strictObject({
          code: z.string(),
          /** The places of the parts that must be approved before this one begins. */
          after: z.array(z.int().nonnegative()).min(1).max(9).optional(),
          result: z.enum(partResults).optional(),
          /** Of the part's own case, once that has reported how it ended. */
          caseNumber: caseNumber.optional(),
        }),
      )
      .max(20)
      .optional(),
    decision: z.enum(["approved", "rejected"]).optional(),
    /** What became of the decision in the last reconsideration or lawsuit. */
    remedy: z
      .strictObject({
        kind: z.enum(remedyKinds),
        outcome: z.enum(remedyOutcomes).optional(),
        /** Who recorded the outcome, until another carries it out. */
        by: z.string().optional(),
        carriedOut: z.literal(true).optional(),
        /** The case in which it is decided anew. */
        anew: caseNumber.optional(),
        /** Within which time from which day that is to be done; the item's own limit where nothing was ordered. */
        within: limitSchema.optional(),
        from: z.iso.date().optional(),
      })
      .optional(),
    /** The case whose decision is made anew in this one. */
    anewFor: caseNumber.optional(),
  },
  events: caseEvents,
  eventData: (record) => {
    const { caseNumber, state, item, department, applicantId, handIn, receive, hash, lastEvent } = record;
    const { clock, parts, parent, delivery, committed, remedy, anewFor } = record;
    const { opinion, limit, examination } = detailsSchema.parse(detailsOf(lastEvent) ?? {});
    return {
      caseNumber,
      to: state,
      itemCode: item.code,
      itemVersion: item.version,
      department,
      applicantId,
      actor: lastEvent.actor,
      handIn,
      receive,
      ...(clock.dueAt && { dueAt: clock.dueAt }),
      ...(limit && { limit }),
      ...(item.fee && { fee: item.fee }),
      ...(parts && { joint: true as const }),
      ...(committed && { committed }),
      ...(parent && { parent }),
      ...(delivery && { deliveryAttempt: delivery.attempt }),
      ...(anewFor && { anewFor }),
      ...(remedy && { remedy: { kind: remedy.kind, ...(remedy.outcome && { outcome: remedy.outcome }) } }),
      ...(opinion && { opinionOf: opinion.department }),
      ...(examination && {
        examination: {
          kind: examination.kind,
          id: examination.id,
          version: examination.version,
          state: examination.state,
          step: examination.step,
        },
      }),
      hash: String(hash),
    };
  },
  details: detailsSchema,
  indexes: {
    byApplicant: {
      key: "applicantId",
      partition: ({ applicantId }) => applicantId,
      sort: "submittedAt",
    },
    // What an agent filed for one principal: few cases have one, and its row is never written again.
    byAgent: {
      key: "agentList",
      partition: ({ channel, submittedBy, applicantId }) =>
        channel === "online" && submittedBy ? filedFor(submittedBy, applicantId) : undefined,
      sort: "submittedAt",
    },
    worklist: {
      key: "worklistKey",
      partition: (record) =>
        isSwept(record) ? worklistPartition(record.department, record.state) : undefined,
      sort: { attribute: "worklistSort", of: worklistSortKey },
      // Everything that a list shows and that decides what may be done, and when the clock looks next.
      projects: [
        "caseNumber",
        "state",
        "version",
        "item",
        "calendar",
        "department",
        "applicantId",
        "channel",
        "handIn",
        "receive",
        "submittedAt",
        "clock",
        "originalsAt",
        "submittedBy",
        "assistance",
        "handler",
        "acceptedBy",
        "advised",
        "refusal",
        "notices",
        "proposal",
        "urging",
        "upperDocument",
        "suspension",
        "deferredUntil",
        "lookUps",
        "fee",
        "committed",
        "opinions",
        "examinations",
        "addressConfirmed",
        "deliveryStalled",
        "delivery",
        "parties",
        "withdrawing",
        "parent",
        "parts",
        "decision",
        "remedy",
        "anewFor",
      ],
    },
    // What a department accepted, and what ended there, by when.
    byAcceptance: {
      key: "department",
      partition: ({ department, acceptedAt }) => acceptedAt && department,
      sort: "acceptedAt",
      projects: ["caseNumber", "department", "item", "acceptedAt", "parent"],
    },
    byEnd: {
      key: "department",
      partition: ({ department, endedAt }) => endedAt && department,
      sort: "endedAt",
      projects: ["caseNumber", "department", "item", "acceptedAt", "endedAt", "state", "parent"],
    },
    byGivingUp: {
      key: "department",
      partition: ({ department, givenUpAt }) => givenUpAt && department,
      sort: "givenUpAt",
      projects: ["caseNumber", "department", "item", "givenUpAt", "state"],
    },
  },
});
export type CaseHead = ReturnType<typeof caseRecord.fromItem>;
/** A row of the worklist: all of a case but its last step and what only a change needs. */
export type CaseRow = Pick<CaseHead, (typeof caseRecord.indexes.worklist.projects)[number]>;
