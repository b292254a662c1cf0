import type { CaseEvent } from "#events/case.ts";
import type { Followed, FollowedEvent } from "#shared/kernel/context.ts";
import { type EventFilter, matchesFilter } from "./where.ts";

/**
 * What a consumer makes of the events of cases that it follows, to be looked for afterwards: a message can be lost, and
 * then nothing tells that it was never there.
 */
export type OwedCheck = {
  /** Those of the consumer's own wiring. */
  follows: Followed;
  where?: EventFilter;
  /** Names what this event should have brought about and has not. */
  missing(event: CaseEvent): Promise<string[]>;
};
/** By the consumer's name. */
export type OwedChecks = Readonly<Record<string, OwedCheck>>;

const fits = ({ type, where }: FollowedEvent, event: CaseEvent): boolean =>
  type === event.type && (where?.some((one) => matchesFilter(one, event.data)) ?? true);

const isFollowed = ({ follows, where }: OwedCheck, event: CaseEvent): boolean =>
  Object.values(follows).some((followed) => fits(followed, event)) &&
  (where === undefined || matchesFilter(where, event.data));

/** What the consumers of an event owe, each asked for the events alone that it would be told of. */
export async function missingAfter(
  checks: OwedChecks,
  event: CaseEvent,
): Promise<{ consumer: string; what: string }[]> {
  const asked = Object.entries(checks).filter(([, check]) => isFollowed(check, event));
  const found = await Promise.all(
    asked.map(async ([consumer, check]) => (await check.missing(event)).map((what) => ({ consumer, what }))),
  );
  return found.flat();
}
