import { type App, CfnOutput } from "aws-cdk-lib";
import { EventConsumer } from "#infra/constructs/event-consumer.ts";
import { EventRelay } from "#infra/constructs/event-relay.ts";
import { addFallback, addRoutes } from "#infra/constructs/routes.ts";
import { Sweep, sweepTimeout } from "#infra/constructs/sweep.ts";
import { consumerTimeout, httpTimeout, TongbanFunction } from "#infra/constructs/tongban-function.ts";
import { TongbanQueue } from "#infra/constructs/tongban-queue.ts";
import { type Environment, pagesOf } from "#infra/environments.ts";
import type { Platform } from "#infra/platform.ts";
import type { Context, ContextFunction } from "#shared/kernel/context.ts";
import { wantedOf } from "#shared/kernel/messaging/wanted.ts";
import type { Need, SettingName } from "#shared/kernel/needs.ts";
import type { ApiStack } from "./api.ts";
import type { MessagingStack } from "./messaging.ts";
import type { RecordsStack } from "./records.ts";
import { pascalCase, TongbanStack } from "./tongban-stack.ts";

type Around = {
  records: RecordsStack;
  messaging: MessagingStack;
  api: ApiStack;
  contexts: readonly Context[];
};

/** One bounded context, built from what its `context.ts` says. */
export class ContextStack extends TongbanStack {
  private readonly platform: Platform;
  private readonly around: Around;
  private readonly context: Context;
  private readonly queues: ReadonlyMap<string, TongbanQueue>;

  constructor(app: App, platform: Platform, context: Context, around: Around) {
    super(app, platform, pascalCase(context.name), context.purpose);
    this.platform = platform;
    this.around = around;
    this.context = context;
    this.queues = new Map(
      Object.keys(context.queues ?? {}).map((name) => [
        name,
        new TongbanQueue(this, pascalCase(name), { platform }),
      ]),
    );
    const functions = new Map(
      Object.entries(context.functions).map(([name, parts]) => [name, this.addFunction(name, parts)]),
    );
    for (const [name, { worker, deadLetters }] of Object.entries(context.queues ?? {})) {
      const fn = functions.get(worker);
      if (!fn)
        throw new Error(`Nobody works off queue ${name}: context ${context.name} has no function ${worker}.`);
      this.queue(name).addConsumer(fn, deadLetters);
      new CfnOutput(this, `${pascalCase(name)}QueueUrl`, { value: this.queue(name).queue.queueUrl });
    }
    if (context.records.some(({ isHeard }) => isHeard))
      new EventRelay(this, "Events", {
        platform,
        context: context.name,
        table: around.records.table(context.name),
        bus: around.messaging.bus,
        wanted: wantedOf(around.contexts, context),
      });
  }

  private queue(name: string): TongbanQueue {
    const queue = this.queues.get(name);
    if (!queue) throw new Error(`There is no queue ${name} in ${this.stackName}.`);
    return queue;
  }

  private addFunction(name: string, parts: ContextFunction): TongbanFunction {
    const { platform } = this;
    const { needs, routes, fallback, follows, where, attempts, sweep, memorySize } = parts;
    const isWorker = Object.values(this.context.queues ?? {}).some(({ worker }) => worker === name);
    const timeout = sweep ? sweepTimeout : follows || isWorker ? consumerTimeout : httpTimeout;
    const fn = new TongbanFunction(this, pascalCase(name), {
      platform,
      name,
      timeout,
      ...(memorySize && { memorySize }),
    });
    for (const [variable, need] of Object.entries(needs)) this.bind(fn, variable, need);
    if (routes) {
      const { entrance } = this.around.api;
      const integration = addRoutes(platform, entrance, fn, routes);
      if (fallback) addFallback(entrance, fn, integration);
    }
    if (follows) {
      // By the last word of the function, because queues' names may not be long: `FollowEvents`.
      const { queue } = new EventConsumer(this, `${pascalCase(name.split("-").at(-1) ?? name)}Events`, {
        platform,
        bus: this.around.messaging.bus,
        events: Object.values(follows),
        ...(where && { data: where }),
        ...(attempts && { attempts }),
        consumer: fn,
      });
      for (const [variable, { kind }] of Object.entries(needs))
        if (kind === "ownQueue") fn.bindValue(variable, queue.queueUrl);
    }
    if (sweep) new Sweep(this, `${pascalCase(name)}Sweep`, { platform, fn, ...sweep });
    return fn;
  }

  private bind(fn: TongbanFunction, variable: string, need: Need): void {
    const { records } = this.around;
    switch (need.kind) {
      case "table":
        fn.bindTable(variable, records.table(need.table), need.access);
        return;
      case "secret":
        fn.bindSecret(variable, records.secrets[need.secret]);
        return;
      case "objects":
        fn.bindBucket(variable, records.documentBucket, need.keys, need.access);
        return;
      case "queue":
        fn.bindQueue(variable, this.queue(need.queue).queue);
        return;
      case "setting":
        fn.bindValue(variable, settingsOf(this.platform.environment)[need.setting]);
        return;
      case "ownQueue":
      case "deadLetters":
        // They come with the queue that it works off.
        return;
    }
  }
}

const settingsOf = (environment: Environment): Record<SettingName, string> => ({
  carriers: JSON.stringify(environment.carriers),
  pagesUrl: pagesOf(environment),
  personalDataDays: String(environment.retention.personalDataDays),
  scanner: scannerSetting(environment.scanning),
});

const scannerSetting = (scanning: Environment["scanning"]): string =>
  scanning.kind === "clamav" ? `clamav:${scanning.host}:${scanning.port}` : scanning.kind;
