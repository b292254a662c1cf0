import { Duration, Names, Validations } from "aws-cdk-lib";
import { type IEventBus, Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import type { IEventSourceDlq } from "aws-cdk-lib/aws-lambda";
import { type CfnQueue, Queue, QueueEncryption, type QueueProps } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { patternOf } from "#events/define-event.ts";
import { platformOf } from "#infra/platform.ts";
import type { FollowedEvent, Ring } from "#shared/kernel/context.ts";
import { maxAttempts } from "#shared/kernel/messaging/dead-letter.ts";
import type { EventFilter } from "#shared/kernel/messaging/where.ts";
import { liveOf } from "./gradual.ts";
import { keyActions, keyOf } from "./keys.ts";
import { consumerTimeout, type TongbanFunction } from "./tongban-function.ts";
import { maximum, watch } from "./watch.ts";

/** A queue encrypted with the environment's key, or with SQS's where nobody may use that, and closed to plain HTTP. */
class EncryptedQueue extends Queue {
  constructor(scope: Construct, id: string, props: QueueProps, ownKey = true) {
    super(scope, id, { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, ...props });
    const key = keyOf(scope, "data");
    if (!key || !ownKey) return;
    // Not by the library's property: its grants would give every right on the key with stars.
    const queue = this.node.defaultChild as CfnQueue;
    queue.sqsManagedSseEnabled = false;
    queue.kmsMasterKeyId = key.keyArn;
  }
}

const failureTerm = Duration.days(14);
/** Days after which what failed is called for again. */
const forgottenAfter = [3, 10] as const;

/** Where what failed waits for a person. Anything in it rings. */
export class FailureQueue extends EncryptedQueue {
  constructor(scope: Construct, id: string, { text, runbook }: Ring, ownKey = true) {
    super(scope, id, { retentionPeriod: failureTerm }, ownKey);
    Validations.of(this).acknowledge({
      id: "AwsSolutions-SQS3",
      reason:
        "Messages end here by design: it is the dead-letter queue or failure destination of something else, or where a person parks them.",
    });
    watch(this, "NotEmpty", {
      metric: this.metricApproximateNumberOfMessagesVisible({ ...maximum, period: Duration.minutes(1) }),
      atLeast: 1,
      description: text,
      runbook,
    });
    // That one rings once, for the first message; these ring for any that nobody has looked at.
    for (const days of forgottenAfter)
      watch(this, `ForgottenFor${days}Days`, {
        metric: this.metricApproximateAgeOfOldestMessage({ ...maximum, period: Duration.hours(1) }),
        atLeast: Duration.days(days).toSeconds(),
        description: `What failed has waited for ${days} days; it is gone after ${failureTerm.toDays()}. ${text}`,
        runbook,
      });
  }
}

/** For a mapping that lays down there what it gives up: with the function's own right, which it is given beside. */
export const failuresTo = (queue: FailureQueue): IEventSourceDlq => ({
  bind: () => ({ destination: queue.queueArn }),
});

/** Where messages about nothing of ours are kept for as long as dead letters; no alarm rings for each. */
class SetAsideQueue extends EncryptedQueue {
  constructor(scope: Construct, id: string) {
    super(scope, id, { retentionPeriod: failureTerm });
    Validations.of(this).acknowledge({
      id: "AwsSolutions-SQS3",
      reason: "Messages end here by design: they are about nothing that this platform knows.",
    });
  }
}

/**
 * Where S3 tells of uploads that the scanning machine has to look into. Encrypted with SQS's own key: S3 may not use the
 * environment's, and a message holds nothing but the key of a file.
 */
export class UploadQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const ring = {
      text: "Uploads could not be looked into for malware, and their owners cannot attach them.",
      runbook: "uploads-that-nobody-looks-into",
    };
    const deadLetterQueue = {
      queue: new FailureQueue(this, "DeadLetters", ring, false),
      maxReceiveCount: maxAttempts,
    };
    this.queue = new EncryptedQueue(
      this,
      "Queue",
      { visibilityTimeout: Duration.minutes(5), retentionPeriod: Duration.days(4), deadLetterQueue },
      false,
    );
    watch(this, "Old", {
      metric: this.queue.metricApproximateAgeOfOldestMessage(maximum),
      atLeast: 600,
      description:
        "An upload has waited for ten minutes to be looked into: the scanning machine stands still.",
      runbook: ring.runbook,
    });
  }
}

