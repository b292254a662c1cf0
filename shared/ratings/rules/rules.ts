import * as z from "zod";
import data from "#data/rating-rules.json" with { type: "json" };
import type { Text } from "#shared/kernel/http/locale.ts";

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const minutes = z
  .int()
  .min(1)
  .max(24 * 60);

/**
 * More than so many ratings by one of something within one of its periods. Periods stand side by side (from
 * midnight UTC on), so that a period's ratings can be quarantined together.
 */
const velocityRuleSchema = z.strictObject({
  id: z.string().regex(/^[a-zA-Z]+$/),
  by: z.enum(["origin", "rater", "device", "window", "issuer"]),
  /** Of a day, a whole part: no period reaches into the next day. */
  minutes: minutes.refine((length) => (24 * 60) % length === 0),
  /** Each period's record lists its ratings, so this bounds the record. */
  moreThan: z.int().min(1).max(100),
  /** Only while every rating of the period has five stars. */
  onlyBest: z.literal(true).optional(),
  description: text,
});
export type VelocityRule = z.infer<typeof velocityRuleSchema>;

/** The rules against false ratings: thresholds are ours, since no standard gives any. */
export const ratingRulesSchema = z.strictObject({
  edition: z.string().min(1),
  /** How long after a stage was over it can be rated, in days. */
  rateWithinDays: z.int().min(1).max(366),
  linkDays: z.int().min(1).max(180),
  deviceSilentMinutes: minutes,
  /** A rating counts for a shift that ended no longer before it. */
  shiftGraceMinutes: minutes,
  stagesAtOnce: z.strictObject({ seconds: z.int().min(1).max(60), description: text }),
  doubts: z.strictObject({ unknownDevice: text, outsideShift: text, issuersTerminal: text }),
  velocity: z.array(velocityRuleSchema),
});
export type RatingRules = z.infer<typeof ratingRulesSchema>;
export type Doubt = keyof RatingRules["doubts"];

/** Checked by the suite, not by each start: it is a part of the release. */
export const ratingRules = data as RatingRules;

const filled = (template: string, facts: object): string =>
  template.replace(/\{(\w+)\}/g, (whole, name) => String((facts as Record<string, unknown>)[name] ?? whole));

/** What a rule's id means, with its threshold; the id itself when the rule is not there any more. */
export function ruleText(reason: string, rules: RatingRules = ratingRules): Text {
  const doubt = rules.doubts[reason as Doubt];
  if (doubt) return doubt;
  const rule =
    reason === "stagesAtOnce" ? rules.stagesAtOnce : rules.velocity.find(({ id }) => id === reason);
  if (!rule) return { zh: reason, en: reason };
  return { zh: filled(rule.description.zh, rule), en: filled(rule.description.en, rule) };
}
