import * as z from "zod";
import { caseLimits } from "#events/case.ts";
import { limitCodePattern } from "#shared/kernel/calendar/working-days.ts";
import { situationAnswersSchema } from "#shared/kernel/forms/situation-answers.ts";
import { documentNumber, normalForms } from "#shared/kernel/identifiers/normal-forms.ts";
import { mobilePhonePattern } from "#shared/kernel/identifiers/number-formats.ts";
import { requestMarkSchema } from "#shared/kernel/records/last-event.ts";
import { line } from "#shared/kernel/text.ts";
import { lookUpSchema, materialId, noticeSchema } from "./notes.ts";

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
  /** When the notice of what was asked was served: the applicant's days count from there, and nothing lapses before. */
  servedAt: instant.optional(),
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

export const phoneSchema = z
  .string()
  .overwrite(normalForms["mobile-phone"])
  .regex(mobilePhonePattern, "请填写 11 位手机号码。|Please give an 11-digit mobile number.");

export const caseMaterialSchema = z.strictObject({
  materialId,
  documentId: z.string().min(1).max(64),
});

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
  /** The applicant is 16 or 17 and declares that they live mainly on their own earnings (民法典 Art. 18(2)). */
  ownEarnings: z.literal(true).optional(),
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
  /** 情形: what the applicant answered about their own situation, which says what the item asks of them. */
  situation: situationAnswersSchema.optional(),
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