/** A queue that one function works off, with its dead-letter queue. */
export class TongbanQueue extends Construct {
  readonly queue: Queue;
  private readonly deadLetterQueue: FailureQueue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.deadLetterQueue = new FailureQueue(this, "DeadLetters", {
      text: `Messages of queue ${id} could not be handled. Read each one's reason, then redrive it: npm run queues.`,
      runbook: "dead-letters",
    });
    this.queue = new EncryptedQueue(this, "Queue", {
      // AWS's advice: six times the function's, so that no batch is delivered again while its function may still run.
      visibilityTimeout: Duration.seconds(consumerTimeout.toSeconds() * 6),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: maxAttempts },
    });
    watch(this, "Old", {
      metric: this.queue.metricApproximateAgeOfOldestMessage(maximum),
      atLeast: 600,
      description: `A message of queue ${id} has waited for ten minutes: its function fails or does not keep up.`,
      runbook: "what-waits-for-too-long",
    });
  }

  /** Brings events from the bus into the queue; with `data`, only those whose data fits this pattern too. */
  follow(bus: IEventBus, events: FollowedEvent[], data?: EventFilter): this {
    // A rule for each condition: one for all would say most types twice, and a pattern may have 2,048 characters.
    for (const [index, [where, followed]] of [...Map.groupBy(events, (event) => event.where)].entries())
      new Rule(this, index === 0 ? "Rule" : `Rule${index + 1}`, {
        description: `What ${this.node.id} follows`,
        eventBus: bus,
        eventPattern: { ...patternOf(...followed), ...detailOf(where, data) },
        // The same dead-letter queue takes what the bus cannot put into the queue: the body is the event either way.
        targets: [new SqsQueue(this.queue, { deadLetterQueue: this.deadLetterQueue })],
      });
    return this;
  }

  /** Where its consumer lays what is about nothing of ours. */
  addSetAside(): Queue {
    return new SetAsideQueue(this, "SetAside");
  }

  /** Hands the messages to `consumer`, which parks hopeless ones itself: `variable` tells it where. */
  addConsumer(consumer: TongbanFunction, variable = "DEAD_LETTER_QUEUE_URL"): this {
    if (consumer.timeout.toSeconds() > consumerTimeout.toSeconds())
      throw new Error(`${consumer.node.path} may run longer than its queue keeps a message hidden for it.`);
    // Not the library's event source: its grant gives a right that nobody uses.
    liveOf(consumer).addEventSourceMapping(`SqsEventSource:${Names.nodeUniqueId(this.queue.node)}`, {
      eventSourceArn: this.queue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
      maxConcurrency: platformOf(this).environment.limits.consumerConcurrency,
    });
    consumer.allow([...pulls, "sqs:ChangeMessageVisibility"], [this.queue.queueArn]);
    consumer.allowKey(keyOf(this, "data"), keyActions.open);
    consumer.bindQueue(variable, this.deadLetterQueue);
    return this;
  }
}

/** What Lambda does with a role to bring messages; the consumer itself puts off what has to wait. */
const pulls = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

/** What the envelope must be like: `data`, and one of the alternatives in `where`. */
function detailOf(where: readonly EventFilter[] | undefined, data: EventFilter | undefined) {
  if (!where && !data) return {};
  const [only, ...others] = where ?? [];
  if (others.length > 0)
    return { detail: { ...(data && { data }), $or: where?.map((pattern) => ({ data: pattern })) } };
  return { detail: { data: { ...data, ...only } } };
}
