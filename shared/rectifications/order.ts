import * as z from "zod";
import { ratingStages, satisfactionLevels } from "#events/rating.ts";
import {
  type RectificationEvent,
  rectificationEvents,
  rectificationOutcomes,
  rectificationStates,
} from "#events/rectification.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";

const instant = z.iso.datetime();
export const wordsSchema = z.string().trim().min(2).max(1000);
export const callResults = ["reached", "notReached", "declined"] as const;
export const findings = ["justified", "noBasis", "unfounded"] as const;
export const appealGrounds = ["mistaken", "malicious", "notOurs"] as const;
export const toldBy = ["telephone", "sms", "inPerson", "publication"] as const;
export const actorSchema = z.strictObject({ role: z.string().min(1), id: z.string().min(1) });

/**
 * The work order (整改工单) of one bad rating. What staff write about it goes to the history, but for the result,
 * which the rater reads. The rating's own words stay with the ratings.
 */
export const orderSchema = z.strictObject({
  /** From case and stage, but not telling them: an anonymous rater is not found by it. */
  rectificationId: z.string().regex(/^[0-9a-f]{16}$/),
  caseNumber: z.string().length(25),
  stage: z.enum(ratingStages),
  itemCode: z.string().min(31).max(33),
  department: z.string().regex(/^\d{4}$/),
  applicantId: z.string().min(1),
  level: z.enum(satisfactionLevels),
  anonymous: z.boolean(),
  state: z.enum(rectificationStates),
  version: z.int().positive(),
  openedAt: instant,
  appealBy: instant,
  dueAt: instant,
  calls: z.array(z.strictObject({ at: instant, by: z.string(), result: z.enum(callResults) })).max(10),
  finding: z.enum(findings).optional(),
  complex: z.literal(true).optional(),
  outcome: z.enum(rectificationOutcomes).optional(),
  told: z.strictObject({ how: z.enum(toldBy), words: wordsSchema, at: instant }).optional(),
  appeal: z
    .strictObject({
      ground: z.enum(appealGrounds),
      by: z.string(),
      /** Where the work goes on when the appeal is dismissed. */
      resumeTo: z.enum(rectificationStates),
      dismissed: z.literal(true).optional(),
    })
    .optional(),
  /** Deadlines that passed, each escalated once; `followUp` when it was rated badly again. */
  escalated: z.array(z.string()).max(10),
  followUp: z.enum(satisfactionLevels).optional(),
  lastEvent: z.strictObject({
    name: z.enum(Object.keys(rectificationEvents) as [keyof typeof rectificationEvents]),
    at: instant,
    actor: actorSchema,
    trace: z.string(),
    words: z.string().optional(),
  }),
});
export type Order = z.infer<typeof orderSchema>;
export type Actor = z.infer<typeof actorSchema>;

export const rectificationIdOf = (caseNumber: string, stage: string): string =>
  sha256Hex(`rectification ${caseNumber} ${stage}`).slice(0, 16);

export const isOpen = ({ state }: Pick<Order, "state">): boolean => state !== "closed" && state !== "voided";

export function orderEventOf(order: Order): RectificationEvent {
  const { rectificationId, caseNumber, stage, itemCode, department, level, state, openedAt, outcome } = order;
  const { name, at, trace } = order.lastEvent;
  return rectificationEvents[name].create({
    subject: `rectification/${rectificationId}`,
    version: order.version,
    time: at,
    traceparent: trace,
    data: {
      rectificationId,
      caseNumber,
      stage,
      itemCode,
      department,
      level,
      state,
      openedAt,
      ...(outcome && { outcome }),
    },
  });
}
