import * as z from "zod";
import data from "#data/retention.json" with { type: "json" };

const days = z.int().min(183);
/**
 * How long what people said and wrote is kept in records that no archive asks for: from the end of what it was for
 * (个人信息保护法 Art. 19: the shortest term that does; 民法典 Art. 188: claims end after three years). The terms are ours.
 */
export const retentionSchema = z.strictObject({
  edition: z.string().min(1),
  days: z.strictObject({
    rating: days,
    rectification: days,
    representation: days,
    notice: days,
    consultation: days,
    policyMatch: days,
  }),
});

const dayMs = 86_400_000;

/** When something goes of which this was the end, ISO 8601 in UTC. */
export const retainedFrom = (end: string, kind: keyof typeof data.days): string =>
  new Date(Date.parse(end) + data.days[kind] * dayMs).toISOString();

/** So many days after a moment, in seconds since 1970: what `expiresAt` is in a table. */
export const expiryAfterDays = (from: string, days: number): number =>
  Math.floor((Date.parse(from) + days * dayMs) / 1000);
