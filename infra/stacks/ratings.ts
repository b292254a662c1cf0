import { type App, CfnOutput } from "aws-cdk-lib";
import { caseEvents } from "#events/case.ts";
import { ratingEvents } from "#events/rating.ts";
import { rectificationEvents } from "#events/rectification.ts";
import { EventConsumer } from "#infra/constructs/event-consumer.ts";
import { EventRelay } from "#infra/constructs/event-relay.ts";
import { addRoutes } from "#infra/constructs/routes.ts";
import { Sweep, sweepTimeout } from "#infra/constructs/sweep.ts";
import { consumerTimeout, TongbanFunction } from "#infra/constructs/tongban-function.ts";
import { TongbanQueue } from "#infra/constructs/tongban-queue.ts";
import type { Platform } from "#infra/platform.ts";
import { ratingRoutes } from "#shared/ratings/api.ts";
import { ratingDeskRoutes } from "#shared/ratings/desk-api.ts";
import type { ApiStack } from "./api.ts";
import type { MessagingStack } from "./messaging.ts";
import type { RecordsStack } from "./records.ts";
import { TongbanStack } from "./tongban-stack.ts";

type Needs = { records: RecordsStack; messaging: MessagingStack; api: ApiStack };

export class RatingsStack extends TongbanStack {
  constructor(app: App, platform: Platform, { records, messaging, api }: Needs) {
    super(app, platform, "Ratings", "good and bad ratings, and what they add up to");

    const intake = new TongbanFunction(this, "RatingIntake", {
      platform,
      name: "rating-intake",
      timeout: consumerTimeout,
    }).bindTable("RATINGS_TABLE", records.ratings, "readWrite");
    new EventConsumer(this, "CaseFacts", {
      platform,
      bus: messaging.bus,
      events: [
        caseEvents.accepted,
        caseEvents.decidedOnTheSpot,
        caseEvents.collected,
        caseEvents.delivered,
        caseEvents.refused,
        ...Object.values(ratingEvents),
        rectificationEvents.closed,
        rectificationEvents.appealUpheld,
      ],
      consumer: intake,
    });
    const deviceRatings = new TongbanQueue(this, "DeviceRatings", { platform }).workedOffBy(
      intake,
      "DEVICE_RATINGS_DEAD_LETTER_QUEUE_URL",
    );

    const callback = new TongbanFunction(this, "RatingCallback", { platform, name: "rating-callback" })
      .bindTable("RATINGS_TABLE", records.ratings, "readWrite")
      .bindTable("CASES_TABLE", records.cases, "read")
      .bindQueue("DEVICE_RATINGS_QUEUE_URL", deviceRatings.queue)
      .bindSecret("MACHINE_KEYS_SECRET", records.machineKeys);
    addRoutes(platform, api.entrance, callback, ratingRoutes);

    const desk = new TongbanFunction(this, "RatingDesk", { platform, name: "rating-desk" })
      .bindTable("RATINGS_TABLE", records.ratings, "readWrite")
      .bindTable("CASES_TABLE", records.cases, "read")
      .bindSecret("MACHINE_KEYS_SECRET", records.machineKeys);
    addRoutes(platform, api.entrance, desk, ratingDeskRoutes);

    const figures = new TongbanFunction(this, "RatingFigures", {
      platform,
      name: "rating-figures",
      timeout: sweepTimeout,
    }).bindTable("RATINGS_TABLE", records.ratings, "readWrite");
    new Sweep(this, "Figures", {
      platform,
      fn: figures,
      everyHours: 1,
      purpose: "What ratings add up to on days that are over",
      stopped: "Nobody has made the figures of ratings for three hours: they may be out of date.",
    });

    new EventRelay(this, "Events", {
      platform,
      context: "ratings",
      table: records.ratings,
      bus: messaging.bus,
    });
    new CfnOutput(this, "DeviceRatingsQueueUrl", { value: deviceRatings.queue.queueUrl });
  }
}
