import * as z from "zod";
import { caseLimits } from "#events/case.ts";
import { examinationId, examinationKinds, owedSchema } from "#events/examination.ts";
import { caseNumber } from "#events/identifiers.ts";
import { licenceId } from "#events/licence.ts";
import { remedyKinds, remedyOutcomes } from "#events/remedy.ts";
import { suspensionKinds } from "#events/suspension-kinds.ts";
import { line, lines } from "#shared/kernel/text.ts";

export const materialId = z.string().min(1).max(32);
export const reasonSchema = lines(2, 1000);

export const suspensionSchema = z.strictObject({
  kind: z.enum(suspensionKinds),
  /** The provision that asks for it. */
  basis: line(2, 200),
  /** Working days that it is expected to take: given to the applicant in writing. */
  expectedDays: z.int().positive().max(365),
});

/** One-time notice (一次性告知书, 行政许可法 Art. 32): everything missing or wrong, each with its reason. */
export const noticeSchema = z.strictObject({
  materials: z.array(z.strictObject({ materialId, reason: reasonSchema })).max(50),
  /** JSON pointers into the answers, such as `/shopName`. */
  fields: z
    .array(z.strictObject({ path: z.string().regex(/^(\/[^/]{1,100}){1,8}$/), reason: reasonSchema }))
    .max(200),
});
export type Notice = z.infer<typeof noticeSchema>;

/** 帮办: the citizen is there and a clerk helps. 代办: somebody else applies, with an authority in writing. */
export const assistanceSchema = z.strictObject({
  kind: z.enum(["helped", "byProxy"]),
  /** The confirmed document that authorises the proxy (授权委托书). */
  authority: z.string().max(64).optional(),
  /** Why credit codes whose check character does not fit are right: some were issued so (GB 32100; before 2016). */
  codeReason: line(4, 200).optional(),
});

/** Documents by which a window sees who is there. */
export const identityDocuments = ["residentId", "socialSecurityCard", "passport", "businessLicence"] as const;
export const collectionWays = ["opened", "code", "identity"] as const;

/** Why a case ends without a decision: there is nobody left whom it could be made for. */
export const terminationGrounds = ["applicantDied", "organisationEnded"] as const;
/** The same with what only the clock says: a deferred material did not come by its day (容缺逾期未补). */
export const allTerminationGrounds = [...terminationGrounds, "deferralMissed"] as const;

/**
 * Why an application is not taken: what it asks for needs none (行政许可法 Art. 32(1)), another organ is competent
 * (Art. 32(2)), or the applicant may not apply now (Arts. 78 and 79).
 */
export const refusalKinds = ["notNeeded", "notOurs", "barred"] as const;
/** The organ to which the applicant has to turn. */
const rightBodySchema = z.strictObject({
  name: line(4, 100),
  address: line(4, 200),
  /** What it is to be asked for. */
  item: line(2, 100).optional(),
});
export const refusalSchema = z.strictObject({
  kind: z.enum(refusalKinds),
  /** The provision that says so. */
  basis: line(4, 200),
  rightBody: rightBodySchema.optional(),
});

/** What an application fails, and by which fact: each provision with its own (行政许可法 Art. 38: reasons are given). */
export const failedProvisionSchema = z.strictObject({
  /** The provision as it is cited: act, article, paragraph, item. */
  basis: line(4, 200),
  fact: reasonSchema,
});

/** Documents whose service is proved: each starts a limit for whoever gets it. */
export const servedDocuments = [
  "notice",
  "refusal",
  "lapse",
  "suspension",
  "extension",
  "approval",
  "rejection",
  "termination",
] as const;
export const serviceWays = ["inPerson", "electronic", "courier", "left", "published"] as const;
export const receiverRelations = [
  "self",
  "legalRepresentative",
  "agent",
  "adultFamily",
  "reception",
] as const;
/** Who collects a result at the window (代领须有授权): whoever heads an organisation comes as the applicant. */
export const collectors = [
  "self",
  "agent",
  "adultFamily",
  "reception",
] as const satisfies readonly (typeof receiverRelations)[number][];
/** How a document was served (送达), as its proof (送达回证) has it. */
export const serviceSchema = z.strictObject({
  document: z.enum(servedDocuments),
  way: z.enum(serviceWays),
  servedOn: z.iso.date(),
  /** In Asia/Shanghai. */
  servedAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "请按 09:30 的格式填写时间。|Please give the time as 09:30."),
  place: line(2, 200),
  /** Who took it, by what they are to the applicant. */
  receiver: z.enum(receiverRelations),
  /** 送达人. */
  server: line(2, 50),
  /** It was not taken, and left there (留置送达). */
  refused: z
    .strictObject({
      why: lines(2, 200),
      /** Who saw it, or how it was recorded. */
      witness: line(2, 100),
    })
    .optional(),
});

