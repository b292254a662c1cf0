import * as z from "zod";
import { caseNumber } from "#events/identifiers.ts";
import { ratingTurns } from "#events/rating.ts";
import { openText, sealText } from "#shared/kernel/machine-keys/sealed-text.ts";
import { caseStages } from "#shared/ratings/stages/stages.ts";

/** What a one-time link (评价链接) is good for: one rating of one stage, in one way, until it expires. */
export const ratingLinkSchema = z.strictObject({
  caseNumber,
  stage: z.enum(caseStages),
  turn: z.enum(ratingTurns),
  channel: z.enum(["qr", "sms"]),
  expiresAt: z.iso.datetime(),
  /** Account of whoever had it made, and a mark of the terminal on which: a handler does not rate themselves. */
  issuerId: z.string().min(1),
  issuerTerminal: z.string().min(1),
});
export type RatingLink = z.infer<typeof ratingLinkSchema>;

const purpose = "rating links";

/** Sealed, so that whoever holds it reads neither who made it nor where: nothing is stored until somebody rates with it. */
export const sealLink = (link: RatingLink, secret: string): string =>
  sealText(secret, purpose, JSON.stringify(link));

/** @returns why not, for a token that is not one of ours or that has expired */
export function readLink(
  token: string,
  secrets: readonly string[],
  now: string,
): RatingLink | "forged" | "expired" {
  const text = openText(secrets, purpose, token);
  if (text === undefined) return "forged";
  const link = ratingLinkSchema.parse(JSON.parse(text));
  return link.expiresAt <= now ? "expired" : link;
}
