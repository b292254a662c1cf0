import type { ConsultationFigures } from "./api.ts";
import type { ConsultationRow } from "./record.ts";

const hourMs = 3_600_000;

type Ended = Pick<
  ConsultationRow,
  "state" | "askedAt" | "answeredAt" | "answeredInTime" | "reopened" | "level"
>;

const hoursOf = ({ askedAt, answeredAt }: Ended): number =>
  answeredAt ? Math.round((Date.parse(answeredAt) - Date.parse(askedAt)) / hourMs) : 0;

/** What ended in a month, counted from the questions themselves. */
export function countEnded(
  ended: readonly Ended[],
): Omit<ConsultationFigures, "month" | "open" | "lateNow" | "deflected"> {
  const count = (counts: (one: Ended) => boolean | undefined) => ended.filter(counts).length;
  const levels = ended.flatMap(({ level }) => (level ? [level] : []));
  return {
    closed: count(({ state }) => state === "closed"),
    merged: count(({ state }) => state === "merged"),
    redirected: count(({ state }) => state === "redirected"),
    answered: count(({ answeredAt }) => answeredAt !== undefined),
    answeredInTime: count(({ answeredInTime }) => answeredInTime),
    hoursToAnswer: ended.reduce((hours, one) => hours + hoursOf(one), 0),
    reopened: count(({ reopened }) => reopened),
    rated: Object.fromEntries(
      [...new Set(levels)].map((level) => [level, levels.filter((one) => one === level).length]),
    ),
  };
}
