import * as z from "zod";
import { caseStates, handInModes, receiveModes } from "#events/case.ts";
import { cursorSchema } from "#shared/kernel/aws/cursor.ts";
import { defineRoute, idempotencyKey, ifMatch, type RouteContract } from "#shared/kernel/http/contract.ts";
import { caseNumberPattern } from "#shared/kernel/identifiers/case-number.ts";
import { bodySchemaOf, broughtSchema } from "./action-bodies.ts";
import { addressSchema, assistanceSchema, caseMaterialSchema, partySchema } from "./case.ts";
import { progressSchema } from "./clock-progress.ts";
import { type CommandAction, commandActions, transitionOf } from "./lifecycle.ts";

const staff = ["clerk", "reviewer", "supervisor"] as const;

export const casePath = z.strictObject({
  caseNumber: z.string().regex(caseNumberPattern, "办件编号不正确。|This is not a case number."),
});
const limit = z.coerce.number().int().min(1).max(100).default(20);

const timeline = z.object({ caseNumber: z.string(), state: z.enum(caseStates), version: z.int() });
export const caseView = timeline
  .extend({
    itemCode: z.string(),
    itemVersion: z.int(),
    department: z.string(),
    channel: z.string(),
    handIn: z.object({ mode: z.enum(handInModes), originalsAt: z.iso.datetime().optional() }),
    receive: z.object({ mode: z.enum(receiveModes) }),
    submittedAt: z.iso.datetime(),
    dueAt: z.iso.datetime().nullable(),
    clock: z.record(z.string(), z.unknown()),
    /** The limit that runs now: day 3 of 20 (第 3 个工作日，共 20 个). Not in the answer of an action. */
    progress: progressSchema.optional(),
    allowedActions: z.array(z.string()),
    handler: z.string().nullable(),
    /** Filled in for one case, not in lists. */
    materials: z.array(z.unknown()).optional(),
    answers: z.record(z.string(), z.unknown()).optional(),
    notice: z.unknown().optional(),
    papers: z.array(z.unknown()).optional(),
    applicant: z.object({ name: z.string(), idNumber: z.string(), phone: z.string() }).optional(),
    deliveries: z.array(z.unknown()).optional(),
    rating: z.array(z.unknown()).optional(),
  })
  .meta({ id: "Case" });

const problems = {
  400: { description: "everything wrong with the input, at once" },
  401: { description: "sign-in needed" },
  403: { description: "not permitted" },
  404: { description: "no such case, or not yours" },
  429: { description: "too many requests; see Retry-After" },
};

export const submissionSchema = z.strictObject({
  itemCode: z.string().min(31).max(33),
  applicant: partySchema,
  agent: partySchema.optional(),
  answers: z.record(z.string(), z.unknown()),
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
  ...broughtSchema.pick({ deferred: true, commitments: true, licences: true }).shape,
  /** A clerk says how they help (帮办, 代办) and names the citizen's account, if there is one. */
  assistance: assistanceSchema.optional(),
  applicantAccount: z.string().min(1).max(128).optional(),
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
      description: "durably submitted; the same for a repeat with the same Idempotency-Key",
      schema: timeline.extend({ dueAt: z.iso.datetime().nullable() }),
    },
    422: { description: "the Idempotency-Key was used with another body" },
    ...problems,
  },
});

/** For forms in steps: the same checks as at submission, nothing kept. */
export const checkApplication = defineRoute({
  method: "POST",
  path: "/v1/case-checks",
  summary: { zh: "申报前检查", en: "See what is missing or wrong before submitting" },
  tag: "cases",
  access: { kind: "person", roles: ["citizen", "clerk"] },
  body: z.record(z.string(), z.unknown()),
  bodyLimit: 256 * 1024,
  answers: {
    200: {
      description: "everything that a submission of this body would be refused for; paths as there",
      schema: z.object({
        errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
      }),
    },
    ...problems,
  },
});

