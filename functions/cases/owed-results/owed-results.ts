import { archivePolicy } from "#shared/archives/public.ts";
import type { CaseReader } from "#shared/cases/case-store.ts";
import type { figuresOfDay } from "#shared/cases/figures.ts";
import { type EventsAbout, type MissingOfStep, owedBy } from "#shared/cases/owed-results.ts";
import { worklistPartition } from "#shared/cases/record.ts";
import { sweptStates } from "#shared/cases/states.ts";
import { allPages } from "#shared/kernel/aws/page.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import type { EventBus } from "#shared/kernel/messaging/event-bus.ts";
import type { OwedChecks } from "#shared/kernel/messaging/owed.ts";
import { logFigures } from "#shared/kernel/watching/figures.ts";

/** `missing` is the line that the alarm of `context.ts` waits for. */
export const logs = defineLogs("owedResults", {
  missing: { level: "error", text: "a step of a case has not brought about what it should have" },
  notPublished: {
    level: "error",
    text: "the event of a step could not be published again; tomorrow it is tried again",
  },
  outOfTime: {
    level: "warn",
    text: "the search for what is missing stopped early; the next one begins elsewhere",
  },
  figures: { level: "info", text: "cases accepted and ended in the 24 hours before" },
  looked: { level: "info", text: "what the steps of cases should have brought about was looked for" },
});

export type OwedResultsDeps = {
  store: Pick<CaseReader, "list" | "between" | "history">;
  checks: OwedChecks;
  eventsAbout: EventsAbout;
  /** Cases about which other records had a step on a day (yyyy-MM-dd in Shanghai), however long ago they ended. */
  touchedOn(day: string): Promise<string[]>;
  bus: EventBus;
  now: Clock;
};

const hourMs = 3_600_000;
/** Longer than a message lives, the time among dead letters included. */
const lookBackDays = 30;
const lookBackMs = lookBackDays * 24 * hourMs;
/** Until then the archive waits before it packs a case. */
const packedAfterMs = (archivePolicy.packAfterDays + 2) * 24 * hourMs;
/** A message is on its way, or waits to be tried again. */
const underWayMs = 2 * hourMs;
const atOnce = 10;
const pageSize = 1000;
/** More than that is no lost message but a fault of ours, and wants a person first. */
const maxPublished = 1000;

const before = (now: string, ms: number): string => new Date(Date.parse(now) - ms).toISOString();

type Looked = { departments: number; cases: number; missing: number; published: number };

/**
 * Looks for what the steps of cases should have brought about in these days, and publishes the event of a step again
 * where something is missing: whoever has handled it already changes nothing. Begins with another department each day,
 * so that what one run does not reach the next ones do.
 */
export async function findOwedResults(
  { store, checks, eventsAbout, touchedOn, bus, now }: OwedResultsDeps,
  departments: readonly string[],
  hasTime: () => boolean = () => true,
): Promise<Looked> {
  const at = now();
  const window = { since: before(at, lookBackMs), until: before(at, underWayMs) };
  const yesterday = before(at, 24 * hourMs);
  const figures: Record<keyof typeof figuresOfDay, number> = { casesAccepted: 0, casesEnded: 0 };
  const looked: Looked = { departments: 0, cases: 0, missing: 0, published: 0 };
  const goesOn = (): boolean => hasTime() && looked.published < maxPublished;

  /** In hand, accepted in these days, or ended so long ago that the archive packs them in them. */
  const casesOf = async (department: string): Promise<string[]> => {
    const listed = await Promise.all(
      sweptStates.map((state) =>
        allPages((cursor) =>
          store.list("worklist", worklistPartition(department, state), { cursor, limit: pageSize }),
        ),
      ),
    );
    const accepted = await store.between("byAcceptance", department, window.since, at);
    const ended = await store.between("byEnd", department, before(at, lookBackMs + packedAfterMs), at);
    figures.casesAccepted += accepted.filter(({ acceptedAt = "" }) => acceptedAt >= yesterday).length;
    figures.casesEnded += ended.filter(({ endedAt = "" }) => endedAt >= yesterday).length;
    return [...new Set([...listed.flat(), ...accepted, ...ended].map(({ caseNumber }) => caseNumber))];
  };

  const makeGood = async (steps: MissingOfStep[]): Promise<void> => {
    for (const { missing } of steps) for (const one of missing) log(logs.missing, one);
    const failed = await bus.publish(steps.map(({ event }) => event));
    for (const { event, reason } of failed) log(logs.notPublished, { eventId: event.id, reason });
    looked.missing += steps.flatMap(({ missing }) => missing).length;
    looked.published += steps.length - failed.length;
  };

  /** Whether all of them were reached. */
  const look = async (numbers: readonly string[]): Promise<boolean> => {
    for (let from = 0; from < numbers.length; from += atOnce) {
      if (!goesOn()) return false;
      const some = numbers.slice(from, from + atOnce);
      const found = await Promise.all(
        some.map((caseNumber) => owedBy(store, checks, eventsAbout, caseNumber, window)),
      );
      looked.cases += some.length;
      await makeGood(found.flat());
    }
    return true;
  };
  const days = Array.from({ length: lookBackDays + 1 }, (_, ago) => dayOf(before(at, ago * 24 * hourMs)));
  const touched = new Set((await Promise.all(days.map(touchedOn))).flat());
  let isDone = await look([...touched]);
  const start = Math.floor(Date.parse(at) / (24 * hourMs)) % Math.max(departments.length, 1);
  for (const department of [...departments.slice(start), ...departments.slice(0, start)]) {
    isDone &&= await look((await casesOf(department)).filter((caseNumber) => !touched.has(caseNumber)));
    if (!isDone) {
      log(logs.outOfTime, looked);
      return looked;
    }
    looked.departments += 1;
  }
  log(logs.looked, looked);
  logFigures(logs.figures, at, figures);
  return looked;
}
