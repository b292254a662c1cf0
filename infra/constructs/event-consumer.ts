import { type IEventBus, Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import type { Construct } from "constructs";
import { patternOf } from "#events/define-event.ts";
import type { Platform } from "#infra/platform.ts";
import type { FollowedEvent } from "#shared/kernel/context.ts";
import type { TongbanFunction } from "./tongban-function.ts";
import { TongbanQueue } from "./tongban-queue.ts";

export type EventConsumerProps = {
  platform: Platform;
  bus: IEventBus;
  events: FollowedEvent[];
  /** Of all those, only the ones whose data fits this pattern. */
  data?: Record<string, unknown>;
  consumer: TongbanFunction;
  /** How often an event is handled before it is given up. */
  attempts?: number;
};

/** What the envelope must be like: an alternative for each `where`, and one for the events that have none. */
function detailOf(events: FollowedEvent[], data: EventConsumerProps["data"]) {
  const typesBy = Map.groupBy(events, ({ where }) => where);
  const alternatives = [...typesBy].flatMap(([where, followed]): object[] => {
    const type = followed.map((event) => event.type);
    return where ? where.map((pattern) => ({ type, data: pattern })) : [{ type }];
  });
  const hasWhere = [...typesBy.keys()].some((where) => where !== undefined);
  if (!data && !hasWhere) return {};
  return { detail: { ...(data && { data }), ...(hasWhere && { $or: alternatives }) } };
}

/** Brings some events from the bus to a function, through a queue of its own. */
export class EventConsumer extends TongbanQueue {
  constructor(
    scope: Construct,
    id: string,
    { platform, bus, events, data, consumer, attempts }: EventConsumerProps,
  ) {
    super(scope, id, { platform, ...(attempts !== undefined && { attempts }) });
    new Rule(this, "Rule", {
      description: `What ${id} follows`,
      eventBus: bus,
      eventPattern: { ...patternOf(...events), ...detailOf(events, data) },
      // The same dead-letter queue takes what the bus cannot put into the queue: the body is the event either way.
      targets: [new SqsQueue(this.queue, { deadLetterQueue: this.deadLetterQueue })],
    });
    this.addConsumer(consumer);
  }
}
