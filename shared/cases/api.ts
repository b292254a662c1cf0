import * as z from "zod";
import { caseStates, handInModes, receiveModes } from "#events/case.ts";
import { cursorSchema } from "#shared/kernel/aws/cursor.ts";
import { defineRoute, idempotencyKey, pageOf, type RouteContract } from "#shared/kernel/http/contract.ts";
import {
  actionContracts,
  behalfQuery,
  departmentQuery,
  getContract,
  listContract,
  representationId,
} from "#shared/kernel/http/record-contracts.ts";
import { caseNumberPattern } from "#shared/kernel/identifiers/case-number.ts";
import { bodySchemaOf, revisionSchema } from "./action-bodies.ts";
import {
  addressSchema,
  caseMaterialSchema,
  formSchema,
  maxParties,
  namedPartySchema,
  partySchema,
} from "./case.ts";
import { caseHistoryEntrySchema, caseSchema, caseSummarySchema } from "./case-views.ts";
import { actions, type CommandAction, commandActions, rowOf } from "./lifecycle-table.ts";
import { assistanceSchema } from "./notes.ts";

export const staff = ["clerk", "reviewer", "supervisor"] as const;

const caseNumber = z.string().regex(caseNumberPattern, "办件编号不正确。|This is not a case number.");
export const casePath = z.strictObject({ caseNumber });
const limit = z.coerce.number().int().min(1).max(100).default(20);

const placedErrors = z.array(z.object({ path: z.string(), code: z.string(), message: z.string() }));
/** What nothing is refused for: characters that official documents cannot print (`notInFont`). Left out when there are none. */
const warnings = placedErrors.optional();

/** What an action answers. */
export const actedSchema = caseSummarySchema.extend({ warnings }).meta({ id: "ActedCase" });

const api = {
  plural: "cases",
  id: "caseNumber",
  idSchema: caseNumber,
  what: { zh: "办件", en: "a case" },
  readers: ["citizen", ...staff],
  opens: "case",
  view: actedSchema,
  bodyLimit: 256 * 1024,
} as const;

export const noSuchCase = { 404: { description: "no such case, or not yours" } };

export const submissionSchema = z.strictObject({
  itemCode: z.string().min(31).max(33),
  /** A citizen's name and ID number are those of their verified identity; a clerk gives those of the documents shown. */
  applicant: partySchema.partial({ name: true, idType: true, idNumber: true }),
  /** Said by an applicant of 16 or 17: they live mainly on their own earnings (民法典 Art. 18(2)). */
  ownEarnings: z.literal(true).optional(),
  /** At the window: the proxy who is there. Online whoever signed in acts, on behalf of `onBehalfOf`. */
  agent: partySchema.optional(),
  /** For whom a citizen applies: one of their representations in force, whose scope covers the item. */
  onBehalfOf: z.strictObject({ representationId }).optional(),
  /** Where the law wants several to apply together (共同申请): who else does, and in which of the item's roles each. */
  applicantRole: namedPartySchema.shape.role.optional(),
  parties: z
    .array(
      namedPartySchema.extend({
        /** Said by a clerk: they are at the window with their documents, and have signed. */
        present: z.literal(true).optional(),
      }),
    )
    .min(1)
    .max(maxParties)
    .optional(),
  answers: formSchema.shape.answers,
  /** 情形引导: left out, everything is asked for that the item ever asks. */
  situation: formSchema.shape.situation,
  materials: z.array(caseMaterialSchema).max(50),
  handIn: z.strictObject({ mode: z.enum(handInModes), address: addressSchema.optional() }),
  receive: z.strictObject({
    mode: z.enum(receiveModes),
    address: addressSchema.optional(),
    /** 送达地址确认书: what arrives at this address counts as delivered. Asked for couriers. */
    confirmed: z
      .literal(true, { error: "请确认送达地址。|Please confirm the address for delivery." })
      .optional(),
  }),
  ...revisionSchema.pick({ deferred: true, commitments: true, licences: true }).shape,
  /** A clerk says how they help (帮办, 代办). Whose account it is follows from the ID number. */
  assistance: assistanceSchema.optional(),
});
export type SubmissionBody = z.infer<typeof submissionSchema>;

export const submitCase = defineRoute({
  method: "POST",
  path: "/v1/cases",
  summary: { zh: "申报", en: "Submit an application" },
  tag: "cases",
  access: { kind: "person", roles: ["citizen", "clerk"] },
  headers: z.object({ "idempotency-key": idempotencyKey }),
  body: submissionSchema,
  bodyLimit: 256 * 1024,
  answers: {
    201: {
      description:
        "durably submitted, or filed until the others have confirmed; the same for a repeat with the same Idempotency-Key",
      schema: caseSummarySchema
        .pick({ caseNumber: true, state: true, version: true, dueAt: true })
        .extend({ warnings })
        .meta({ id: "SubmittedCase" }),
      headers: { location: "the case" },
    },
    404: { description: "no such service item" },
    422: {
      description: "the Idempotency-Key was used with another body, or a document belongs to another case",
    },
  },
});

