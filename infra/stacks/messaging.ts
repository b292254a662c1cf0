import { type App, CfnOutput, Duration } from "aws-cdk-lib";
import { EventBus, Match } from "aws-cdk-lib/aws-events";
import { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { alarmTopic } from "#infra/constructs/alarm-topic.ts";
import { addQueries } from "#infra/constructs/log-queries.ts";
import { FailureQueue } from "#infra/constructs/tongban-queue.ts";
import { sum, watch } from "#infra/constructs/watch.ts";
import { type Platform, TongbanStack } from "#infra/platform.ts";

/** How contexts hear of each other, and how people hear of trouble: its platform is the first with the alarms' topic. */
export class MessagingStack extends TongbanStack {
  readonly bus: EventBus;

  constructor(app: App, quiet: Omit<Platform, "alarmTopic">) {
    super(
      app,
      { ...quiet, alarmTopic: undefined },
      "Messaging",
      "event bus, its archive, parked messages, alarms",
    );
    const { alarmEmail, archiveDays } = quiet.environment;

    this.bus = new EventBus(this, "Events", { description: "What happened in the platform's contexts" });
    this.bus.archive("Archive", {
      description: "Every event, to replay for a consumer that was wrong or is new",
      eventPattern: { source: Match.prefix("tongban.") },
      retention: Duration.days(archiveDays),
    });
    if (alarmEmail) this.platform = { ...quiet, alarmTopic: alarmTopic(this, alarmEmail) };
    addQueries(this);
    // One for all: concurrency is the account's, and one for each function would be a fifth of what all alarms cost.
    watch(this, "Throttles", {
      metric: LambdaFunction.metricAllThrottles(sum),
      atLeast: 5,
      description: "Functions were throttled: the account's concurrency or that of one of them is used up.",
      runbook: "functions-that-fail",
    });
    // One for all contexts: what lies here waits for a person's decision, not for a repair.
    const parking = new FailureQueue(this, "Parking", {
      text: "Somebody parked messages, or they were redriven too often. Decide on each within 14 days: npm run queues.",
      runbook: "dead-letters",
    });
    new CfnOutput(this, "ParkingQueueUrl", { value: parking.queueUrl });
    new CfnOutput(this, "EventBusName", { value: this.bus.eventBusName });
  }
}
