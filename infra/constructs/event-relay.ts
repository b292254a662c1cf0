import { Duration } from "aws-cdk-lib";
import type { IEventBus } from "aws-cdk-lib/aws-events";
import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { headKey } from "#shared/kernel/messaging/outbox.ts";
import type { Followers } from "#shared/kernel/messaging/wanted.ts";
import { keyActions, keyOf } from "./keys.ts";
import { consumerTimeout, TongbanFunction } from "./tongban-function.ts";
import { FailureQueue, failuresTo } from "./tongban-queue.ts";
import type { TongbanTable } from "./tongban-table.ts";
import { maximum, watch } from "./watch.ts";

type Relayed = {
  /** Names the records that the table holds; see functions/messaging/event-relay/outboxes.ts. */
  context: string;
  table: TongbanTable;
  bus: IEventBus;
  wanted: Followers;
  /** Of some of its records each step goes beside it. */
  keepsHistory: boolean;
  /** Sort keys of the items that carry the term of what people wrote. */
  terms: readonly string[];
};

/** Follows a table's stream: every change of a HEAD goes into the history beside it, then onto the bus; what people wrote goes at its term. */
export function addEventRelay(
  scope: Construct,
  id: string,
  { context, table, bus, wanted, keepsHistory, terms }: Relayed,
): void {
  const parts = new Construct(scope, id);
  if (!table.tableStreamArn) throw new Error(`Table ${table.node.path} has no stream to relay.`);

  const relay = new TongbanFunction(parts, "Relay", {
    name: "event-relay",
    serviceName: `event-relay-${context}`,
    timeout: consumerTimeout,
  })
    .bindTable("OWN_TABLE", table, [
      ...(keepsHistory ? (["putMany"] as const) : []),
      ...(terms.length > 0 ? (["query", "update"] as const) : []),
    ])
    .bindValue("BUS_NAME", bus.eventBusName)
    .bindValue("CONTEXT", context)
    .bindValue("WANTED", JSON.stringify(wanted));
  // What nobody follows is never published.
  if (wanted.some(({ types }) => types.length > 0)) relay.bindBus("BUS_NAME", bus);
  // Not grantStreamRead: it gives ListStreams on every table of the account.
  relay.allow(
    ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
    [table.tableStreamArn],
  );

  const unpublished = new FailureQueue(parts, "Unpublished", {
    text: `Changes of ${context} never became events. The queue says which stream records; publish them again.`,
    runbook: "unpublished-changes",
  });
  // Lambda lays down with the function's own rights what it gives up.
  relay.allow(["sqs:SendMessage"], [unpublished.queueArn]);
  relay.allowKey(keyOf(parts, "data"), keyActions.send);
  relay.followsStream = true;
  relay.lambda.addEventSourceMapping("Stream", {
    eventSourceArn: table.tableStreamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    // History entries and forms come down the stream as well; only HEADs speak, and what carried a term when it goes.
    filters: [
      FilterCriteria.filter({
        eventName: FilterRule.or("INSERT", "MODIFY"),
        dynamodb: { Keys: { sk: { S: FilterRule.beginsWith(headKey) } } },
      }),
      ...(terms.length > 0
        ? [
            FilterCriteria.filter({
              eventName: FilterRule.isEqual("REMOVE"),
              dynamodb: { Keys: { sk: { S: FilterRule.or(...terms) } } },
            }),
          ]
        : []),
    ],
    batchSize: 100,
    // One batch of a shard at a time: the events of one case leave in their order.
    parallelizationFactor: 1,
    reportBatchItemFailures: true,
    bisectBatchOnError: true,
    retryAttempts: 100,
    // The stream forgets after 24 hours; before that the record's place goes to the queue.
    maxRecordAge: Duration.hours(23),
    onFailure: failuresTo(unpublished),
  });

  watch(parts, "Late", {
    metric: relay.lambda.metric("IteratorAge", maximum),
    atLeast: 300_000,
    description: `Events of ${context} leave five minutes late or more: the relay fails or does not keep up.`,
    runbook: "what-waits-for-too-long",
  });
}
