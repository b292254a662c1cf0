import * as z from "zod";
import { caseLimits } from "#events/case.ts";
import { examinationId, examinationKinds, owedSchema } from "#events/examination.ts";
import { caseNumber } from "#events/identifiers.ts";
import { licenceId } from "#events/licence.ts";
import { remedyKinds, remedyOutcomes } from "#events/remedy.ts";
import { suspensionKinds } from "#events/suspension-kinds.ts";
import { limitCodePattern } from "#shared/kernel/calendar/working-days.ts";
import { documentNumber, normalForms } from "#shared/kernel/identifiers/normal-forms.ts";
import { mobilePhonePattern } from "#shared/kernel/identifiers/number-formats.ts";
import { requestMarkSchema } from "#shared/kernel/records/last-event.ts";
import { line, lines } from "#shared/kernel/text.ts";

const instant = z.iso.datetime();

/** Bound of what one record holds; a guard refuses what would go past it. */
export const maxSuspensions = 20;

/** `20w`, `10n`, `6m`: see `limitCode`. */
export const limitSchema = z.string().regex(limitCodePattern);

/**
 * The legal clock (法定时限) and the promised one (承诺时限). What happened is kept, and the deadlines that
 * follow from it: see clock.ts. Instants are ISO 8601 in UTC.
 */
export const clockSchema = z.strictObject({
  /** When the complete documents last reached the office; while it is `unconfirmed`, when it was filed. */
  receivedAt: instant,
  /** Originals are still on their way, so nothing is late yet. */
  waiting: z.literal(true).optional(),
  /** Filed together, and somebody has not confirmed: nothing is received, and only `confirmDueAt` runs. */
  unconfirmed: z.literal(true).optional(),
  confirmDueAt: instant.optional(),
  /** Until when everything missing must be listed at once: 5 working days (行政许可法 Art. 32). */
  noticeDueAt: instant.optional(),
  /** Something was asked of the applicant, who has until `answerDueAt`. */
  askedAt: instant.optional(),
  answerDueAt: instant.optional(),
  startedAt: instant.optional(),
  dueAt: instant.optional(),
  promisedDueAt: instant.optional(),
  pausedAt: instant.optional(),
  /** When the suspension is announced to end. */
  pausedUntil: instant.optional(),
  /** Suspensions that are over: from, to. */
  pauses: z
    .array(z.tuple([instant, instant]))
    .max(maxSuspensions)
    .optional(),
  /** What the law's limit was extended by. */
  extension: limitSchema.optional(),
  decidedAt: instant.optional(),
  /** Until when the decision must be on its way: 10 working days (Art. 44). */
  deliverDueAt: instant.optional(),
  /** When it was sent up (转报), and until when the upper organ decides: its time, and not this office's. */
  forwardedAt: instant.optional(),
  upperDueAt: instant.optional(),
  /** Yellow: a limit ends soon; red: it is over. A red mark stays, whatever comes. */
  marks: z.partialRecord(z.enum(caseLimits), z.enum(["yellow", "red"])).optional(),
  /** When the law's own clock has to look at the case again. */
  nextCheckAt: instant.optional(),
  stoppedAt: instant.optional(),
  /** A deadline lies beyond the calendar's edition and may still move (暂定). */
  provisional: z.literal(true).optional(),
});
export type CaseClock = z.infer<typeof clockSchema>;

/** By when the next thing must be done, as promised or by law: what the worklist is ordered by. */
export function nextDueAt(clock: CaseClock): string | undefined {
  const { stoppedAt, deliverDueAt, pausedUntil, confirmDueAt } = clock;
  if (stoppedAt) return undefined;
  if (confirmDueAt) return confirmDueAt;
  const [first] = [clock.promisedDueAt, clock.dueAt, clock.answerDueAt, clock.noticeDueAt]
    .filter((dueAt) => dueAt !== undefined)
    .sort();
  return deliverDueAt ?? clock.upperDueAt ?? (clock.forwardedAt ? undefined : (pausedUntil ?? first));
}

const materialId = z.string().min(1).max(32);
export const reasonSchema = lines(2, 1000);
export const phoneSchema = z
  .string()
  .overwrite(normalForms["mobile-phone"])
  .regex(mobilePhonePattern, "请填写 11 位手机号码。|Please give an 11-digit mobile number.");

