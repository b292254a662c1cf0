import * as z from "zod";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import type { Provider } from "../channels/port.ts";
import { policy } from "../rules.ts";

const minuteMs = 60_000;
const rule = policy.circuit;

const lossSchema = z.strictObject({
  points: z.int().nonnegative(),
  at: z.iso.datetime(),
  /** Since when it has not been whole. */
  since: z.iso.datetime(),
});

/** What providers have lost of their weight, all in one item; each loss is given back with quiet time, without a write. */
export const circuit = defineRecord({
  name: "circuit",
  id: "circuitId",
  format: 1,
  history: false,
  fields: { circuitId: z.string(), losses: z.record(z.string(), lossSchema) },
  events: { lowered: silent },
  indexes: {},
});
export type Circuit = ReturnType<typeof circuit.fromItem>;
export const circuitId = "providers";
type Losses = Circuit["losses"];

/** Points lost by now: so many are given back after each quiet quarter of an hour. */
export function lostNow(loss: Losses[string] | undefined, now: string): number {
  if (!loss) return 0;
  const quiet = Math.floor((Date.parse(now) - Date.parse(loss.at)) / (rule.restoreMinutes * minuteMs));
  return Math.max(0, loss.points - quiet * rule.points);
}

/** Of a hundred, by what is set and what was lost; a provider that is set to something keeps a point. */
export const weightOf = (set: number, loss: Losses[string] | undefined, now: string): number =>
  set === 0 ? 0 : Math.max(1, set * 10 - lostNow(loss, now));

/** The losses after one more; undefined: it lost some a moment ago, or all others are as low. */
export function lowered(
  losses: Losses,
  name: string,
  among: readonly { name: string; set: number }[],
  now: string,
): Losses | undefined {
  const before = losses[name];
  if (before && Date.parse(now) - Date.parse(before.at) < rule.everyMinutes * minuteMs) return undefined;
  const others = among.filter((one) => one.name !== name);
  if (others.length > 0 && others.every((one) => lostNow(losses[one.name], now) > 0)) return undefined;
  const lost = lostNow(before, now);
  const since = before && lost > 0 ? before.since : now;
  return { ...losses, [name]: { points: Math.min(100, lost + rule.points), at: now, since } };
}

/** Whether a provider has had half of its weight or less for so long that a person has to look. */
export const isOpenForLong = (loss: Losses[string], now: string): boolean =>
  lostNow(loss, now) >= 50 && Date.parse(now) - Date.parse(loss.since) >= rule.openMinutes * minuteMs;

/** What one execution environment saw of its providers in the last minutes. */
export function watch() {
  const errors = new Map<string, number[]>();
  const times = new Map<string, { at: number; slow: boolean }[]>();
  return {
    /** Whether this error makes so many within a minute that the provider loses weight. */
    failed(name: string, now: string): boolean {
      const at = Date.parse(now);
      const recent = [...(errors.get(name) ?? []), at].filter((one) => one > at - minuteMs);
      errors.set(name, recent);
      return recent.length >= rule.errorsPerMinute;
    },
    /** Whether with this delivery too large a part of the last ones was slow. */
    took(name: string, seconds: number, now: string): boolean {
      const at = Date.parse(now);
      const window = rule.slowWindowMinutes * minuteMs;
      const recent = [...(times.get(name) ?? []), { at, slow: seconds > rule.slowSeconds }].filter(
        (one) => one.at > at - window,
      );
      times.set(name, recent);
      const slow = recent.filter((one) => one.slow).length;
      return recent.length >= rule.leastDeliveries && slow * 100 >= recent.length * rule.slowPercent;
    },
  };
}

/**
 * One of these by weight. The same notice and attempt choose the same one: `place` is a number from 0 to 1 that follows from
 * them. Undefined: there is none that is set to anything.
 */
export function chosen<Each extends Pick<Provider, "name">>(
  all: readonly Each[],
  weight: (one: Each) => number,
  place: number,
): Each | undefined {
  const weighed = all.map((one) => ({ one, weight: weight(one) })).filter((each) => each.weight > 0);
  const total = weighed.reduce((sum, each) => sum + each.weight, 0);
  let left = place * total;
  for (const each of weighed) {
    left -= each.weight;
    if (left < 0) return each.one;
  }
  return weighed.at(-1)?.one;
}
