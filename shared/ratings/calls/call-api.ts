import * as z from "zod";
import { defineRoute, pageOf } from "#shared/kernel/http/contract.ts";
import { departmentCode } from "#shared/ratings/api.ts";
import { caseNumber, checkTags, page, ratingInput, supervisor } from "#shared/ratings/input.ts";
import { callOutcomes, callSchema, drawSchema, mostDrawn } from "./calls.ts";

export const drawCalls = defineRoute({
  method: "POST",
  path: "/v1/rating-calls",
  summary: { zh: "抽取电话邀评样本", en: "Draw cases whose applicants are called" },
  tag: "rating desk",
  access: supervisor,
  body: z
    .strictObject({
      from: z.iso.date(),
      to: z.iso.date(),
      department: departmentCode.optional(),
      size: z.int().min(1).max(mostDrawn),
    })
    .refine(({ from, to }) => from <= to, {
      path: ["from"],
      message: "开始日期不能晚于结束日期。|The start is after the end.",
    })
    .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= 92 * 86_400_000, {
      path: ["from"],
      message: "一次最多抽取 93 天。|At most 93 days at once.",
    }),
  answers: {
    201: {
      description:
        "drawn; the same question gives the same draw, and anybody can draw it again from its population",
      schema: drawSchema,
    },
  },
});

export const listDraws = defineRoute({
  method: "GET",
  path: "/v1/rating-calls",
  summary: { zh: "电话邀评批次", en: "Draws" },
  tag: "rating desk",
  access: supervisor,
  query: page,
  answers: {
    200: {
      description: "newest first",
      schema: pageOf(drawSchema),
    },
  },
});

const drawPath = { drawId: z.string().regex(/^[0-9a-f]{16}$/) };

export const listCalls = defineRoute({
  method: "GET",
  path: "/v1/rating-calls/{drawId}",
  summary: { zh: "电话邀评名单", en: "The calls of a draw" },
  tag: "rating desk",
  access: supervisor,
  pathParameters: z.strictObject(drawPath),
  answers: {
    200: {
      description: "in the order drawn; phone numbers are revealed with the case, on record",
      schema: z.object({ draw: drawSchema, calls: z.array(callSchema) }),
    },
    404: { description: "no such draw" },
  },
});

export const recordCall = defineRoute({
  method: "POST",
  path: "/v1/rating-calls/{drawId}/{caseNumber}",
  summary: { zh: "登记电话邀评结果", en: "Record what a call came to" },
  tag: "rating desk",
  access: supervisor,
  pathParameters: z.strictObject({ ...drawPath, caseNumber }),
  body: z
    .strictObject({
      outcome: z.enum(callOutcomes),
      /** For `rated`: what the applicant said. */
      rating: z.strictObject(ratingInput).superRefine(checkTags).optional(),
    })
    .refine(({ outcome, rating }) => (outcome === "rated") === (rating !== undefined), {
      path: ["rating"],
      message:
        "结果为“已评价”时填写评价，其他结果不填。|Give the rating when the outcome is `rated`, and only then.",
    }),
  answers: {
    200: { description: "recorded; the same for a repeat", schema: callSchema },
    404: { description: "no such call" },
    409: { description: "the call is over, or the case has been rated otherwise" },
  },
});
