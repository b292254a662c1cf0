import { jsonOf } from "#shared/kernel/json-text.ts";
import type { Message, SendOutcome } from "./port.ts";

/** Our id for one attempt, which providers give back where they can. */
export const referenceOf = ({ noticeId, attempt }: Pick<Message, "noticeId" | "attempt">): string =>
  `${noticeId}-${attempt}`;

/** The notice and attempt that a reference names; nothing for what is not one of ours. */
export function attemptOf(
  reference: string | null | undefined,
): { noticeId: string; attempt: number } | undefined {
  const [, noticeId, attempt] = /^([A-Za-z0-9_-]{8,80})-(\d{1,3})$/.exec(reference ?? "") ?? [];
  return noticeId && attempt ? { noticeId, attempt: Number(attempt) } : undefined;
}

export const failed = (failure: "permanent" | "temporary", code: string): SendOutcome => ({
  outcome: "failed",
  failure,
  code: code.slice(0, 64),
});

/** What a provider answered. `json` is undefined for what is not JSON, such as a gateway's page. */
export type Answered = { status: number; json: unknown };

/** Errors of a connection that never was: what was to be sent has not left us. */
const neverArrived = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

const causeOf = (error: unknown): string | undefined => {
  const cause = error instanceof Error ? error.cause : undefined;
  const one = cause instanceof AggregateError ? cause.errors[0] : cause;
  return (one as { code?: string } | undefined)?.code;
};

/**
 * Calls a provider, who is not waited for for long.
 * @returns what it answered; `notSent` when it was never reached; `unknown` when nobody knows what it has taken
 */
export async function callProvider(
  url: string,
  request: RequestInit,
  timeoutMilliseconds: number,
): Promise<Answered | "notSent" | "unknown"> {
  try {
    const response = await fetch(url, {
      ...request,
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    return { status: response.status, json: jsonOf(await response.text()) };
  } catch (error) {
    return neverArrived.has(causeOf(error) ?? "") ? "notSent" : "unknown";
  }
}

/** 429, 503: it was not even looked at. Behind every other error of a gateway it may have been taken. */
const turnedAway = new Set([429, 503]);

/** What an answer without a word on the message says of it. */
export const withoutWords = (answered: Answered | "notSent" | "unknown"): SendOutcome => {
  if (answered === "notSent") return failed("temporary", "unreachable");
  if (answered === "unknown") return { outcome: "unknown" };
  const { status } = answered;
  if (status >= 500 && !turnedAway.has(status)) return { outcome: "unknown" };
  return failed("temporary", `http${status}`);
};
