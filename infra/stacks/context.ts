import { type App, CfnOutput, Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { WatchedContext } from "#infra/constructs/dashboard.ts";
import { addEventRelay } from "#infra/constructs/event-relay.ts";
import { addHistoryExport } from "#infra/constructs/history-export.ts";
import { watchLimits } from "#infra/constructs/limits.ts";
import { addRoutes } from "#infra/constructs/routes.ts";
import { watchSetAside } from "#infra/constructs/set-aside.ts";
import { addSweep, sweepTimeout } from "#infra/constructs/sweep.ts";
import { consumerTimeout, httpTimeout, TongbanFunction } from "#infra/constructs/tongban-function.ts";
import { TongbanQueue } from "#infra/constructs/tongban-queue.ts";
import { metricNamespace } from "#infra/constructs/watch.ts";
import { type Environment, pagesOf, tagsVerdicts } from "#infra/environments.ts";
import { type Platform, pascalCase, TongbanStack } from "#infra/platform.ts";
import type { Context, ContextFunction } from "#shared/kernel/context.ts";
import { isLimited } from "#shared/kernel/http/limited.ts";
import { opensSomething } from "#shared/kernel/http/opened.ts";
import { admitsStaff, directoryVariable } from "#shared/kernel/http/who-left.ts";
import { wantedOf } from "#shared/kernel/messaging/wanted.ts";
import type { Need, SettingName, TableUse } from "#shared/kernel/needs.ts";
import type { ApiStack } from "./api.ts";
import type { MessagingStack } from "./messaging.ts";
import type { RecordsStack } from "./records.ts";

type Around = {
  records: RecordsStack;
  messaging: MessagingStack;
  api: ApiStack;
  contexts: readonly Context[];
};

/** One bounded context, built from what its `context.ts` says. */
export class ContextStack extends TongbanStack {
  /** Its part of the stack's name. */
  readonly part: string;
  private readonly around: Around;
  private readonly context: Context;
  private readonly queues: ReadonlyMap<string, TongbanQueue>;

  constructor(app: App, platform: Platform, context: Context, around: Around) {
    super(app, platform, pascalCase(context.name), context.purpose);
    this.part = pascalCase(context.name);
    this.around = around;
    this.context = context;
    this.queues = new Map(
      Object.keys(context.queues ?? {}).map((name) => [name, new TongbanQueue(this, pascalCase(name))]),
    );
    const functions = new Map(
      Object.entries(context.functions).map(([name, parts]) => [name, this.addFunction(name, parts)]),
    );
    for (const [name, { worker, deadLetters, setAside }] of Object.entries(context.queues ?? {})) {
      const fn = functions.get(worker);
      if (!fn)
        throw new Error(`Nobody works off queue ${name}: context ${context.name} has no function ${worker}.`);
      this.queue(name).addConsumer(fn, deadLetters);
      if (setAside) {
        fn.bindQueue(setAside.variable, this.queue(name).addSetAside());
        watchSetAside(fn, setAside, platform.environment);
      }
      new CfnOutput(this, `${pascalCase(name)}QueueUrl`, { value: this.queue(name).queue.queueUrl });
    }
    if (context.records.some(({ isHeard }) => isHeard))
      addEventRelay(this, "Events", {
        context: context.name,
        table: around.records.table(context.name),
        bus: around.messaging.bus,
        wanted: wantedOf(around.contexts, context),
        keepsHistory: context.records.some(({ history }) => history),
        terms: [...new Set(context.records.flatMap(({ forgets }) => forgets?.with ?? []))],
      });
    const { historyBucket } = around.records;
    if (historyBucket && context.records.some(({ chained }) => chained))
      addHistoryExport(this, "History", {
        context: context.name,
        table: around.records.table(context.name),
        bucket: historyBucket,
      });
  }

  get title(): string {
    return this.context.purpose;
  }

  /** What the dashboard shows of it. */
  get watched(): WatchedContext {
    const { functions, name } = this.context;
    return {
      answering: new Set(Object.entries(functions).flatMap(([fn, { routes }]) => (routes ? [fn] : []))),
      table: this.around.records.tableOf(name),
      figures: this.figures(),
    };
  }

  private figures(): Metric[] {
    return Object.values(this.context.functions).flatMap(({ sweep }) =>
      Object.entries(sweep?.figures ?? {}).map(
        ([metricName, label]) =>
          new Metric({
            namespace: metricNamespace(this),
            metricName,
            label,
            statistic: "Maximum",
            period: Duration.hours(sweep?.everyHours ?? 1),
          }),
      ),
    );
  }

  private queue(name: string): TongbanQueue {
    const queue = this.queues.get(name);
    if (!queue) throw new Error(`There is no queue ${name} in ${this.stackName}.`);
    return queue;
  }

  private addFunction(name: string, parts: ContextFunction): TongbanFunction {
    const { needs, routes, fallback, follows, where, sweep, memorySize } = parts;
    const isWorker = Object.values(this.context.queues ?? {}).some(({ worker }) => worker === name);
    const timeout = sweep ? sweepTimeout : follows || isWorker ? consumerTimeout : httpTimeout;
    const fn = new TongbanFunction(this, pascalCase(name), { name, timeout, memorySize });
    for (const [variable, need] of Object.entries(needs)) this.bind(fn, variable, need);
    if (routes) addRoutes(this.around.api.entrance, fn, routes, fallback);
    // Who looks at whose data is recorded and counted by the kernel, whatever the route does.
    const accesses: TableUse[] = [
      ...(routes?.some(opensSomething) ? (["put"] as const) : []),
      ...(routes?.some(isLimited) ? (["update"] as const) : []),
    ];
    if (accesses.length > 0) fn.bindTable("ACCESSES_TABLE", this.around.records.table("accesses"), accesses);
    if (routes?.some(isLimited)) watchLimits(fn);
    // Whoever left the office is refused by the kernel, whatever the route does.
    if (routes?.some(admitsStaff) && !(directoryVariable in needs))
      fn.bindTable(directoryVariable, this.around.records.table("staff"), ["get"]);
    if (follows) {
      // By the last word of the function, because queues' names may not be long: `FollowEvents`.
      const id = `${pascalCase(name.split("-").at(-1) ?? name)}Events`;
      new TongbanQueue(this, id)
        .follow(this.around.messaging.bus, Object.values(follows), where)
        .addConsumer(fn);
    }
    if (sweep?.figures) fn.bindValue("FIGURES_NAMESPACE", metricNamespace(this));
    if (sweep) addSweep(this, `${pascalCase(name)}Sweep`, fn, sweep);
    return fn;
  }

  private bind(fn: TongbanFunction, variable: string, need: Need): TongbanFunction {
    const { records } = this.around;
    switch (need.kind) {
      case "table":
        return fn.bindTable(variable, records.table(need.table), need.uses);
      case "secret":
        return fn.bindSecret(variable, records.secrets[need.secret]);
      case "objects":
        return fn.bindBucket(variable, records.documentBucket, need.keys, need.uses);
      case "queue":
        return fn.bindQueue(variable, this.queue(need.queue).queue);
      case "setting":
        return fn.bindValue(variable, settingsOf(this.platform.environment)[need.setting]);
      case "bus":
        return fn.bindBus(variable, this.around.messaging.bus);
      case "deadLetters":
      case "setAside":
        // They come with the queue that it works off.
        return fn;
    }
  }
}

const settingsOf = (environment: Environment): Record<SettingName, string> => ({
  carriers: JSON.stringify(environment.carriers),
  businessLicenceUrl: environment.businessLicenceUrl,
  feePlatform: JSON.stringify(environment.feePlatform),
  fieldCipher: environment.fieldCipher,
  noticeProviders: JSON.stringify(environment.noticeProviders),
  pagesUrl: pagesOf(environment),
  personalDataDays: String(environment.retention.personalDataDays),
  scanner: scannerSetting(environment),
});

function scannerSetting(environment: Environment): string {
  const { scanning } = environment;
  if (scanning.kind === "clamav") return `clamav:${scanning.host}:${scanning.port}`;
  return tagsVerdicts(environment) ? "tag" : "none";
}
