import type { RatingView } from "../shared/api-types.ts";

export type Invitation = { caseNumber: string; stage: RatingView["stage"] };
export type Message = { invitation: Invitation } | { shown: true };

/** As the compiler demands it of each stage that there is. */
const stages: Record<Invitation["stage"], true> = { acceptance: true, completion: true };
/** As in shared/kernel/identifiers/case-number.ts; whether there is such a case, the API says. */
const caseNumber = /^\d{18}[0-9A-HJ-NP-Z]{6}[0-9A-Z]$/;

const hasOnly = (value: unknown, ...names: string[]): value is Record<string, unknown> =>
  typeof value === "object" &&
  value !== null &&
  Object.keys(value).length === names.length &&
  names.every((name) => Object.hasOwn(value, name));

/** What came over the channel, which every page of our origin can write to; undefined when it is no message of ours. */
export function messageOf(data: unknown): Message | undefined {
  if (hasOnly(data, "shown")) return data.shown === true ? { shown: true } : undefined;
  if (!hasOnly(data, "invitation") || !hasOnly(data.invitation, "caseNumber", "stage")) return undefined;
  const { caseNumber: number, stage } = data.invitation;
  if (typeof number !== "string" || !caseNumber.test(number)) return undefined;
  if (typeof stage !== "string" || !Object.hasOwn(stages, stage)) return undefined;
  return { invitation: { caseNumber: number, stage: stage as Invitation["stage"] } };
}
