import * as z from "zod";
import { caseNumber, departmentCode, itemCode, shortDigest } from "#events/identifiers.ts";
import { ratingChannels, ratingStages, ratingTurns, satisfactionLevels } from "#events/rating.ts";
import { rectificationOutcomes } from "#events/rectification.ts";

const instant = z.iso.datetime();

/** From the case, when it was rated: who could do so since when, and what belongs into the statistics. */
export const invitationSchema = z.object({
  /** OIDC subject of the applicant's account. */
  applicantId: z.string().min(1),
  department: departmentCode,
  itemCode,
  since: instant,
});
export type Invitation = z.infer<typeof invitationSchema>;

export const commentLimit = 500;

/** What somebody said. The comment may hold anything, so it stays in the table: no event and no log has it. */
export const givenRatingSchema = z.object({
  /** The same for every repeat of the same rating; see `deviceRatingKey` and `personRatingKey`. */
  key: shortDigest,
  level: z.enum(satisfactionLevels),
  details: z.array(z.string().regex(/^[1-5]\d{2}$/)).max(20),
  /** The edition of the table that the codes in `details` are from. */
  tagEdition: z.string().min(1),
  comment: z.string().min(1).max(commentLimit).optional(),
  anonymous: z.literal(true).optional(),
  channel: z.enum(ratingChannels),
  ratedAt: instant,
  // How it reached us, for the rules against false ratings: whoever sees ratings sees none of it.
  /** The device at the window, the account that rated, who had the link printed, or who called: one of them. */
  deviceId: z.string().min(1).optional(),
  raterId: z.string().min(1).optional(),
  issuerId: z.string().min(1).optional(),
  interviewerId: z.string().min(1).optional(),
  /** The window that the device was at, and whose shift it was. */
  window: z.string().min(1).optional(),
  clerkId: z.string().min(1).optional(),
  /** The network address under a key: the same for ratings from one address, and nothing else. */
  origin: z.string().min(1).optional(),
  /** What was wrong with it before any rule was asked: ids of rules. */
  doubts: z.array(z.string().min(1)).max(5).optional(),
});
export type GivenRating = z.infer<typeof givenRatingSchema>;

/** By a link, which anybody may hold: whoever applied and signs in has the last word. */
export const isByLink = ({ issuerId, raterId }: Pick<GivenRating, "issuerId" | "raterId">): boolean =>
  issuerId !== undefined && raterId === undefined;

/** The applicant's own rating takes the place of one by a link. */
export const outranks = (
  own: Pick<GivenRating, "issuerId" | "raterId">,
  known: Pick<GivenRating, "issuerId" | "raterId">,
): boolean => own.raterId !== undefined && isByLink(known);

/** What was decided about a rating; one without a standing counts. */
export const standingSchema = z.object({
  state: z.enum(["quarantined", "released", "dismissed", "voided"]),
  /** Ids of the rules that set it apart. */
  reasons: z.array(z.string().min(1)).max(20).optional(),
  /** The supervisor who decided, and in which words. */
  by: z.string().min(1).optional(),
  why: z.string().min(1).optional(),
  at: instant,
});
export type Standing = z.infer<typeof standingSchema>;

/** Since when it is not passed on to the national platform, and why not. */
export const heldBackSchema = z.object({
  at: instant,
  /** As the gate named them then: `NationalFault`. */
  faults: z.array(z.object({ field: z.string().min(1), code: z.string().min(1) })).min(1),
});

/** One turn of one stage of one case, rated. */
export const ratingFacts = {
  caseNumber,
  stage: z.enum(ratingStages),
  turn: z.enum(ratingTurns),
  invitation: invitationSchema,
  rating: givenRatingSchema,
  standing: standingSchema.optional(),
  /** What was said by a link before the applicant rated by themselves: it does not count. */
  setAside: givenRatingSchema.optional(),
  /** When whoever gave a bad rating was called back (差评回访): reached, or as often as the policy asks. */
  calledBackAt: instant.optional(),
  /** How the bad rating's work order ended. */
  rectification: z.enum(rectificationOutcomes).optional(),
  /** Since then the applicant can say how it is now (追评). */
  rectifiedAt: instant.optional(),
  heldBack: heldBackSchema.optional(),
};
export type RatingFacts = z.infer<z.ZodObject<typeof ratingFacts>>;
export type RatingId = Pick<RatingFacts, "caseNumber" | "stage" | "turn">;

export const ratingIdText = ({ caseNumber, stage, turn }: RatingId): string =>
  `${caseNumber}-${stage}-${turn}`;

const idSchema = z.object(ratingFacts).pick({ caseNumber: true, stage: true, turn: true });

/** Undefined for what is not a rating's id. */
export function parseRatingId(text: string): RatingId | undefined {
  const [caseNumber, stage, turn, ...more] = text.split("-");
  const parsed = idSchema.safeParse({ caseNumber, stage, turn });
  return more.length === 0 && parsed.success ? parsed.data : undefined;
}

/** `counted`: nothing has been decided about it. */
export const ratingStates = ["counted", ...standingSchema.shape.state.options] as const;
export type RatingState = (typeof ratingStates)[number];
export const standingOf = ({ standing }: Pick<RatingFacts, "standing">): RatingState =>
  standing?.state ?? "counted";

/** Whether what stands so counts: it was not quarantined, or a person released it. */
export const isValidAs = (state: Standing["state"] | undefined): boolean =>
  state === undefined || state === "released";

export const isValid = ({ standing }: Pick<RatingFacts, "standing">): boolean => isValidAs(standing?.state);
