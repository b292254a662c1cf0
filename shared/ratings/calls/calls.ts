import * as z from "zod";
import { caseNumber, shortDigest } from "#events/identifiers.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";

const instant = z.iso.datetime();
export const maxDrawn = 200;
export const callOutcomes = ["rated", "refused", "notReached", "wrongNumber"] as const;

/** The one partition of all draws. */
export const allDraws = "DRAWS";

/** A random sample of finished cases that nobody has rated (电话邀评): their applicants are called. */
export const draw = defineRecord({
  name: "draw",
  id: "drawId",
  format: 1,
  fields: {
    /** 16 hex digits, from the question: the same question finds the same draw. */
    drawId: shortDigest,
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
    /** In the order drawn. */
    cases: z.array(caseNumber).max(maxDrawn),
  },
  events: { drawn: silent },
  indexes: {
    draws: {
      key: "drawsKey",
      partition: () => allDraws,
      sort: "drawnAt",
      projects: [
        "drawId",
        "from",
        "to",
        "department",
        "size",
        "population",
        "populationDigest",
        "drawn",
        "drawnBy",
        "drawnAt",
      ],
    },
  },
});
export type Draw = ReturnType<typeof draw.fromItem>;
export type DrawStore = RecordStore<Draw, typeof draw.indexes>;
export type Question = Pick<Draw, "from" | "to" | "department" | "size">;

/** The call of one case that was drawn. */
export const call = defineRecord({
  name: "call",
  id: "callId",
  format: 1,
  grouped: true,
  fields: {
    /** `<drawId>-<caseNumber>` */
    callId: z.string().min(1),
    caseNumber,
    state: z.enum(["open", "rated", "refused", "unreachable"]),
    attempts: z.array(z.object({ at: instant, by: z.string(), outcome: z.enum(callOutcomes) })).max(10),
  },
  events: { opened: silent, attempted: silent },
  indexes: {},
});
export type Call = ReturnType<typeof call.fromItem>;
export type CallStore = RecordStore<Call>;

export const callIdOf = (drawId: string, ofCase: string): string => `${drawId}-${ofCase}`;

export const drawIdOf = (question: Question): string => sha256Hex(canonicalJson(question)).slice(0, 16);

export const digestOf = (population: readonly string[]): string =>
  sha256Hex([...population].sort().join("\n"));

/**
 * The `size` cases whose digest under the draw's id is smallest. Nobody chooses a seed, so nobody can draw
 * until the sample suits them; and whoever knows the population can draw it again.
 */
export function drawFrom(population: readonly string[], drawId: string, size: number): string[] {
  return [...new Set(population)]
    .map((drawn) => ({ drawn, rank: sha256Hex(`${drawId} ${drawn}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, size)
    .map(({ drawn }) => drawn);
}
