import { type App, Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { ratingEvents } from "#events/rating.ts";
import { EventConsumer } from "#infra/constructs/event-consumer.ts";
import { EventRelay } from "#infra/constructs/event-relay.ts";
import { addRoutes } from "#infra/constructs/routes.ts";
import { consumerTimeout, TongbanFunction } from "#infra/constructs/tongban-function.ts";
import type { Platform } from "#infra/platform.ts";
import { rectificationRoutes } from "#shared/rectifications/api.ts";
import type { ApiStack } from "./api.ts";
import type { MessagingStack } from "./messaging.ts";
import type { RecordsStack } from "./records.ts";
import { TongbanStack } from "./tongban-stack.ts";

type Needs = { records: RecordsStack; messaging: MessagingStack; api: ApiStack };

export class RectificationsStack extends TongbanStack {
  constructor(app: App, platform: Platform, { records, messaging, api }: Needs) {
    super(app, platform, "Rectifications", "bad ratings are put right");

    const rectifications = new TongbanFunction(this, "Rectifications", { platform, name: "rectifications" })
      .bindTable("RECTIFICATIONS_TABLE", records.rectifications, "readWrite")
      .bindTable("CASES_TABLE", records.cases, "read")
      .bindTable("RATINGS_TABLE", records.ratings, "read")
      .bindTable("CALENDAR_TABLE", records.calendar, "read");
    addRoutes(platform, api.entrance, rectifications, rectificationRoutes);

    const follow = new TongbanFunction(this, "RectificationFollow", {
      platform,
      name: "rectification-follow",
      timeout: consumerTimeout,
    })
      .bindTable("RECTIFICATIONS_TABLE", records.rectifications, "readWrite")
      .bindTable("RATINGS_TABLE", records.ratings, "read")
      .bindTable("CALENDAR_TABLE", records.calendar, "read");
    new EventConsumer(this, "Ratings", {
      platform,
      bus: messaging.bus,
      events: [ratingEvents.received, ratingEvents.dismissed],
      consumer: follow,
    });

    const deadlines = new TongbanFunction(this, "RectificationDeadlines", {
      platform,
      name: "rectification-deadlines",
      timeout: consumerTimeout,
    })
      .bindTable("RECTIFICATIONS_TABLE", records.rectifications, "readWrite")
      .bindTable("CALENDAR_TABLE", records.calendar, "read");
    new Rule(this, "EscalateHourly", {
      description: "Looks for work orders that are late",
      schedule: Schedule.rate(Duration.hours(1)),
      targets: [new LambdaFunction(deadlines.lambda, { retryAttempts: 2 })],
    });

    new EventRelay(this, "Events", {
      platform,
      context: "rectifications",
      table: records.rectifications,
      bus: messaging.bus,
    });
  }
}
