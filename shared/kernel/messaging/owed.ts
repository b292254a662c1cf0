import type { CaseEvent } from "#events/case.ts";
import type { TongbanEvent } from "#events/define-event.ts";
import type { Followed, FollowedEvent } from "#shared/kernel/context.ts";
import { type EventFilter, matchesFilter } from "./where.ts";

/**
 * What a consumer makes of the events that it follows, to be looked for afterwards: a message can be lost, and then nothing
 * tells that it was never there.
 */
export type OwedCheck<Event extends TongbanEvent = CaseEvent> = {
  /** Those of the consumer's own wiring. */
  follows: Followed;
  where?: EventFilter;
  /** Names what this event should have brought about and has not. */
  missing(event: Event): Promise<string[]>;
};
/** By the consumer's name. */
export type OwedChecks = Readonly<Record<string, OwedCheck<TongbanEvent>>>;

const fits = ({ type, where }: FollowedEvent, event: TongbanEvent): boolean =>
  type === event.type && (where?.some((one) => matchesFilter(one, event.data)) ?? true);

const isFollowed = ({ follows, where }: OwedCheck<TongbanEvent>, event: TongbanEvent): boolean =>
  Object.values(follows).some((followed) => fits(followed, event)) &&
  (where === undefined || matchesFilter(where, event.data));

/** What the consumers of an event owe, each asked for the events alone that it would be told of. */
export async function missingAfter(
  checks: OwedChecks,
  event: TongbanEvent,
): Promise<{ consumer: string; what: string }[]> {
  const asked = Object.entries(checks).filter(([, check]) => isFollowed(check, event));
  const found = await Promise.all(
    asked.map(async ([consumer, check]) => (await check.missing(event)).map((what) => ({ consumer, what }))),
  );
  return found.flat();
}