/** For forms in steps: the same checks as at submission, nothing kept. */
export const checkApplication = defineRoute({
  method: "POST",
  path: "/v1/case-checks",
  summary: { zh: "申报前检查", en: "See what is missing or wrong before submitting" },
  tag: "cases",
  access: { kind: "person", roles: ["citizen", "clerk"] },
  body: z.record(z.string(), z.unknown()).meta({
    description: "a submission as far as it is filled in",
    additionalProperties: { description: "as in POST /v1/cases" },
  }),
  bodyLimit: 256 * 1024,
  answers: {
    200: {
      description: "everything that a submission of this body would be refused for; paths as there",
      schema: z.object({ errors: placedErrors, warnings }),
    },
  },
});

export const listMyCases = listContract(api, {
  summary: { zh: "我的办件", en: "My cases" },
  description:
    "newest first; with `onBehalfOf` those of the principal of this representation; of one for some items only what the caller filed of these",
  roles: ["citizen"],
  query: { limit, ...behalfQuery },
  row: caseSummarySchema,
});

export const getCase = getContract(api, caseSchema);

export const getHistory = defineRoute({
  method: "GET",
  path: "/v1/cases/{caseNumber}/history",
  summary: { zh: "办理过程", en: "A case's history" },
  tag: "cases",
  access: { kind: "person", roles: ["citizen", ...staff] },
  pathParameters: casePath,
  query: z.object({ cursor: cursorSchema, limit }),
  opens: "case",
  answers: {
    200: {
      description: "the oldest first; each with its event, whose hash chains it to the one before",
      schema: pageOf(caseHistoryEntrySchema),
    },
    ...noSuchCase,
  },
});

export const getWorklist = listContract(api, {
  path: "/v1/worklist",
  summary: { zh: "待办", en: "Worklist" },
  description: "due first, first",
  roles: staff,
  query: { ...departmentQuery, state: z.enum(caseStates).optional(), limit },
  row: caseSummarySchema,
});

/** How far the calendar of working days reaches: later deadlines are provisional (暂定). */
export const getCalendar = defineRoute({
  method: "GET",
  path: "/v1/calendar",
  summary: { zh: "工作日日历", en: "The calendar of working days" },
  tag: "cases",
  access: { kind: "person", roles: staff },
  answers: {
    200: {
      description: "its last day, and whether that is near or over",
      schema: z.object({ edition: z.string(), coveredTo: z.iso.date(), endsSoon: z.boolean() }),
    },
  },
});

/** Actions that bring new answers, documents or data, or belong to the applicant alone. */
export const applicantActions = [
  "resubmit",
  "supplement",
  "submitDeferred",
  "correctPerson",
  "redeliver",
  "askWithdrawal",
  "withdraw",
  "requestFileTransfer",
  "urge",
] as const satisfies CommandAction[];
type ApplicantAction = (typeof applicantActions)[number];
/** Of those who are named to apply together, before it is their case: see invitation-api.ts. */
export const invitedActions = ["confirmApplication", "declineApplication"] as const satisfies CommandAction[];
type InvitedAction = (typeof invitedActions)[number];
const isOffices = (
  action: CommandAction,
): action is Exclude<CommandAction, ApplicantAction | InvitedAction> =>
  rowOf(action).roles.some((role) => role !== "system") &&
  !(invitedActions as readonly string[]).includes(action) &&
  !(applicantActions as readonly string[]).includes(action);

const contractsOf = <Action extends CommandAction>(names: readonly Action[]) =>
  actionContracts(
    api,
    { actions },
    Object.fromEntries(names.map((name) => [name, bodySchemaOf(name)])) as Record<Action, z.ZodType>,
  );
export const applicantContracts = contractsOf(applicantActions);
const ofOffice = contractsOf(commandActions.filter(isOffices));
export const officeContracts = { ...ofOffice, claim: { ...ofOffice.claim, limited: "claim" as const } };

export const caseSubmissionRoutes: RouteContract[] = [
  submitCase,
  checkApplication,
  listMyCases,
  getCase,
  getHistory,
  ...Object.values(applicantContracts),
];
export const caseReviewRoutes: RouteContract[] = [
  getWorklist,
  getCalendar,
  ...Object.values(officeContracts),
];
