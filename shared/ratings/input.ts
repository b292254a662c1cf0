import * as z from "zod";
import { ratingStages, ratingTurns, satisfactionLevels } from "#events/rating.ts";
import { hasValidMod3736 } from "#shared/kernel/identifiers/mod-37-36.ts";
import { lines } from "#shared/kernel/text.ts";
import { levelOfStars, tagFault } from "./levels.ts";
import { commentLimit, parseRatingId } from "./rating.ts";
import { caseStages } from "./stages/stages.ts";

export const caseNumber = z
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
export const ratingInput = {
  score,
  details: z
    .array(z.string())
    .max(10)
    .refine((codes) => new Set(codes).size === codes.length, "选项不能重复。|Each may be given once.")
    .default([]),
  comment: lines(0, commentLimit).optional(),
  /** Nobody asks the rater about it, and nobody can. */
  anonymous: z.boolean().default(false),
};

const tagMessages = {
  unknownTag: "没有这个评价选项。|There is no such choice.",
  tagOfOtherLevel: "这个选项不属于所选的满意度。|This choice belongs to another score.",
};

/** Each wrong tag is an error of its own. */
export function checkTags(
  given: { score?: number | undefined; details?: string[] | undefined },
  context: z.core.$RefinementCtx,
): void {
  if (given.score === undefined) return;
  const level = levelOfStars(given.score);
  for (const [index, code] of (given.details ?? []).entries()) {
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

/** What is answered once a rating stands. */
export const ratedSchema = z.object({
  caseNumber,
  stage: z.enum(ratingStages),
  score,
  level: z.enum(satisfactionLevels),
  details: z.array(z.string()),
  ratedAt: z.iso.datetime(),
});

export const instantInput = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString());

export const refusedSignature = { 401: { description: "the signature was not accepted" } };
export const stage = z.enum(caseStages);
export const turn = z.enum(ratingTurns);
export const ratingIdSchema = z
  .string()
  .refine((text) => parseRatingId(text) !== undefined, "评价编号不正确。|This is not a rating's id.");
export const reason = lines(2, 500);
export const supervisor = { kind: "person", roles: ["supervisor"] } as const;
export const atWindow = { kind: "person", roles: ["clerk", "reviewer"] } as const;
