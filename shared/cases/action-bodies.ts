import * as z from "zod";
import { line, lines } from "#shared/kernel/text.ts";
import {
  addressSchema,
  caseMaterialSchema,
  deferralSchema,
  formSchema,
  licenceUseSchema,
  phoneSchema,
} from "./case.ts";
import { collectionCodePattern } from "./collection.ts";
import type { CommandAction } from "./lifecycle-table.ts";
import {
  assistanceSchema,
  type CaseNote,
  collectors,
  correctedDocumentSchema,
  failedProvisionSchema,
  identityDocuments,
  lookUpSchema,
  noticeSchema,
  reasonSchema,
  refusalSchema,
  remedyOutcomeSchema,
  remedySchema,
  serviceSchema,
  suspensionSchema,
  terminationGrounds,
  upperDecisionSchema,
} from "./notes.ts";

type Body = {
  schema: z.ZodType;
  /** What of the body the history keeps; `department` is whose who sent it. */
  note(body: never, department?: string): CaseNote;
};

const define = <Schema extends z.ZodType>(
  schema: Schema,
  note: (body: z.output<Schema>, department?: string) => CaseNote,
): Body => ({ schema, note });

const account = z.string().trim().min(1).max(128);
const department = z
  .string()
  .regex(/^\d{4}$/, "应为 4 位部门代码。|Must be a department's code of 4 digits.");
const words = lines(2, 4000);

/** A clerk who does something for the applicant says how: 帮办 or 代办. */
const assisted = { assistance: assistanceSchema.omit({ codeReason: true }).optional() };
/** The same where numbers are given. */
const assistedWithCodes = { assistance: assistanceSchema.optional() };
type Assisted = { assistance?: z.output<typeof assistanceSchema> | undefined; reason?: string | undefined };
const assistedNote = ({ assistance, reason }: Assisted): CaseNote => ({
  ...(assistance && { assistance }),
  ...(reason && { reason }),
});

/** A revision of the application: each part that is given replaces the earlier one. */
export const revisionSchema = z.strictObject({
  answers: formSchema.shape.answers.optional(),
  situation: formSchema.shape.situation,
  materials: z.array(caseMaterialSchema).max(50).optional(),
  deferred: z.array(deferralSchema).max(50).optional(),
  commitments: formSchema.shape.commitments,
  licences: z.array(licenceUseSchema).max(50).optional(),
  ...assistedWithCodes,
});
export type RevisionBody = z.output<typeof revisionSchema>;

export const suspendingSchema = suspensionSchema.omit({ basis: true }).extend({ reason: reasonSchema });
export type Suspending = z.output<typeof suspendingSchema>;

export const deferredSchema = z.strictObject({
  materials: z.array(caseMaterialSchema).min(1).max(50),
  ...assisted,
});

/** Name and ID number are put right at the window, where the documents are seen; the rest by the citizen alone. */
export const correctionSchema = z
  .strictObject({
    name: line(1, 100).optional(),
    idNumber: z.string().trim().min(5).max(32).optional(),
    phone: phoneSchema.optional(),
    handInAddress: addressSchema.optional(),
    receiveAddress: addressSchema.optional(),
    /** Said again with every new address for results (送达地址确认书). */
    confirmed: z
      .literal(true, { error: "请确认送达地址。|Please confirm the address for delivery." })
      .optional(),
    ...assistedWithCodes,
  })
  .refine(
    ({ assistance: _how, confirmed: _confirmed, ...corrections }) => Object.keys(corrections).length > 0,
    "请写明要更正的内容。|Please say what is to be corrected.",
  )
  .refine(({ receiveAddress, confirmed }) => !receiveAddress || confirmed, {
    path: ["confirmed"],
    message: "请确认送达地址。|Please confirm the address for delivery.",
  });
export type Correction = z.output<typeof correctionSchema>;

/** 窗口领取: by the applicant's code, or by documents; an electronic result asks for neither. */
export const collectSchema = z.strictObject({
  code: z
    .string()
    .regex(collectionCodePattern, "领取码是 8 位数字。|The collection code has 8 digits.")
    .optional(),
  /** Documents of whoever collects, as the clerk saw them. */
  identity: z.enum(identityDocuments).optional(),
  relation: z.enum(collectors).optional(),
  reason: reasonSchema.optional(),
});

const reasoned = define(z.strictObject({ reason: reasonSchema }), (note) => note);
const optionalReason = define(z.strictObject({ reason: reasonSchema.optional() }), (note) => note);

const lookedUpSchema = lookUpSchema.refine(
  ({ result, reason }) => result === "found" || reason !== undefined,
  {
    path: ["reason"],
    message: "查不到或者不能查的，请写明理由。|Please say why it was not found, or could not be looked up.",
  },
);
/** What is owed still is looked up with the step that cannot be taken without it. */
const withLookUps = define(
  z.strictObject({
    reason: reasonSchema.optional(),
    lookUps: z.array(lookedUpSchema).max(20).default([]),
  }),
  ({ lookUps, ...note }) => ({ ...note, ...(lookUps.length > 0 && { lookUps }) }),
);

