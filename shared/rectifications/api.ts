import * as z from "zod";
import { ratingChannels, ratingStages, satisfactionLevels } from "#events/rating.ts";
import { rectificationOutcomes, rectificationStates } from "#events/rectification.ts";
import {
  actionContracts,
  getContract,
  historyContract,
  listContract,
} from "#shared/kernel/http/record-contracts.ts";
import { bodies } from "./decide.ts";
import { lifecycle } from "./lifecycle.ts";
import { appealGrounds, callResults, findings, toldBy } from "./record.ts";

const instant = z.iso.datetime();
const told = z.strictObject({ how: z.enum(toldBy), words: z.string(), at: instant });

const summary = z
  .strictObject({
    rectificationId: z.string(),
    stage: z.enum(ratingStages),
    itemCode: z.string(),
    department: z.string(),
    level: z.enum(satisfactionLevels),
    anonymous: z.boolean(),
    state: z.enum(rectificationStates),
    version: z.int(),
    openedAt: instant,
    dueAt: instant,
    overdue: z.boolean(),
    escalated: z.boolean(),
    complex: z.boolean(),
    outcome: z.enum(rectificationOutcomes).optional(),
    allowedActions: z.array(z.string()),
  })
  .meta({ id: "Rectification" });
export type OrderSummary = z.output<typeof summary>;

const whole = summary.extend({
  /** Not for an anonymous rating: it would tell who rated. */
  caseNumber: z.string().optional(),
  calls: z.array(z.strictObject({ at: instant, by: z.string(), result: z.enum(callResults) })),
  finding: z.enum(findings).optional(),
  appeal: z.strictObject({ ground: z.enum(appealGrounds), dismissed: z.literal(true).optional() }).optional(),
  appealBy: instant,
  told: told.optional(),
  followUp: z.enum(satisfactionLevels).optional(),
  /** Who rated is not told: for a call-back the case's applicant is revealed, on record. */
  rating: z
    .strictObject({
      details: z.array(z.strictObject({ code: z.string(), text: z.string() })),
      comment: z.string().optional(),
      channel: z.enum(ratingChannels),
      ratedAt: instant,
      window: z.string().optional(),
    })
    .nullable(),
});

const api = {
  plural: "rectifications",
  id: "rectificationId",
  idSchema: z.string().regex(/^[0-9a-f]{16}$/, "工单编号不正确。|This is not a work order's id."),
  what: { zh: "整改工单", en: "a work order" },
  readers: ["clerk", "reviewer", "supervisor"],
  view: summary,
} as const;

export const listRectifications = listContract(api, {
  summary: { zh: "差评整改工单", en: "Work orders of bad ratings" },
  description: "open ones of the caller's department, of all or of one for supervisors, by what is due first",
  roles: api.readers,
  query: {
    department: z
      .string()
      .regex(/^\d{4}$/)
      .optional(),
  },
  row: summary,
});
export const getRectification = getContract(api, whole);
export const getRectificationHistory = historyContract(api);
export const rectificationActions = actionContracts(api, lifecycle, bodies);

export const listMyRectifications = listContract(api, {
  path: "/v1/my/rectifications",
  summary: { zh: "我的差评处理结果", en: "What became of my bad ratings" },
  description: "newest first",
  roles: ["citizen"],
  query: {},
  row: z.strictObject({
    caseNumber: z.string(),
    stage: z.enum(ratingStages),
    level: z.enum(satisfactionLevels),
    openedAt: instant,
    dueAt: instant,
    state: z.enum(["inProgress", "closed", "voided"]),
    outcome: z.enum(rectificationOutcomes).optional(),
    told: told.optional(),
  }),
});

export const rectificationRoutes = [
  listRectifications,
  getRectification,
  getRectificationHistory,
  ...Object.values(rectificationActions),
  listMyRectifications,
];
