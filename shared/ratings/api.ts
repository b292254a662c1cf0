import * as z from "zod";
import { itemCode } from "#events/identifiers.ts";
import { ratingStages, satisfactionLevels } from "#events/rating.ts";
import { defineRoute, idempotencyKey, pageOf, type RouteContract } from "#shared/kernel/http/contract.ts";
import { pageQuery } from "#shared/kernel/http/record-contracts.ts";
import { line } from "#shared/kernel/text.ts";
import { deviceIdSchema } from "./devices/devices.ts";
import { figuresSchema } from "./figures/figures.ts";
import {
  caseNumber,
  checkTags,
  instantInput,
  ratedSchema,
  ratingInput,
  refusedSignature,
  stage,
  turn,
} from "./input.ts";
import { ratingLinkSchema } from "./links/links.ts";

const token = z.string().min(20).max(1024);
export const departmentCode = z
  .string()
  .regex(/^\d{4}$/, "部门代码为 4 位数字。|A department's code has 4 digits.");
const refusals = {
  403: { description: "whoever handles a case does not rate it" },
  409: { description: "the stage cannot be rated yet, or not any more, or has been" },
  422: { description: "the Idempotency-Key was used with another body" },
};

const devicePath = z.strictObject({ deviceId: deviceIdSchema });

export const rateFromDevice = defineRoute({
  method: "POST",
  path: "/v1/rating-devices/{deviceId}/ratings",
  summary: { zh: "评价器提交评价", en: "A rating device hands a rating in" },
  tag: "ratings",
  access: { kind: "machine" },
  pathParameters: devicePath,
  body: z
    .strictObject({
      caseNumber,
      stage,
      ...ratingInput,
      ratedAt: instantInput,
      channel: z.enum(["windowTablet", "hallTerminal"]).default("windowTablet"),
    })
    .superRefine(checkTags),
  answers: {
    202: { description: "queued, and cannot be lost any more" },
    503: { description: "not queued; send it again" },
    ...refusedSignature,
  },
});

export const deviceHeartbeat = defineRoute({
  method: "POST",
  path: "/v1/rating-devices/{deviceId}/heartbeat",
  summary: { zh: "评价器心跳", en: "A rating device reports that it works" },
  tag: "ratings",
  access: { kind: "machine" },
  pathParameters: devicePath,
  body: z.strictObject({
    /** Ratings that it still has to bring. */
    waiting: z.int().min(0).max(1_000_000),
    software: line(1, 32).optional(),
  }),
  answers: {
    200: {
      description: "what the time is, where it is registered and since when somebody is on shift there",
      schema: z.object({
        now: z.iso.datetime(),
        window: z.string(),
        department: z.string(),
        shift: z.object({ since: z.iso.datetime() }).nullable(),
      }),
    },
    404: { description: "not registered, or put out of use: what it brings is quarantined" },
    ...refusedSignature,
  },
});

export const rateMyCase = defineRoute({
  method: "POST",
  path: "/v1/cases/{caseNumber}/ratings",
  summary: { zh: "评价办件", en: "Rate my case" },
  tag: "ratings",
  access: { kind: "person", roles: ["citizen"] },
  pathParameters: z.strictObject({ caseNumber }),
  headers: z.object({ "idempotency-key": idempotencyKey.optional() }),
  body: z.strictObject({ stage, turn: turn.default("first"), ...ratingInput }).superRefine(checkTags),
  answers: {
    201: { description: "recorded; the same for a repeat", schema: ratedSchema },
    404: { description: "no such case, or not yours, or nothing of it can be rated yet" },
    ...refusals,
  },
});

const linkProblems = {
  401: { description: "not a link of ours" },
  410: { description: "the link has expired" },
};

/** POST, because the token must not be in a URL that somebody logs: pages carry it behind a `#`. */
export const openRatingLink = defineRoute({
  method: "POST",
  path: "/v1/rating-links/open",
  summary: { zh: "打开评价链接", en: "See what a rating link is for" },
  tag: "ratings",
  access: { kind: "public" },
  body: z.strictObject({ token }),
  answers: {
    200: {
      description: "what can be rated with it, and whether it still can",
      schema: ratingLinkSchema
        .pick({ caseNumber: true, stage: true, turn: true, channel: true, expiresAt: true })
        .extend({
          state: z.enum(["notYet", "ratable", "rated", "tooLate"]),
          itemCode: z.string().nullable(),
        }),
    },
    ...linkProblems,
  },
});

export const rateByLink = defineRoute({
  method: "POST",
  path: "/v1/rating-links/ratings",
  summary: { zh: "通过评价链接评价", en: "Rate by a one-time link" },
  tag: "ratings",
  access: { kind: "public" },
  body: z.strictObject({ token, ...ratingInput }).superRefine(checkTags),
  answers: {
    201: { description: "recorded; the same for a repeat", schema: ratedSchema },
    ...refusals,
    ...linkProblems,
  },
});

export const getRatingSummary = defineRoute({
  method: "GET",
  path: "/v1/ratings/summary",
  summary: { zh: "好差评统计", en: "What ratings add up to" },
  tag: "ratings",
  access: { kind: "public" },
  query: z.object({
    department: departmentCode.optional(),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    by: z.enum(["department", "day", "item", "window", "channel"]).default("department"),
  }),
  answers: {
    200: {
      description:
        "days in Shanghai, both ends included, at most 92, the last 30 unless said; averageScore is on a scale of 10; windows are named with their department",
      schema: z.object({
        from: z.iso.date(),
        to: z.iso.date(),
        by: z.string(),
        overall: figuresSchema,
        groups: z.array(figuresSchema.extend({ key: z.string() })),
      }),
    },
  },
});

export const publishedComment = z.object({
  department: z.string(),
  itemCode: z.string(),
  stage: z.enum(ratingStages),
  level: z.enum(satisfactionLevels),
  /** yyyy-MM-dd in Shanghai: the moment would say too much about who it was. */
  day: z.iso.date(),
  text: z.string(),
  reply: z.object({ text: z.string(), at: z.iso.datetime() }).optional(),
});

export const listPublishedComments = defineRoute({
  method: "GET",
  path: "/v1/ratings/comments",
  summary: { zh: "公开的评价内容", en: "Published comments" },
  tag: "ratings",
  access: { kind: "public" },
  query: z.object({
    ...pageQuery,
    department: departmentCode.optional(),
    item: itemCode.optional(),
  }),
  answers: {
    200: {
      description: "newest first; a page may be short, or empty, and have a next one",
      schema: pageOf(publishedComment),
    },
  },
});

/** What function `rating-callback` answers. */
export const ratingRoutes: RouteContract[] = [
  rateFromDevice,
  deviceHeartbeat,
  rateMyCase,
  openRatingLink,
  rateByLink,
  getRatingSummary,
  listPublishedComments,
];