const bodies: Partial<Record<CommandAction, Body>> = {
  assign: define(z.strictObject({ assignee: account, reason: reasonSchema.optional() }), (note) => note),
  transfer: define(z.strictObject({ assignee: account, reason: reasonSchema }), (note) => note),
  returnForChange: reasoned,
  refuse: define(
    refusalSchema
      .extend({ reason: reasonSchema })
      .refine(({ kind, rightBody }) => (kind === "notOurs") === (rightBody !== undefined), {
        path: ["rightBody"],
        message:
          "不属于本机关职权范围的，请写明有权机关的名称和地址（行政许可法第三十二条）；其他情形不填写。|Name the competent organ and its address where it is not yours to decide (Administrative Licensing Law, Art. 32), and only there.",
      }),
    ({ reason, ...refusal }) => ({ reason, refusal }),
  ),
  forwardUp: reasoned,
  recordUpperReceipt: define(
    z.strictObject({ fileNumber: line(2, 60), reason: reasonSchema.optional() }),
    (note) => note,
  ),
  recordUpperDecision: define(
    upperDecisionSchema.extend({ reason: reasonSchema }),
    ({ reason, ...upperDecision }) => ({ reason, upperDecision }),
  ),
  accept: withLookUps,
  decideOnTheSpot: withLookUps,
  recordLookUp: define(lookedUpSchema, (lookUp) => ({ lookUps: [lookUp] })),
  recordRemedy: define(remedySchema.extend({ reason: reasonSchema.optional() }), ({ reason, ...remedy }) => ({
    remedy,
    ...(reason && { reason }),
  })),
  recordRemedyOutcome: define(
    remedyOutcomeSchema.extend({ reason: reasonSchema }),
    ({ reason, ...remedyOutcome }) => ({ reason, remedyOutcome }),
  ),
  correctDecision: define(
    correctedDocumentSchema
      .extend({
        reason: reasonSchema,
        clerical: z.literal(true, {
          error:
            "更正只改正文字差错；改变决定内容的，请依法撤销或者重新作出决定。|Only a clerical error is corrected. What changes the decision is revoked, or decided anew.",
        }),
      })
      .refine(({ wrong, right }) => wrong !== right, {
        path: ["right"],
        message: "更正后的内容和原来的一样。|It says the same as before.",
      }),
    ({ reason, clerical: _clerical, ...correction }) => ({ reason, correction }),
  ),
  carryOutRemedy: reasoned,
  requestFileTransfer: define(z.strictObject({ reason: reasonSchema.optional(), ...assisted }), assistedNote),
  transferFile: reasoned,
  approve: define(
    z.strictObject({ reason: reasonSchema.optional(), conditions: reasonSchema.optional() }),
    (note) => note,
  ),
  reject: define(
    z.strictObject({
      provisions: z
        .array(failedProvisionSchema)
        .min(
          1,
          "请逐项写明不符合的规定和查明的事实。|Please name each provision that is not met, with the fact.",
        )
        .max(20),
      reason: reasonSchema,
    }),
    (note) => note,
  ),
  terminate: define(
    z.strictObject({
      ground: z.enum(terminationGrounds, {
        error:
          "受理后只有申请人死亡、申请人是组织而终止的，才可以不作决定而终止；其他情形请作出准予或者不予的决定。|After acceptance a case ends without a decision only when the applicant died, or the organisation ended; otherwise please decide.",
      }),
      reason: reasonSchema,
    }),
    (note) => note,
  ),
  resubmit: define(revisionSchema, assistedNote),
  supplement: define(revisionSchema, assistedNote),
  submitDeferred: define(deferredSchema, assistedNote),
  correctPerson: define(correctionSchema, assistedNote),
  redeliver: define(z.strictObject({ reason: reasonSchema.optional(), ...assisted }), assistedNote),
  withdraw: define(z.strictObject({ reason: reasonSchema.optional(), ...assisted }), assistedNote),
  collect: define(collectSchema, ({ reason }) => (reason ? { reason } : {})),
  requestSupplement: define(
    z
      .strictObject({
        reason: reasonSchema.optional(),
        materials: noticeSchema.shape.materials.default([]),
        fields: noticeSchema.shape.fields.default([]),
      })
      .refine(
        ({ materials, fields }) => materials.length + fields.length > 0,
        "请列出全部需要补正的材料和内容，并逐项写明理由。|Please list every material and field that is missing or wrong, each with its reason.",
      ),
    ({ reason, ...notice }) => ({ notice, ...(reason && { reason }) }),
  ),
  suspend: define(suspendingSchema, ({ reason }) => ({
    reason,
  })),
  proposeExtension: reasoned,
  extend: reasoned,
  proposeFurtherNotice: reasoned,
  declineProposal: reasoned,
  urge: define(z.strictObject({ reason: reasonSchema.optional(), ...assisted }), assistedNote),
  answerUrging: define(z.strictObject({ answer: words }), ({ answer: reason }) => ({ reason })),
  recordService: define(
    serviceSchema.refine(({ way, refused }) => (way === "left") === (refused !== undefined), {
      path: ["refused"],
      message:
        "留置送达的，请写明拒收事由和见证人（或者记录方式）；其他送达方式不填写。|Say why it was not taken and who saw it where the document was left, and only there.",
    }),
    (service) => ({ service }),
  ),
  askOpinion: define(z.strictObject({ department, question: words }), (body) => ({
    opinion: { department: body.department, text: body.question },
  })),
  giveOpinion: define(z.strictObject({ opinion: words }), ({ opinion: text }, own = "") => ({
    opinion: { department: own, text },
  })),
};

const bodyOf = (action: CommandAction): Body => bodies[action] ?? optionalReason;

export const bodySchemaOf = (action: CommandAction): z.ZodType => bodyOf(action).schema;

/** What the history keeps of an action's body, which its schema has checked. */
export const noteOf = (action: CommandAction, body: unknown, department: string | undefined): CaseNote =>
  bodyOf(action).note(body as never, department);