export const listMyCases = defineRoute({
  method: "GET",
  path: "/v1/cases",
  summary: { zh: "我的办件", en: "My cases" },
  tag: "cases",
  access: { kind: "person", roles: ["citizen"] },
  query: z.object({ cursor: cursorSchema, limit }),
  answers: {
    200: {
      description: "newest first",
      schema: z.object({ items: z.array(caseView), nextCursor: z.string().nullable() }),
    },
    ...problems,
  },
});

export const getCase = defineRoute({
  method: "GET",
  path: "/v1/cases/{caseNumber}",
  summary: { zh: "办件详情", en: "One case" },
  tag: "cases",
  access: { kind: "person", roles: ["citizen", ...staff] },
  pathParameters: casePath,
  answers: { 200: { description: "the case; ETag is its version", schema: caseView }, ...problems },
});

export const getHistory = defineRoute({
  method: "GET",
  path: "/v1/cases/{caseNumber}/history",
  summary: { zh: "办理过程", en: "A case's history" },
  tag: "cases",
  access: { kind: "person", roles: ["citizen", ...staff] },
  pathParameters: casePath,
  query: z.object({ cursor: cursorSchema, limit }),
  answers: {
    200: {
      description: "events with the hashes that chain them",
      schema: z.object({ items: z.array(z.unknown()), nextCursor: z.string().nullable() }),
    },
    ...problems,
  },
});

export const getWorklist = defineRoute({
  method: "GET",
  path: "/v1/worklist",
  summary: { zh: "待办", en: "Worklist" },
  tag: "cases",
  access: { kind: "person", roles: staff },
  query: z.object({
    department: z
      .string()
      .regex(/^\d{4}$/)
      .optional(),
    state: z.enum(caseStates).optional(),
    cursor: cursorSchema,
    limit,
  }),
  answers: {
    200: {
      description: "due first, first",
      schema: z.object({ items: z.array(caseView), nextCursor: z.string().nullable() }),
    },
    ...problems,
  },
});

const actionRoute = (action: CommandAction) =>
  defineRoute({
    method: "POST",
    path: `/v1/cases/{caseNumber}/actions/${action}`,
    summary: transitionOf(action).label,
    tag: "cases",
    access: {
      kind: "person",
      roles: transitionOf(action).roles.filter((role) => role !== "system"),
    },
    pathParameters: casePath,
    headers: z.object({
      "if-match": ifMatch,
      "idempotency-key": idempotencyKey.optional(),
    }),
    body: bodySchemaOf(action),
    bodyLimit: 256 * 1024,
    answers: {
      200: { description: "the case afterwards", schema: caseView },
      409: { description: "not possible now; allowedActions says what is" },
      412: { description: "the case has another version now: currentVersion" },
      ...problems,
    },
  });

export type ActionContract = ReturnType<typeof actionRoute>;

/** Actions that bring new answers, papers or data, or belong to the applicant alone. */
export const applicantActions = [
  "resubmit",
  "supplement",
  "bringDeferred",
  "correctPerson",
  "redeliver",
  "withdraw",
] as const satisfies CommandAction[];
export type ApplicantAction = (typeof applicantActions)[number];
const isForPeople = (action: CommandAction): boolean =>
  transitionOf(action).roles.some((role) => role !== "system");
export const officeActions = commandActions.filter(
  (action): action is Exclude<CommandAction, ApplicantAction> =>
    isForPeople(action) && !(applicantActions as readonly string[]).includes(action),
);

export const actionContracts = new Map<CommandAction, ActionContract>(
  [...applicantActions, ...officeActions].map((action) => [action, actionRoute(action)]),
);

const contractsOf = (actions: readonly CommandAction[]): RouteContract[] =>
  actions.flatMap((action) => actionContracts.get(action) ?? []);

export const caseSubmissionRoutes: RouteContract[] = [
  submitCase,
  checkApplication,
  listMyCases,
  getCase,
  getHistory,
  ...contractsOf(applicantActions),
];
export const caseReviewRoutes: RouteContract[] = [getWorklist, ...contractsOf(officeActions)];
