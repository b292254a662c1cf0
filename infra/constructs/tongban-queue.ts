import { Duration, Validations } from "aws-cdk-lib";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { Queue, QueueEncryption, type QueueProps } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Platform } from "#infra/platform.ts";
import { maxAttempts } from "#shared/kernel/messaging/dead-letter.ts";
import { consumerTimeout, type TongbanFunction } from "./tongban-function.ts";
import { watch } from "./watch.ts";

const house = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true } satisfies QueueProps;

/** Where what failed waits for a person. Anything in it rings. */
export class FailureQueue extends Queue {
  constructor(
    scope: Construct,
    id: string,
    { platform, description }: { platform: Platform; description: string },
  ) {
    super(scope, id, { ...house, retentionPeriod: Duration.days(14) });
    Validations.of(this).acknowledge({
      id: "AwsSolutions-SQS3",
      reason:
        "Messages end here by design: it is the dead-letter queue or failure destination of something else, or where a person parks them.",
    });
    watch(this, "NotEmpty", platform, {
      metric: this.metricApproximateNumberOfMessagesVisible({
        statistic: "Maximum",
        period: Duration.minutes(1),
      }),
      atLeast: 1,
      description,
    });
  }
}

/** A queue that one function works off, with its dead-letter queue. */
export class TongbanQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetterQueue: FailureQueue;
  private readonly platform: Platform;

  constructor(
    scope: Construct,
    id: string,
    { platform, attempts = maxAttempts }: { platform: Platform; attempts?: number },
  ) {
    super(scope, id);
    this.platform = platform;
    this.deadLetterQueue = new FailureQueue(this, "DeadLetters", {
      platform,
      description: `Messages of queue ${id} could not be handled. Read each one's reason, then redrive it: npm run queues.`,
    });
    this.queue = new Queue(this, "Queue", {
      ...house,
      // AWS's advice: six times the function's, so that no batch is delivered again while its function may still run.
      visibilityTimeout: Duration.seconds(consumerTimeout.toSeconds() * 6),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: attempts },
    });
    watch(this, "Old", platform, {
      metric: this.queue.metricApproximateAgeOfOldestMessage({
        statistic: "Maximum",
        period: Duration.minutes(5),
      }),
      atLeast: 600,
      description: `A message of queue ${id} has waited for ten minutes: its function fails or does not keep up.`,
    });
  }

  /** Hands the messages to `consumer`, which parks hopeless ones itself: `variable` tells it where. */
  addConsumer(consumer: TongbanFunction, variable = "DEAD_LETTER_QUEUE_URL"): this {
    if (consumer.timeout.toSeconds() > consumerTimeout.toSeconds())
      throw new Error(`${consumer.node.path} may run longer than its queue keeps a message hidden for it.`);
    consumer.lambda.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
        maxConcurrency: this.platform.environment.limits.consumerConcurrency,
      }),
    );
    consumer.bindQueue(variable, this.deadLetterQueue);
    return this;
  }
}
