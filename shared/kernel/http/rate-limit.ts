import { type Clock, systemClock } from "#shared/kernel/clock.ts";
import { httpProblems } from "./problem.ts";

/**
 * A sliding minute per caller, kept in this execution environment only: it blunts a runaway client at no
 * cost per call. The hard ceiling for everybody together is the API stage's throttle.
 */
export function rateLimit(perMinute: number, clock: Clock = systemClock) {
  const calls = new Map<string, number[]>();
  return (caller: string): void => {
    const now = Date.parse(clock());
    const recent = (calls.get(caller) ?? []).filter((at) => at > now - 60_000);
    if (recent.length >= perMinute) {
      const seconds = Math.ceil(((recent[0] ?? now) + 60_000 - now) / 1000);
      throw httpProblems.tooManyRequests({ facts: { seconds }, headers: { "retry-after": String(seconds) } });
    }
    recent.push(now);
    calls.delete(caller);
    calls.set(caller, recent);
    if (calls.size > 10_000) calls.delete(calls.keys().next().value ?? "");
  };
}
