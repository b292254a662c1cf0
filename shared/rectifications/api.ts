import * as z from "zod";
import { ratingChannels } from "#events/rating.ts";
import {
  actionContracts,
  behalfQuery,
  departmentQuery,
  getContract,
  historyContract,
  listContract,
} from "#shared/kernel/http/record-contracts.ts";
import { bodies } from "./decide.ts";
import { lifecycle } from "./lifecycle.ts";
import { ends, rectification } from "./record.ts";

const { schema } = rectification;

/** All but who rated, and `escalated`, of which staff see only whether. */
export const orderFields = schema.omit({ caseNumber: true, applicantId: true, escalated: true });
const view = orderFields
  .extend({
    /** Not for an anonymous rating: it would tell who rated. */
    caseNumber: z.string().optional(),
    overdue: z.boolean(),
    escalated: z.boolean(),
    allowedActions: z.array(z.string()),
  })
  .meta({ id: "Rectification" });
export type OrderView = z.output<typeof view>;

/** Who rated is not shown: for a call-back the case's applicant is revealed, on record. */
const rating = z.object({
  details: z.array(z.object({ code: z.string(), text: z.string() })),
  comment: z.string().optional(),
  channel: z.enum(ratingChannels),
  ratedAt: z.iso.datetime(),
  window: z.string().optional(),
});

const api = {
  plural: "rectifications",
  id: "rectificationId",
  idSchema: z.string().regex(/^[0-9a-f]{16}$/, "工单编号不正确。|This is not a work order's id."),
  what: { zh: "整改工单", en: "a work order" },
  readers: ["clerk", "reviewer", "supervisor"],
  opens: "rectification",
  view,
} as const;

export const listRectifications = listContract(api, {
  summary: { zh: "差评整改工单", en: "Work orders of bad ratings" },
  description: "open ones of the caller's department, of all or of one for supervisors, by what is due first",
  roles: api.readers,
  query: departmentQuery,
  row: view,
});
export const getRectification = getContract(api, view.extend({ rating: rating.nullable() }));
export const getRectificationHistory = historyContract(api);
export const rectificationActions = actionContracts(api, lifecycle, bodies);

/** What a rater is told; the outcome once it stands. */
export const myFields = schema.pick({
  caseNumber: true,
  stage: true,
  level: true,
  openedAt: true,
  dueAt: true,
  outcome: true,
  notified: true,
});
export const listMyRectifications = listContract(api, {
  path: "/v1/my/rectifications",
  summary: { zh: "我的差评处理结果", en: "What became of my bad ratings" },
  description: "newest first; with `onBehalfOf` of what was rated for the principal of this representation",
  roles: ["citizen"],
  query: behalfQuery,
  row: myFields.extend({ state: z.enum(["inProgress", ...ends]) }),
});

export const rectificationRoutes = [
  listRectifications,
  getRectification,
  getRectificationHistory,
  ...Object.values(rectificationActions),
  listMyRectifications,
];
