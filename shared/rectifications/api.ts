import * as z from "zod";
import { ratingChannels, ratingStages, satisfactionLevels } from "#events/rating.ts";
import { rectificationOutcomes, rectificationStates } from "#events/rectification.ts";
import { cursorSchema } from "#shared/kernel/aws/cursor.ts";
import { defineRoute, ifMatch, type RouteContract } from "#shared/kernel/http/contract.ts";
import { actionBodySchema } from "./action-bodies.ts";
import { appealGrounds, callResults, findings, toldBy } from "./order.ts";

const staff = { kind: "person", roles: ["clerk", "reviewer", "supervisor"] } as const;
const path = z.strictObject({
  rectificationId: z.string().regex(/^[0-9a-f]{16}$/, "工单编号不正确。|This is not a work order's id."),
});
const page = {
  cursor: cursorSchema,
  limit: z.coerce.number().int().min(1).max(50).default(20),
};
const problems = {
  400: { description: "everything wrong with the input, at once" },
  401: { description: "sign-in needed" },
  403: { description: "not permitted" },
  429: { description: "too many requests; see Retry-After" },
};
const notFound = { 404: { description: "no such work order, or not your department's" } };
const told = z.object({ how: z.enum(toldBy), words: z.string(), at: z.iso.datetime() });

const summary = z
  .object({
    rectificationId: z.string(),
    stage: z.enum(ratingStages),
    itemCode: z.string(),
    department: z.string(),
    level: z.enum(satisfactionLevels),
    anonymous: z.boolean(),
    state: z.enum(rectificationStates),
    version: z.int(),
    openedAt: z.iso.datetime(),
    dueAt: z.iso.datetime(),
    overdue: z.boolean(),
    escalated: z.boolean(),
    complex: z.boolean(),
    outcome: z.enum(rectificationOutcomes).optional(),
    allowedActions: z.array(z.string()),
  })
  .meta({ id: "Rectification" });

const whole = summary.extend({
  /** Not for an anonymous rating: it would tell who rated. */
  caseNumber: z.string().optional(),
  calls: z.array(z.object({ at: z.iso.datetime(), by: z.string(), result: z.enum(callResults) })),
  finding: z.enum(findings).optional(),
  appeal: z.object({ ground: z.enum(appealGrounds), dismissed: z.literal(true).optional() }).optional(),
  appealBy: z.iso.datetime(),
  told: told.optional(),
  followUp: z.enum(satisfactionLevels).optional(),
  rating: z
    .object({
      details: z.array(z.object({ code: z.string(), text: z.string() })),
      comment: z.string().optional(),
      channel: z.enum(ratingChannels),
      ratedAt: z.iso.datetime(),
      window: z.string().optional(),
    })
    .nullable(),
});

export const listRectifications = defineRoute({
  method: "GET",
  path: "/v1/rectifications",
  summary: { zh: "差评整改工单", en: "Work orders of bad ratings" },
  tag: "rectifications",
  access: staff,
  query: z.object({
    ...page,
    department: z
      .string()
      .regex(/^\d{4}$/)
      .optional(),
  }),
  answers: {
    200: {
      description:
        "open ones of the caller's department, all for supervisors, by what is due first; a page may be short, or empty, and have a next one",
      schema: z.object({ items: z.array(summary), nextCursor: z.string().nullable() }),
    },
    ...problems,
  },
});

export const getRectification = defineRoute({
  method: "GET",
  path: "/v1/rectifications/{rectificationId}",
  summary: { zh: "整改工单详情", en: "One work order" },
  tag: "rectifications",
  access: staff,
  pathParameters: path,
  answers: {
    200: {
      description:
        "ETag is its version. Who rated is not told: for a call-back the case's applicant is revealed, on record",
      schema: whole,
    },
    ...notFound,
    ...problems,
  },
});

export const getRectificationHistory = defineRoute({
  method: "GET",
  path: "/v1/rectifications/{rectificationId}/history",
  summary: { zh: "整改过程", en: "What happened to a work order" },
  tag: "rectifications",
  access: staff,
  pathParameters: path,
  answers: {
    200: {
      description: "oldest first, with the words of whoever did it",
      schema: z.object({
        items: z.array(
          z.object({
            what: z.string(),
            at: z.iso.datetime(),
            state: z.string(),
            by: z.object({ role: z.string(), id: z.string() }).nullable(),
            words: z.string().optional(),
          }),
        ),
      }),
    },
    ...notFound,
    ...problems,
  },
});

export const actOnRectification = defineRoute({
  method: "POST",
  path: "/v1/rectifications/{rectificationId}/actions",
  summary: { zh: "处理整改工单", en: "Take an action" },
  tag: "rectifications",
  access: staff,
  pathParameters: path,
  headers: z.object({
    "if-match": ifMatch,
  }),
  body: actionBodySchema,
  answers: {
    200: { description: "the work order afterwards", schema: summary },
    409: { description: "not possible now; allowedActions says what is" },
    412: { description: "it has another version now: currentVersion" },
    ...notFound,
    ...problems,
  },
});

export const listMyRectifications = defineRoute({
  method: "GET",
  path: "/v1/my/rectifications",
  summary: { zh: "我的差评处理结果", en: "What became of my bad ratings" },
  tag: "rectifications",
  access: { kind: "person", roles: ["citizen"] },
  query: z.object(page),
  answers: {
    200: {
      description: "newest first",
      schema: z.object({
        items: z.array(
          z.object({
            caseNumber: z.string(),
            stage: z.enum(ratingStages),
            level: z.enum(satisfactionLevels),
            openedAt: z.iso.datetime(),
            dueAt: z.iso.datetime(),
            state: z.enum(["inProgress", "closed", "voided"]),
            outcome: z.enum(rectificationOutcomes).optional(),
            told: told.optional(),
          }),
        ),
        nextCursor: z.string().nullable(),
      }),
    },
    ...problems,
  },
});

export const rectificationRoutes: RouteContract[] = [
  listRectifications,
  getRectification,
  getRectificationHistory,
  actOnRectification,
  listMyRectifications,
];
