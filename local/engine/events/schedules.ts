import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { type Logger, messageOf } from "../log.ts";
import type { Resource } from "../templates/stacks.ts";
import { cronMatcher } from "./cron.ts";

export type Schedule = {
  name: string;
  /** Of `rate(...)`. */
  everyMs: number | undefined;
  /** Of `cron(...)`. */
  isDue: ((minute: Date) => boolean) | undefined;
  targets: { arn: string; input: string | undefined }[];
};

const minuteMs = 60_000;
const unitMs: Record<string, number> = { minute: minuteMs, hour: 3_600_000, day: 86_400_000 };
/** Lambda tries an asynchronous invocation twice more; after minutes there, sooner here. */
const retryPausesMs = [1000, 5000];

/** Milliseconds of `rate(n unit)`; undefined for a `cron`. @throws Error for a rate that AWS refuses */
export function rateOf(expression: string): number | undefined {
  if (!expression.startsWith("rate(")) return undefined;
  const [, count, unit = ""] = /^rate\((\d+) (minutes?|hours?|days?)\)$/.exec(expression) ?? [];
  const number = Number(count);
  // AWS wants a whole number of one or more, and its unit in the singular for one.
  if (!(number >= 1) || (number === 1) === unit.endsWith("s"))
    throw new Error(`AWS refuses the schedule ${expression}: say rate(1 hour) or rate(2 hours)`);
  return number * (unitMs[unit.replace(/s$/, "")] ?? 0);
}

/** @throws Error when an expression is not understood, or a target is no function */
export function schedulesOf(resources: Resource[]): Schedule[] {
  return resources.flatMap(({ name, properties }) => {
    const expression = properties.ScheduleExpression;
    if (typeof expression !== "string" || properties.State === "DISABLED") return [];
    const targets = [properties.Target ?? properties.Targets ?? []].flat() as {
      Arn: string;
      Input?: string;
    }[];
    for (const { Arn } of targets)
      if (Arn.split(":")[2] !== "lambda")
        throw new Error(`Schedule ${name}: target ${Arn} is not run by the local engine.`);
    const everyMs = rateOf(expression);
    const timeZone = String(properties.ScheduleExpressionTimezone ?? "UTC");
    return [
      {
        name,
        everyMs,
        isDue: everyMs === undefined ? cronMatcher(expression, timeZone) : undefined,
        targets: targets.map(({ Arn, Input }) => ({ arn: Arn, input: Input })),
      },
    ];
  });
}

export type Scheduler = { fire(name: string): Promise<void>; close(): void };

export function startSchedules(
  schedules: Schedule[],
  invoke: (arn: string, event: unknown) => Promise<unknown>,
  log: Logger,
): Scheduler {
  const stopping = new AbortController();
  const { signal } = stopping;

  const run = async ({ name, targets }: Schedule): Promise<void> => {
    const event = {
      version: "0",
      id: randomUUID(),
      "detail-type": "Scheduled Event",
      source: "aws.events",
      time: new Date().toISOString(),
      resources: [name],
      detail: {},
    };
    await Promise.all(
      targets.map(({ arn, input }) => invoke(arn, input === undefined ? event : JSON.parse(input))),
    );
  };

  const tick = async (schedule: Schedule): Promise<void> => {
    for (const pause of [...retryPausesMs, undefined])
      try {
        return await run(schedule);
      } catch (error) {
        if (signal.aborted) return;
        log.error(`schedule ${schedule.name}: ${messageOf(error)}`);
        if (pause !== undefined) await wait(pause, undefined, { signal, ref: false });
      }
  };

  /** Runs until the scheduler closes: an abort of the waiting is how it ends. */
  const loop = async (schedule: Schedule): Promise<void> => {
    const { everyMs, isDue } = schedule;
    for (;;) {
      const pause = everyMs ?? minuteMs - (Date.now() % minuteMs);
      await wait(pause, undefined, { signal, ref: false });
      if (!isDue || isDue(new Date())) await tick(schedule);
    }
  };
  for (const schedule of schedules)
    loop(schedule).catch((error) => {
      if (!signal.aborted) log.error(`schedule ${schedule.name} ended: ${messageOf(error)}`);
    });

  return {
    async fire(name) {
      const schedule = schedules.find((one) => one.name === name || one.name.includes(name));
      if (!schedule)
        throw new Error(`No schedule ${name}; there are: ${schedules.map((one) => one.name).join(", ")}`);
      await run(schedule);
    },
    close: () => stopping.abort(),
  };
}
