import * as z from "zod";
import type { Cursor, Page } from "#shared/kernel/aws/page.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";

const instant = z.iso.datetime();
export const mostDrawn = 200;
export const callOutcomes = ["rated", "refused", "notReached", "wrongNumber"] as const;

/** A random sample of finished cases that nobody has rated (电话邀评): their applicants are called. */
export const drawSchema = z.strictObject({
  /** 16 hex digits, from the question: the same question finds the same draw. */
  drawId: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  department: z.string().optional(),
  size: z.int().positive(),
  /** How many cases there were to draw from, and a digest of their numbers. */
  population: z.int().nonnegative(),
  populationDigest: z.string(),
  drawn: z.int().nonnegative(),
  drawnBy: z.string(),
  drawnAt: instant,
});
export type Draw = z.infer<typeof drawSchema>;
export type Question = Pick<Draw, "from" | "to" | "department" | "size">;

export const callSchema = z.strictObject({
  drawId: z.string(),
  caseNumber: z.string().length(25),
  version: z.int().positive(),
  state: z.enum(["open", "rated", "refused", "unreachable"]),
  attempts: z.array(z.strictObject({ at: instant, by: z.string(), outcome: z.enum(callOutcomes) })).max(10),
});
export type Call = z.infer<typeof callSchema>;

export const drawIdOf = (question: Question): string => sha256Hex(canonicalJson(question)).slice(0, 16);

export const digestOf = (population: readonly string[]): string =>
  sha256Hex([...population].sort().join("\n"));

/**
 * The `size` cases whose digest under the draw's id is smallest. Nobody chooses a seed, so nobody can draw
 * until the sample suits them; and whoever knows the population can draw it again.
 */
export function drawFrom(population: readonly string[], drawId: string, size: number): string[] {
  return [...new Set(population)]
    .map((caseNumber) => ({ caseNumber, rank: sha256Hex(`${drawId} ${caseNumber}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, size)
    .map(({ caseNumber }) => caseNumber);
}

/** Calls that reached nobody before a call is given up. */
const mostAttempts = 3;

/** The call after another attempt; undefined when it is over. */
export function afterAttempt(call: Call, attempt: Call["attempts"][number]): Call | undefined {
  if (call.state !== "open") return undefined;
  const attempts = [...call.attempts, attempt];
  return { ...call, version: call.version + 1, attempts, state: stateAfter(attempts, attempt.outcome) };
}

function stateAfter(attempts: Call["attempts"], outcome: (typeof callOutcomes)[number]): Call["state"] {
  switch (outcome) {
    case "rated":
    case "refused":
      return outcome;
    case "wrongNumber":
      return "unreachable";
    case "notReached":
      return attempts.length >= mostAttempts ? "unreachable" : "open";
  }
}

export type CallStore = {
  /** Keeps a draw with its calls, the first time; afterwards answers the one there is. */
  keep(draw: Draw, caseNumbers: string[]): Promise<Draw>;
  draw(drawId: string): Promise<Draw | undefined>;
  /** Newest first. */
  draws(cursor: Cursor, limit: number): Promise<Page<Draw>>;
  /** In the order drawn. */
  calls(drawId: string): Promise<Call[]>;
  call(drawId: string, caseNumber: string): Promise<Call | undefined>;
  /** On the condition that the version before is the one stored. False when somebody else was faster. */
  write(call: Call): Promise<boolean>;
};
