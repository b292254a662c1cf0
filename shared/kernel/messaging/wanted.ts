import type { TongbanEvent } from "#events/define-event.ts";
import type { Context } from "#shared/kernel/context.ts";
import { type EventFilter, matchesFilter } from "./where.ts";

/** Some types of events, wherever all of these fit; without any, always. */
type Follower = { types: readonly string[]; all?: readonly EventFilter[] };

/** What some function follows of one context's events. */
export type Followers = readonly Follower[];

export const isWanted = (wanted: Followers, { type, data }: Pick<TongbanEvent, "type" | "data">): boolean =>
  wanted.some(
    ({ types, all = [] }) => types.includes(type) && all.every((where) => matchesFilter(where, data)),
  );

/** What all functions of all contexts follow of what this one tells. */
export function wantedOf(contexts: readonly Context[], { records }: Pick<Context, "records">): Followers {
  const published = new Set(records.flatMap(({ eventNames }) => [...eventNames.keys()]));
  const followers = contexts
    .flatMap(({ functions }) => Object.values(functions))
    .flatMap(({ follows = {}, where }) =>
      Object.values(follows)
        .filter((event) => published.has(event.type))
        .flatMap(({ type, where: alternatives = [undefined] }) =>
          alternatives.map((own) => ({ type, all: [own, where].filter((each) => each !== undefined) })),
        ),
    );
  const always = new Set(followers.filter(({ all }) => all.length === 0).map(({ type }) => type));
  const sometimes = Map.groupBy(
    followers.filter(({ type }) => !always.has(type)),
    ({ all }) => JSON.stringify(all),
  );
  return [
    { types: [...always] },
    ...[...sometimes.values()].map((alike) => ({
      types: alike.map(({ type }) => type),
      all: alike[0]?.all ?? [],
    })),
  ];
}
