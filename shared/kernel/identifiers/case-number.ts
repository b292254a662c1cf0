import district from "#district/district.json" with { type: "json" };
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { mod3736CheckCharacter } from "./mod-37-36.ts";

const alphabet = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** Of any district: a number of another one is well formed, and unknown here. */
export const caseNumberPattern = /^\d{6}\d{4}\d{8}[0-9A-HJ-NP-Z]{6}[0-9A-Z]$/;

/**
 * Case number (办件编号), 25 characters: district 6, department 4, yyyyMMdd 8, serial 6, ISO 7064 MOD 37,36
 * check 1. The serial comes from what makes the submission the same submission, so a retry finds its own
 * case, nobody can count cases, and no counter item runs hot. `attempt` settles a collision.
 */
export function caseNumberOf(submission: {
  department: string;
  /** yyyy-MM-dd in Shanghai. */
  day: string;
  /** The account whose request it is: the idempotency key is its own. */
  submitter: string;
  idempotencyKey: string;
  attempt: number;
}): string {
  const { department, day, submitter, idempotencyKey, attempt } = submission;
  const digest = sha256Hex(JSON.stringify([submitter, idempotencyKey, attempt]));
  let value = BigInt(`0x${digest.slice(0, 24)}`);
  let serial = "";
  for (let position = 0; position < 6; position += 1) {
    serial += alphabet[Number(value % BigInt(alphabet.length))];
    value /= BigInt(alphabet.length);
  }
  const body = `${district.code}${department}${day.replaceAll("-", "")}${serial}`;
  return body + mod3736CheckCharacter(body);
}
