import type { satisfactionLevels } from "#events/rating.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import {
  type Invitation,
  isReceived,
  isValid,
  type RatingRecord,
  type Received,
  ratingIdText,
} from "#shared/ratings/rating.ts";
import { isGood } from "#shared/ratings/scales.ts";

/**
 * What one record adds to the figures in one respect. `holds` says whether it does now: a rating that is set
 * apart stops being `given`, and may be again once it is released.
 */
export type Tally = {
  kind: "ratable" | "answered" | "given" | "setApart" | "dismissed" | "rectified" | "unfounded";
  /** 16 hex digits, different for every rating. */
  id: string;
  department: string;
  /** yyyy-MM-dd in Shanghai. */
  day: string;
  /** Names of the counters that it is one of; see `counterName`. */
  counters: string[];
  holds: boolean;
};

/** What figures can be had by, beside department and day. */
export const dimensions = ["item", "window", "channel"] as const;
export type Dimension = (typeof dimensions)[number];

/** `all|5`, `item|<code>|5`, `ratable`, `item|<code>|ratable`: what is counted, under whom. */
export const counterName = (what: string, by?: { dimension: Dimension; value: string }): string =>
  by ? `${by.dimension}|${by.value}|${what}` : `all|${what}`;

const under = (what: string, by: Partial<Record<Dimension, string | undefined>>): string[] => [
  counterName(what),
  ...dimensions.flatMap((dimension) => {
    const value = by[dimension];
    return value ? [counterName(what, { dimension, value })] : [];
  }),
];

/**
 * Everything that a record can be counted as: the only place that says what figures are made of. The counters
 * that follow the events and the recount both come from here. Turns after the first are counted by themselves,
 * since they say how a rectification went and not how the case did.
 */
export function talliesOf(record: RatingRecord): Tally[] {
  const { invitation } = record;
  if (!invitation) return [];
  const common = { id: sha256Hex(ratingIdText(record)).slice(0, 16), department: invitation.department };
  if (record.turn === "followUp") return isReceived(record) ? [{ ...common, ...followUpOf(record) }] : [];
  return [...ofInvitation(invitation, record), ...(isReceived(record) ? ofRating(record) : [])].map(
    (tally) => ({ ...common, ...tally }),
  );
}

type Part = Omit<Tally, "id" | "department">;

/** On the day on which it could be rated, so that a share of that day's stages never exceeds all of them. */
const ofInvitation = ({ since, itemCode: item }: Invitation, record: RatingRecord): Part[] => [
  { kind: "ratable", day: dayOf(since), counters: under("ratable", { item }), holds: true },
  {
    kind: "answered",
    day: dayOf(since),
    counters: under("answered", { item }),
    holds: isReceived(record) && isValid(record),
  },
];

function ofRating(record: Received): Part[] {
  const { rating, invitation, standing, rectification } = record;
  const by = { item: invitation.itemCode, window: rating.window, channel: rating.channel };
  const valid = isValid(record);
  const bad = valid && !isGood(rating.level);
  const part = (kind: Tally["kind"], what: string, holds: boolean): Part => ({
    kind,
    day: dayOf(rating.ratedAt),
    counters: under(what, by),
    holds,
  });
  return [
    part("given", rating.level, valid),
    part("setApart", "setApart", standing?.state === "setApart"),
    part("dismissed", "dismissed", standing?.state === "dismissed"),
    part("rectified", "rectified", bad && (rectification === "rectified" || rectification === "explained")),
    part("unfounded", "unfounded", bad && rectification === "unfounded"),
  ];
}

const followUpOf = (record: Received): Part => ({
  kind: "given",
  day: dayOf(record.rating.ratedAt),
  counters: under(followUpCounter(record.rating.level), { item: record.invitation.itemCode }),
  holds: isValid(record),
});

export const followUpCounter = (level: (typeof satisfactionLevels)[number]): string => `followUp.${level}`;