/** The instant that a proof of service tells, in UTC. */
export const serviceMoment = ({
  servedOn,
  servedAt,
}: Pick<z.infer<typeof serviceSchema>, "servedOn" | "servedAt">): string =>
  new Date(`${servedOn}T${servedAt}:00+08:00`).toISOString();

/** A clerical error of a document put right (更正): where it stands, what it says and what it should say. */
export const correctedDocumentSchema = z.strictObject({
  document: z.enum(servedDocuments),
  place: line(2, 100),
  wrong: lines(1, 500),
  right: lines(1, 500),
});
/** The version of a licence with which an error in it was put right. */
const correctedLicenceSchema = z.strictObject({ licenceId, version: z.int().positive() });

/** What the upper organ decided: its document, and the day on it. */
export const upperDecisionSchema = z.strictObject({
  result: z.enum(["approved", "rejected"]),
  number: line(2, 60),
  decidedOn: z.iso.date(),
});
/** A reconsideration (行政复议), a lawsuit (行政诉讼) or the department's own second look (自行纠正), as it was received. */
export const remedySchema = z.strictObject({
  kind: z.enum(remedyKinds),
  /** The organ or court. */
  organ: line(4, 100),
  /** Its number of the matter. */
  number: line(2, 60),
  receivedOn: z.iso.date(),
});
/** How it ended: the document that says so, and the days within which the department has to act. */
export const remedyOutcomeSchema = z.strictObject({
  outcome: z.enum(remedyOutcomes),
  number: line(2, 60),
  decidedOn: z.iso.date(),
  /** When the department got it: the days count from there. */
  servedOn: z.iso.date(),
  /** As ordered; the item's own limit where no days were ordered. */
  within: z
    .strictObject({
      days: z.int().positive().max(365),
      unit: z.enum(["workingDay", "calendarDay"]),
    })
    .optional(),
});

/** What a case keeps of an inspection, a hearing or a third party: how it stands, as of its version. */
export const examinationSchema = z.strictObject({
  kind: z.enum(examinationKinds),
  id: examinationId,
  version: z.int().positive(),
  state: z.string().min(1).max(20),
  /** What happened last: the event's own name. */
  step: z.string().min(1).max(30),
  owed: owedSchema.optional(),
});
export type Examination = z.infer<typeof examinationSchema>;

export const lookUpResults = ["found", "notFound", "unavailable"] as const;
/**
 * A material that an office holds (政府部门核发或者掌握, 国令第716号: it may not be asked for) was looked up: where, when, with
 * which result. What was not found, or could not be asked, has its reason in writing.
 */
export const lookUpSchema = z.strictObject({
  materialId,
  /** The system or organ that was asked. */
  source: line(2, 100),
  result: z.enum(lookUpResults),
  lookedUpOn: z.iso.date(),
  /** The number of the answer. */
  number: line(2, 60).optional(),
  reason: reasonSchema.optional(),
});
export type LookUp = z.infer<typeof lookUpSchema>;

/** The details of a command: kept in the history, never on the bus. */
export const detailsSchema = z.object({
  notice: noticeSchema.optional(),
  /** Until when the applicant may answer a notice. */
  answerBy: z.iso.datetime().optional(),
  suspension: suspensionSchema.optional(),
  ground: z.enum(allTerminationGrounds).optional(),
  refusal: refusalSchema.optional(),
  /** The upper organ's number of the file. */
  fileNumber: z.string().max(60).optional(),
  upperDecision: upperDecisionSchema.optional(),
  lookUps: z.array(lookUpSchema).min(1).max(20).optional(),
  correction: correctedDocumentSchema.optional(),
  licenceCorrection: correctedLicenceSchema.optional(),
  remedy: remedySchema.optional(),
  remedyOutcome: remedyOutcomeSchema.optional(),
  /** The case in which the decision is made anew. */
  anew: caseNumber.optional(),
  provisions: z.array(failedProvisionSchema).max(20).optional(),
  /** What whoever is permitted something has to keep to. */
  conditions: z.string().max(1000).optional(),
  service: serviceSchema.optional(),
  /** Which limit a warning is about. */
  limit: z.enum(caseLimits).optional(),
  assistance: assistanceSchema.optional(),
  /** By which somebody applied for the applicant. */
  representationId: z.string().max(64).optional(),
  /** How a result was collected, and by whom. */
  collection: z
    .strictObject({
      how: z.enum(collectionWays),
      relation: z.enum(collectors),
      identity: z.enum(identityDocuments).optional(),
    })
    .optional(),
  assignee: z.string().max(128).optional(),
  opinion: z.strictObject({ department: z.string().regex(/^\d{4}$/), text: z.string().max(4000) }).optional(),
  examination: examinationSchema.optional(),
});
/** The same with the words. */
export type CaseNote = z.infer<typeof detailsSchema> & { reason?: string | undefined };
