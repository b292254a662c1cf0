import type { App } from "aws-cdk-lib";
import { EventConsumer } from "#infra/constructs/event-consumer.ts";
import { EventRelay } from "#infra/constructs/event-relay.ts";
import { addRoutes } from "#infra/constructs/routes.ts";
import { Sweep, sweepTimeout } from "#infra/constructs/sweep.ts";
import { consumerTimeout, httpTimeout, TongbanFunction } from "#infra/constructs/tongban-function.ts";
import type { Platform } from "#infra/platform.ts";
import type { Context, ContextFunction } from "#shared/kernel/context.ts";
import type { ApiStack } from "./api.ts";
import type { MessagingStack } from "./messaging.ts";
import type { RecordsStack } from "./records.ts";
import { pascalCase, TongbanStack } from "./tongban-stack.ts";

type Around = { records: RecordsStack; messaging: MessagingStack; api: ApiStack };

/** One bounded context, built from what its `context.ts` says. */
export class ContextStack extends TongbanStack {
  private readonly platform: Platform;
  private readonly around: Around;

  constructor(app: App, platform: Platform, context: Context, around: Around) {
    super(app, platform, pascalCase(context.name), context.purpose);
    this.platform = platform;
    this.around = around;
    for (const [name, parts] of Object.entries(context.functions)) this.addFunction(name, parts);
    if (context.records.length > 0)
      new EventRelay(this, "Events", {
        platform,
        context: context.name,
        table: around.records.table(context.name),
        bus: around.messaging.bus,
      });
  }

  private addFunction(name: string, { needs, routes, follows, sweep }: ContextFunction): void {
    const { platform } = this;
    const timeout = sweep ? sweepTimeout : follows ? consumerTimeout : httpTimeout;
    const fn = new TongbanFunction(this, pascalCase(name), { platform, name, timeout });
    // A consumer's own dead letters come with its queue.
    for (const [variable, need] of Object.entries(needs))
      if (need.kind === "table") fn.bindTable(variable, this.around.records.table(need.table), need.access);
    if (routes) addRoutes(platform, this.around.api.entrance, fn, routes);
    if (follows)
      // By the last word of the function, because queues' names may not be long: `FollowEvents`.
      new EventConsumer(this, `${pascalCase(name.split("-").at(-1) ?? name)}Events`, {
        platform,
        bus: this.around.messaging.bus,
        events: Object.values(follows),
        consumer: fn,
      });
    if (sweep) new Sweep(this, `${pascalCase(name)}Sweep`, { platform, fn, ...sweep });
  }
}
