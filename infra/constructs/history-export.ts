import { Duration } from "aws-cdk-lib";
import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { historyPrefix } from "#shared/kernel/messaging/outbox.ts";
import { keyActions, keyOf } from "./keys.ts";
import { consumerTimeout, TongbanFunction } from "./tongban-function.ts";
import { FailureQueue, failuresTo } from "./tongban-queue.ts";
import type { TongbanTable } from "./tongban-table.ts";
import { maximum, watch } from "./watch.ts";

type Exported = { context: string; table: TongbanTable; bucket: IBucket };

/** Follows a table's stream a second time: of every history entry a line goes where nobody can change it. */
export function addHistoryExport(scope: Construct, id: string, { context, table, bucket }: Exported): void {
  const parts = new Construct(scope, id);
  if (!table.tableStreamArn) throw new Error(`Table ${table.node.path} has no stream to export.`);
  const fn = new TongbanFunction(parts, "Export", {
    name: "history-export",
    serviceName: `history-export-${context}`,
    timeout: consumerTimeout,
  })
    .bindBucket("HISTORY_BUCKET", bucket, "history/*", ["put"])
    .bindValue("CONTEXT", context)
    .allow(
      ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
      [table.tableStreamArn],
    )
    .allowKey(table.encryptionKey, keyActions.readTable)
    .allowKey(keyOf(parts, "data"), keyActions.send);
  const unexported = new FailureQueue(parts, "Unexported", {
    text: `History of ${context} was not exported. The queue says which stream records.`,
    runbook: "history-that-is-exported",
  });
  fn.allow(["sqs:SendMessage"], [unexported.queueArn]);
  fn.followsStream = true;
  fn.lambda.addEventSourceMapping("Stream", {
    eventSourceArn: table.tableStreamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    filters: [
      FilterCriteria.filter({
        eventName: FilterRule.or("INSERT", "MODIFY"),
        dynamodb: { Keys: { sk: { S: FilterRule.beginsWith(historyPrefix) } } },
      }),
    ],
    // A put costs the same for one line and for five hundred.
    batchSize: 500,
    maxBatchingWindow: Duration.minutes(5),
    bisectBatchOnError: true,
    retryAttempts: 100,
    maxRecordAge: Duration.hours(23),
    onFailure: failuresTo(unexported),
  });
  watch(parts, "Late", {
    metric: fn.lambda.metric("IteratorAge", maximum),
    atLeast: 3_600_000,
    description: `History of ${context} is exported an hour late or more.`,
    runbook: "history-that-is-exported",
  });
}
