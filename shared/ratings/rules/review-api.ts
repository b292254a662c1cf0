import * as z from "zod";
import { ratingChannels, ratingStages, satisfactionLevels } from "#events/rating.ts";
import { actionContracts, getContract, listContract } from "#shared/kernel/http/record-contracts.ts";
import { ratingIdSchema, reason, supervisor, turn } from "#shared/ratings/input.ts";
import { ratingStates } from "#shared/ratings/rating.ts";

/** A rating as a supervisor sees it: who rated, and in which words, is not shown. */
export const reviewedFields = z.object({
  ratingId: z.string(),
  version: z.int(),
  caseNumber: z.string(),
  stage: z.enum(ratingStages),
  turn,
  department: z.string(),
  itemCode: z.string(),
  level: z.enum(satisfactionLevels),
  channel: z.enum(ratingChannels),
  ratedAt: z.iso.datetime(),
  deviceId: z.string().optional(),
  window: z.string().optional(),
  clerkId: z.string().optional(),
  issuerId: z.string().optional(),
});
const view = reviewedFields
  .extend({
    state: z.enum(ratingStates),
    /** What the rules have against it, in both languages. */
    reasons: z.array(z.object({ rule: z.string(), zh: z.string(), en: z.string() })),
    /** Since when it is not passed on to the national platform, and everything that is wrong. */
    heldBack: z
      .object({
        since: z.iso.datetime(),
        faults: z.array(z.object({ field: z.string(), code: z.string(), zh: z.string(), en: z.string() })),
      })
      .optional(),
    allowedActions: z.array(z.string()),
  })
  .meta({ id: "ReviewedRating" });

const api = {
  plural: "ratings",
  id: "ratingId",
  idSchema: ratingIdSchema,
  what: { zh: "评价", en: "a rating" },
  readers: supervisor.roles,
  opens: "rating",
  view,
} as const;

export const listQuarantined = listContract(api, {
  path: "/v1/ratings/quarantined",
  summary: { zh: "待核查的评价", en: "Quarantined ratings" },
  description: "oldest first, each with what the rules have against it; who rated is not shown",
  roles: api.readers,
  query: {},
  row: view,
});

export const listHeldBack = listContract(api, {
  path: "/v1/ratings/held-back",
  summary: { zh: "未上报的评价", en: "Ratings held back from the national platform" },
  description: "those held back longest first, each with everything that is wrong; who rated is not shown",
  roles: api.readers,
  query: {},
  row: view,
});

export const getReviewed = getContract(api, view);

/**
 * What a supervisor decides about a rating that was quarantined, for good, and why; and the gate once more, after what it
 * found wrong has been put right, and in which words that is said.
 */
export const bodies = {
  release: z.strictObject({ words: reason }),
  dismiss: z.strictObject({ words: reason }),
  recheck: z.strictObject({ words: reason }),
};
const { roles } = supervisor;
export const reviewActions = actionContracts(
  api,
  {
    actions: {
      release: { label: { zh: "核查后计入", en: "Release a quarantined rating" }, roles },
      dismiss: { label: { zh: "核查后不计", en: "Dismiss a quarantined rating" }, roles },
      recheck: { label: { zh: "重新校验能否上报", en: "Check again whether it can be passed on" }, roles },
    },
  },
  bodies,
);
