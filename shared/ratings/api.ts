import * as z from "zod";
import { satisfactionLevels } from "#events/rating.ts";
import { defineRoute, type RouteContract } from "#shared/http/contract.ts";
import { hasValidMod3736 } from "#shared/identifiers/mod-37-36.ts";
import { tagFault } from "./detail-tags.ts";
import { commentLimit } from "./rating.ts";
import { levelOfStars } from "./scales.ts";
import { caseStages } from "./stages.ts";

const caseNumber = z
  .string()
  .refine(
    (text) => /^[0-9A-Z]{25}$/.test(text) && hasValidMod3736(text),
    "办件编号不正确。|This is not a case number.",
  );

// Aborts, because the tags are checked against it.
const score = z
  .int()
  .min(1, { abort: true })
  .max(5, { abort: true })
  .meta({ description: "stars: 5 is 非常满意, 1 is 非常不满意" });

/** What a person fills in, whatever they do it on. */
const answers = {
  stage: z.enum(caseStages),
  score,
  details: z
    .array(z.string())
    .max(10)
    .refine((codes) => new Set(codes).size === codes.length, "选项不能重复。|Each may be given once.")
    .default([]),
  comment: z.string().trim().max(commentLimit).optional(),
};

const tagMessages = {
  unknownTag: "没有这个评价选项。|There is no such choice.",
  tagOfOtherLevel: "这个选项不属于所选的满意度。|This choice belongs to another score.",
};

/** Each wrong tag is told by itself. */
function checkTags(given: { score: number; details: string[] }, context: z.core.$RefinementCtx): void {
  const level = levelOfStars(given.score);
  for (const [index, code] of given.details.entries()) {
    const fault = tagFault(code, level);
    if (fault)
      context.addIssue({
        code: "custom",
        path: ["details", index],
        message: tagMessages[fault],
        input: code,
      });
  }
}

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());

const problems = {
  400: { description: "everything wrong with the input, at once" },
  401: { description: "not signed in, or the signature was not accepted" },
  429: { description: "too many requests; see Retry-After" },
};

const figures = z.object({
  total: z.int(),
  counts: z.record(z.enum(satisfactionLevels), z.int()),
  averageScore: z.number().min(2).max(10).nullable(),
  satisfactionRate: z.number().min(0).max(1).nullable(),
});

export const rateFromDevice = defineRoute({
  method: "POST",
  path: "/v1/rating-devices/{deviceId}/ratings",
  summary: { zh: "评价器提交评价", en: "A rating device hands a rating in" },
  tag: "ratings",
  access: { kind: "machine" },
  pathParameters: z.strictObject({ deviceId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/) }),
  body: z
    .strictObject({
      caseNumber,
      ...answers,
      ratedAt: instant,
      channel: z.enum(["windowTablet", "hallTerminal"]).default("windowTablet"),
    })
    .superRefine(checkTags),
  answers: {
    202: { description: "queued, and cannot be lost any more" },
    503: { description: "not queued; send it again" },
    ...problems,
  },
});

export const rateMyCase = defineRoute({
  method: "POST",
  path: "/v1/cases/{caseNumber}/ratings",
  summary: { zh: "评价办件", en: "Rate my case" },
  tag: "ratings",
  access: { kind: "person", roles: ["citizen"] },
  pathParameters: z.strictObject({ caseNumber }),
  headers: z.object({
    "idempotency-key": z
      .string()
      .regex(/^[\x21-\x7e]{8,128}$/, "需要 8 至 128 个可见字符。|Needs 8 to 128 visible characters.")
      .optional(),
  }),
  body: z.strictObject(answers).superRefine(checkTags),
  answers: {
    201: {
      description: "recorded; the same for a repeat",
      schema: z.object({
        caseNumber,
        stage: z.enum(caseStages),
        score,
        level: z.enum(satisfactionLevels),
        details: z.array(z.string()),
        ratedAt: z.iso.datetime(),
      }),
    },
    403: { description: "only applicants rate" },
    404: { description: "no such case, or not yours, or nothing of it can be rated yet" },
    409: { description: "the stage cannot be rated yet, or has been" },
    422: { description: "the Idempotency-Key was used with another rating" },
    ...problems,
  },
});

export const getRatingSummary = defineRoute({
  method: "GET",
  path: "/v1/ratings/summary",
  summary: { zh: "好差评统计", en: "What ratings add up to" },
  tag: "ratings",
  access: { kind: "public" },
  query: z.object({
    department: z
      .string()
      .regex(/^\d{4}$/, "部门代码为 4 位数字。|A department's code has 4 digits.")
      .optional(),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
  }),
  answers: {
    200: {
      description:
        "days in Shanghai, both ends included, at most 366, the last 30 unless said; averageScore is on a scale of 10",
      schema: z.object({
        from: z.iso.date(),
        to: z.iso.date(),
        overall: figures,
        departments: z.array(figures.extend({ department: z.string() })),
      }),
    },
    400: problems[400],
    429: problems[429],
  },
});

export const ratingRoutes: RouteContract[] = [rateFromDevice, rateMyCase, getRatingSummary];
