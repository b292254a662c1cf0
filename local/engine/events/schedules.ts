import { randomUUID } from "node:crypto";
import { type Logger, messageOf } from "../log.ts";
import type { Resource } from "../templates/stacks.ts";

export type Schedule = {
  name: string;
  everyMs: number | undefined;
  targets: { arn: string; input: string | undefined }[];
};

const unitMs: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Milliseconds of `rate(n unit)`; undefined for cron, which the engine runs only when it is fired by hand. */
export function rateOf(expression: string): number | undefined {
  const match = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  return match ? Number(match[1]) * (unitMs[match[2] ?? ""] ?? 0) : undefined;
}

export function schedulesOf(resources: Resource[]): Schedule[] {
  return resources.flatMap(({ name, properties }) => {
    const expression = properties.ScheduleExpression;
    if (typeof expression !== "string" || properties.State === "DISABLED") return [];
    const targets = [properties.Target ?? properties.Targets ?? []].flat() as {
      Arn: string;
      Input?: string;
    }[];
    return [
      {
        name,
        everyMs: rateOf(expression),
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
  const timers = schedules.flatMap((schedule) => {
    if (!schedule.everyMs) {
      log.warn(`schedule ${schedule.name} is no rate(); it runs only when fired`);
      return [];
    }
    const tick = () =>
      run(schedule).catch((error) => log.error(`schedule ${schedule.name}: ${messageOf(error)}`));
    const timer = setInterval(tick, schedule.everyMs);
    timer.unref();
    return [timer];
  });
  return {
    async fire(name) {
      const schedule = schedules.find((one) => one.name === name || one.name.includes(name));
      if (!schedule)
        throw new Error(`No schedule ${name}; there are: ${schedules.map((one) => one.name).join(", ")}`);
      await run(schedule);
    },
    close: () => timers.forEach(clearInterval),
  };
}
