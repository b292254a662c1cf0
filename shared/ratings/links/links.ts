import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { caseNumber } from "#events/identifiers.ts";
import { ratingTurns } from "#events/rating.ts";
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

const macOf = (secret: string, payload: string): Buffer =>
  createHmac("sha256", secret).update(payload).digest();

/** `<base64url of the link>.<base64url of its HMAC-SHA256>`: nothing is stored until somebody rates with it. */
export function signLink(link: RatingLink, secret: string): string {
  const payload = Buffer.from(JSON.stringify(link)).toString("base64url");
  return `${payload}.${macOf(secret, payload).toString("base64url")}`;
}

/** @returns why not, for a token that is not one of ours or that has expired */
export function readLink(
  token: string,
  secrets: readonly string[],
  now: string,
): RatingLink | "forged" | "expired" {
  const [payload = "", mac = "", ...more] = token.split(".");
  const given = Buffer.from(mac, "base64url");
  const genuine = secrets
    .map((secret) => macOf(secret, payload))
    .filter((right) => right.length === given.length && timingSafeEqual(right, given));
  if (genuine.length === 0 || more.length > 0) return "forged";
  const link = ratingLinkSchema.parse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
  return link.expiresAt <= now ? "expired" : link;
}
