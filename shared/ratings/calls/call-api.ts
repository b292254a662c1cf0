import * as z from "zod";
import { defineRoute } from "#shared/kernel/http/contract.ts";
import { actionContracts, getContract, listContract } from "#shared/kernel/http/record-contracts.ts";
import { departmentCode } from "#shared/ratings/api.ts";
import { supervisor } from "#shared/ratings/input.ts";
import { call, draw, maxDrawn } from "./calls.ts";
import { bodies } from "./decide.ts";
import { lifecycle } from "./lifecycle.ts";

export const drawFields = draw.schema.omit({ cases: true, version: true });
const callView = call.schema.extend({ allowedActions: z.array(z.string()) }).meta({ id: "RatingCall" });

const draws = {
  plural: "rating-draws",
  id: "drawId",
  idSchema: draw.schema.shape.drawId,
  what: { zh: "电话邀评批次", en: "a draw with its calls" },
  readers: supervisor.roles,
  opens: "nothing",
} as const;

const calls = {
  plural: "rating-calls",
  id: "callId",
  idSchema: z.string().regex(/^[0-9a-f]{16}-[0-9A-Z]{25}$/, "电话邀评编号不正确。|This is not a call's id."),
  what: { zh: "电话邀评", en: "a call" },
  readers: supervisor.roles,
  opens: "ratingCall",
  view: callView,
} as const;

export const drawCalls = defineRoute({
  method: "POST",
  path: "/v1/rating-draws",
  summary: { zh: "抽取电话邀评样本", en: "Draw cases whose applicants are called" },
  tag: "rating-draws",
  access: supervisor,
  body: z
    .strictObject({
      from: z.iso.date(),
      to: z.iso.date(),
      department: departmentCode.optional(),
      size: z.int().min(1).max(maxDrawn),
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
      schema: drawFields,
    },
  },
});

export const listDraws = listContract(draws, {
  summary: { zh: "电话邀评批次", en: "Draws" },
  description: "newest first",
  roles: supervisor.roles,
  query: {},
  row: drawFields,
});

/** Its calls in the order drawn; phone numbers are revealed with the case, on record. */
export const getDraw = getContract(draws, z.object({ draw: drawFields, calls: z.array(call.schema) }));

export const getCall = getContract(calls, callView);

/** `record` refuses a rating where the case has been rated otherwise. */
export const callActions = actionContracts(calls, lifecycle, bodies);