export const caseMaterialSchema = z.strictObject({
  materialId,
  documentId: z.string().min(1).max(64),
});

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
/** Who collects, as the applicant sees them (代领须有授权). */
export const collectors = ["self", "agent", "family", "employee"] as const;
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
  answerBy: instant.optional(),
  suspension: suspensionSchema.optional(),
  ground: z.enum(allTerminationGrounds).optional(),
  refusal: refusalSchema.optional(),
  /** The upper organ's number of the file. */
  fileNumber: z.string().max(60).optional(),
  upperDecision: upperDecisionSchema.optional(),
  lookUp: lookUpSchema.optional(),
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

export const addressSchema = z.strictObject({
  recipient: line(1, 50),
  phone: phoneSchema,
  /** 12-digit code of the subdistrict or of another place in the country. */
  areaCode: z
    .string()
    .regex(/^\d{6}(\d{6})?$/)
    .optional(),
  street: line(2, 200),
});
export type Address = z.infer<typeof addressSchema>;

export const partySchema = z.strictObject({
  name: line(1, 100),
  idType: z.enum(["residentId", "uscc", "passport"]),
  idNumber: z.string().overwrite(documentNumber).min(5).max(32),
  phone: phoneSchema,
});
export type Party = z.infer<typeof partySchema>;

/** Bound of what one record holds. */
export const maxParties = 7;
const role = z.string().regex(/^[a-z][a-zA-Z]{1,19}$/);
/** Somebody who applies together with the applicant (共同申请人), in one of the item's roles. */
export const namedPartySchema = partySchema.extend({ role });
export type NamedParty = z.infer<typeof namedPartySchema>;

/** Personal data of a case: only in its own item, deleted on its own terms. */
export const personSchema = z.strictObject({
  applicant: partySchema,
  /** The applicant's number was put right at the window: no sign-in has verified it. */
  numberCorrected: z.literal(true).optional(),
  /** The applicant's own role, and the others, in the record's order. */
  applicantRole: role.optional(),
  parties: z.array(namedPartySchema).min(1).max(maxParties).optional(),
  agent: partySchema.optional(),
  handInAddress: addressSchema.optional(),
  receiveAddress: addressSchema.optional(),
});
export type CasePerson = z.infer<typeof personSchema>;

/** 容缺后补: the applicant promises to bring a material by a day (yyyy-MM-dd in Asia/Shanghai). */
export const deferralSchema = z.strictObject({ materialId, until: z.iso.date() });
/** 用证: a licence from the store stands for a material; the applicant authorises this one use. */
export const licenceUseSchema = z.strictObject({
  materialId,
  licenceId: z.string().min(1).max(64),
  authorised: z.literal(true, {
    error: "使用电子证照需要您的授权。|A licence is used only with your authorisation.",
  }),
});

const answersSchema = z.record(z.string(), z.unknown()).meta({
  description: "answers to the item's form, by the names of its fields",
  additionalProperties: { description: "as the form's JSON Schema says" },
});

/** What the applicant brought in one revision of the application: answers (填报内容) and materials (材料). */
export const formSchema = z.strictObject({
  revision: z.int().positive(),
  answers: answersSchema,
  materials: z.array(caseMaterialSchema).max(50),
  deferred: z.array(deferralSchema).max(50).optional(),
  /** 告知承诺: materials that the applicant's signed commitment stands for. */
  commitments: z.array(materialId).max(50).optional(),
  licences: z.array(licenceUseSchema).max(50).optional(),
  /** What the office looked up itself. */
  lookUps: z.array(lookUpSchema).max(50).optional(),
  /** The proxy's authority (授权委托书). */
  authority: z.string().max(64).optional(),
  /** The first revision's: the request that submitted it, to know a repeat by. */
  request: requestMarkSchema.optional(),
  /** The one-time notice given on this revision, and everything that any notice has named so far. */
  notice: noticeSchema.extend({ reason: z.string().optional(), namedSoFar: z.array(z.string()) }).optional(),
});
export type CaseForm = z.infer<typeof formSchema>;

/** 告知承诺: whether a commitment stands for any of the materials. */
export const isCommitted = ({ commitments = [] }: Pick<CaseForm, "commitments">): true | undefined =>
  commitments.length > 0 || undefined;

/** The first day by which something promised has to come. */
export const deferredUntil = ({ deferred = [] }: Pick<CaseForm, "deferred">): string | undefined =>
  deferred.map(({ until }) => until).sort()[0];
