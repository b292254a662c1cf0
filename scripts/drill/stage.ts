import { setTimeout as wait } from "node:timers/promises";
import { callAws } from "#local/engine/aws-json.ts";
import type { EngineHooks, LocalApp } from "#local/engine/index.ts";
import { type Person, person } from "#local/play/api.ts";
import { localTables } from "#local/seed.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import type { RecordDefinition, RecordOf } from "#shared/kernel/records/record.ts";

type AlarmState = ReturnType<LocalApp["alarms"]>[number];

const minuteDays = 1 / 1440;

/** Faults that a drill plays, read by the hooks of the app that it plays on. */
export type Faults = {
  /** Calls of functions take so long more. */
  slowByMs: number;
  /** Messages come as if they had been received so often before. */
  receivedTimes: number | undefined;
};

export const noFaults = (): Faults => ({ slowByMs: 0, receivedTimes: undefined });

export const hooksOf = (faults: Faults): EngineHooks => ({
  async aroundInvoke({ source }, invoke) {
    if (source === "http" && faults.slowByMs > 0) await wait(faults.slowByMs);
    return invoke();
  },
  sqsBatch: (messages) =>
    messages.map((message) => ({
      ...message,
      attributes: {
        ...message.attributes,
        ...(faults.receivedTimes && { ApproximateReceiveCount: String(faults.receivedTimes) }),
      },
    })),
});

const only = (names: Iterable<string>, pattern: RegExp): string => {
  const [name, ...more] = [...names].filter((one) => pattern.test(one));
  if (!name || more.length > 0) throw new Error(`${pattern} is not one: ${[name, ...more].join(", ")}`);
  return name;
};

/** A running app that is watched, with what a drill does to it. */
export class Stage {
  readonly app: LocalApp;
  readonly faults: Faults;
  #aheadMs = 0;

  constructor(app: LocalApp, faults: Faults) {
    this.app = app;
    this.faults = faults;
  }

  function(pattern: RegExp): string {
    return only(this.app.functions, pattern);
  }

  queue(pattern: RegExp): string {
    return only(Object.keys(this.app.queues), pattern);
  }

  table(pattern: RegExp): string {
    return only(this.app.tables, pattern);
  }

  /** The time that functions and alarms live in, in ms since 1970. */
  now(): number {
    return Date.now() + this.#aheadMs;
  }

  later(minutes: number): void {
    this.#aheadMs += minutes * 60_000;
    this.app.travel(minutes * minuteDays);
  }

  /** Puts a record of notices there, as their functions would have. */
  async put<Rec extends RecordOf<object>>(definition: RecordDefinition<Rec>, record: Rec): Promise<void> {
    const table = this.app.outputs.NoticesTableName ?? "";
    await dynamodbRecordStore(definition, table, localTables(this.app)).write(record);
  }

  async send(queue: string, body: string): Promise<void> {
    await this.#sqs("SendMessage", queue, { MessageBody: body });
  }

  async empty(queue: string): Promise<void> {
    await this.#sqs("PurgeQueue", queue);
  }

  async fire(rule: RegExp): Promise<void> {
    const [name] = Object.entries(this.app.resources).find(([id]) => rule.test(id)) ?? [];
    if (!name) throw new Error(`There is no schedule ${rule}.`);
    await this.app.fireSchedule(this.app.resources[name] ?? "");
  }

  async as(demoPerson?: string): Promise<Person> {
    const { apiUrl } = this.app;
    return person(apiUrl, demoPerson && (await this.app.token(demoPerson)));
  }

  /** The same call so often, some at a time; whatever it answers. */
  async often(times: number, call: () => Promise<unknown>): Promise<void> {
    const atOnce = 10;
    for (let from = 0; from < times; from += atOnce)
      await Promise.all(Array.from({ length: Math.min(atOnce, times - from) }, () => call().catch(() => {})));
  }

  alarm(pattern: RegExp): AlarmState {
    const found = this.app
      .alarms()
      .filter(({ stackName, logicalId }) => pattern.test(`${stackName.split("-").at(-1)}.${logicalId}`));
    if (!found[0] || found.length > 1) throw new Error(`${pattern} is not one alarm but ${found.length}.`);
    return found[0];
  }

  async #sqs(operation: string, queue: string, more: object = {}): Promise<void> {
    await callAws(this.app.endpoints.sqs, `AmazonSQS.${operation}`, {
      QueueUrl: this.app.queues[queue],
      ...more,
    });
  }
}
