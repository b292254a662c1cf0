import { type App, CfnOutput } from "aws-cdk-lib";
import { caseEvents } from "#events/case.ts";
import { deliveryEvents } from "#events/delivery.ts";
import { EventConsumer } from "#infra/constructs/event-consumer.ts";
import { EventRelay } from "#infra/constructs/event-relay.ts";
import { addRoutes } from "#infra/constructs/routes.ts";
import { Sweep, sweepTimeout } from "#infra/constructs/sweep.ts";
import { consumerTimeout, TongbanFunction } from "#infra/constructs/tongban-function.ts";
import { TongbanQueue } from "#infra/constructs/tongban-queue.ts";
import type { Platform } from "#infra/platform.ts";
import { courierRoutes } from "#shared/deliveries/api.ts";
import type { ApiStack } from "./api.ts";
import type { MessagingStack } from "./messaging.ts";
import type { RecordsStack } from "./records.ts";
import { TongbanStack } from "./tongban-stack.ts";

const handoverAttempts = 16;

type Needs = { records: RecordsStack; messaging: MessagingStack; api: ApiStack };

export class DeliveryStack extends TongbanStack {
  constructor(app: App, platform: Platform, { records, messaging, api }: Needs) {
    super(app, platform, "Delivery", "papers on their way by courier");
    const carriers = JSON.stringify(platform.environment.carriers);

    const handover = new TongbanFunction(this, "CourierHandover", {
      platform,
      name: "courier-handover",
      timeout: consumerTimeout,
    })
      .bindTable("DELIVERIES_TABLE", records.deliveries, "readWrite")
      .bindTable("CASES_TABLE", records.cases, "read")
      .bindSecret("MACHINE_KEYS_SECRET", records.machineKeys)
      .bindSecret("CARRIERS_SECRET", records.carrierSecrets)
      .bindValue("CARRIERS", carriers);
    const { preReviewPassed, approved, rejected, decidedOnTheSpot, partDecided, redeliveryRequested } =
      caseEvents;
    const { refused, withdrawn, lapsed, terminated } = caseEvents;
    const { queue } = new EventConsumer(this, "CaseEvents", {
      platform,
      bus: messaging.bus,
      events: [
        preReviewPassed,
        approved,
        rejected,
        decidedOnTheSpot,
        partDecided,
        redeliveryRequested,
        refused,
        withdrawn,
        lapsed,
        terminated,
        deliveryEvents.delivered,
      ],
      consumer: handover,
      // With pauses that grow to a quarter of an hour: a carrier may be away for two hours.
      attempts: handoverAttempts,
    });
    handover.bindValue("ATTEMPTS", String(handoverAttempts)).bindValue("QUEUE_URL", queue.queueUrl);

    const watcher = new TongbanFunction(this, "DeliveryWatch", {
      platform,
      name: "delivery-watch",
      timeout: sweepTimeout,
    })
      .bindTable("DELIVERIES_TABLE", records.deliveries, "readWrite")
      .bindValue("CARRIERS", carriers);
    new Sweep(this, "Watch", {
      platform,
      fn: watcher,
      everyHours: 1,
      purpose: "Papers of which nothing is heard",
      stopped: "Nobody has looked for silent couriers for three hours.",
    });

    const tracking = new TongbanFunction(this, "DeliveryTracking", {
      platform,
      name: "delivery-tracking",
      timeout: consumerTimeout,
    })
      .bindTable("DELIVERIES_TABLE", records.deliveries, "readWrite")
      .bindSecret("CARRIERS_SECRET", records.carrierSecrets)
      .bindValue("CARRIERS", carriers);
    const courierEvents = new TongbanQueue(this, "CourierEvents", { platform }).workedOffBy(tracking);

    const callback = new TongbanFunction(this, "CourierCallback", { platform, name: "courier-callback" })
      .bindQueue("COURIER_EVENTS_QUEUE_URL", courierEvents.queue)
      .bindSecret("MACHINE_KEYS_SECRET", records.machineKeys)
      .bindSecret("CARRIERS_SECRET", records.carrierSecrets)
      .bindValue("CARRIERS", carriers);
    addRoutes(platform, api.entrance, callback, courierRoutes);

    new EventRelay(this, "Events", {
      platform,
      context: "deliveries",
      table: records.deliveries,
      bus: messaging.bus,
    });
    new CfnOutput(this, "CourierEventsQueueUrl", { value: courierEvents.queue.queueUrl });
  }
}
