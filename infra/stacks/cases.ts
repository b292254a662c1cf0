import type { App } from "aws-cdk-lib";
import { caseEvents } from "#events/case.ts";
import { deliveryEvents } from "#events/delivery.ts";
import { EventConsumer } from "#infra/constructs/event-consumer.ts";
import { EventRelay } from "#infra/constructs/event-relay.ts";
import { addRoutes } from "#infra/constructs/routes.ts";
import { Sweep, sweepTimeout } from "#infra/constructs/sweep.ts";
import { consumerTimeout, TongbanFunction } from "#infra/constructs/tongban-function.ts";
import type { Platform } from "#infra/platform.ts";
import { caseReviewRoutes, caseSubmissionRoutes } from "#shared/cases/api.ts";
import { personRoutes } from "#shared/cases/person-api.ts";
import type { ApiStack } from "./api.ts";
import type { MessagingStack } from "./messaging.ts";
import type { RecordsStack } from "./records.ts";
import { TongbanStack } from "./tongban-stack.ts";

type Needs = { records: RecordsStack; messaging: MessagingStack; api: ApiStack };

export class CasesStack extends TongbanStack {
  constructor(app: App, platform: Platform, { records, messaging, api }: Needs) {
    super(app, platform, "Cases", "the life of a case");

    const submission = new TongbanFunction(this, "CaseSubmission", { platform, name: "case-submission" })
      .bindTable("CASES_TABLE", records.cases, "readWrite")
      .bindTable("CATALOGUE_TABLE", records.table("catalogue"), "read")
      .bindTable("DOCUMENTS_TABLE", records.table("documents"), "readWrite")
      .bindTable("DELIVERIES_TABLE", records.table("deliveries"), "read")
      .bindTable("RATINGS_TABLE", records.table("ratings"), "read")
      .bindTable("LICENCES_TABLE", records.table("licences"), "readWrite")
      .bindTable("CALENDAR_TABLE", records.calendar, "read")
      .bindSecret("PERSON_INDEX_SECRET", records.personIndex)
      .bindValue("PERSONAL_DATA_DAYS", String(platform.environment.retention.personalDataDays));
    addRoutes(platform, api.entrance, submission, caseSubmissionRoutes);

    const review = new TongbanFunction(this, "CaseReview", { platform, name: "case-review" })
      .bindTable("CASES_TABLE", records.cases, "readWrite")
      .bindTable("CALENDAR_TABLE", records.calendar, "read");
    addRoutes(platform, api.entrance, review, caseReviewRoutes);

    const people = new TongbanFunction(this, "PersonalData", { platform, name: "personal-data" })
      .bindTable("CASES_TABLE", records.cases, "readWrite")
      .bindSecret("PERSON_INDEX_SECRET", records.personIndex);
    addRoutes(platform, api.entrance, people, personRoutes);

    this.addDeadlines(platform, records);

    const follow = new TongbanFunction(this, "CaseFollow", {
      platform,
      name: "case-follow",
      timeout: consumerTimeout,
    })
      .bindTable("CASES_TABLE", records.cases, "readWrite")
      .bindTable("CALENDAR_TABLE", records.calendar, "read");
    new EventConsumer(this, "DeliveryEvents", {
      platform,
      bus: messaging.bus,
      events: Object.values(deliveryEvents),
      consumer: follow,
    });
    this.addJointMatters(platform, records, messaging);
    new EventRelay(this, "Events", { platform, context: "cases", table: records.cases, bus: messaging.bus });
  }

  private addJointMatters(platform: Platform, records: RecordsStack, messaging: MessagingStack): void {
    const joint = new TongbanFunction(this, "JointMatters", {
      platform,
      name: "joint-matters",
      timeout: consumerTimeout,
    })
      .bindTable("CASES_TABLE", records.cases, "readWrite")
      .bindTable("CATALOGUE_TABLE", records.table("catalogue"), "read")
      .bindTable("CALENDAR_TABLE", records.calendar, "read")
      .bindValue("PERSONAL_DATA_DAYS", String(platform.environment.retention.personalDataDays));
    const { accepted, approved, rejected, withdrawn, terminated } = caseEvents;
    new EventConsumer(this, "JointEvents", {
      platform,
      bus: messaging.bus,
      events: [accepted, approved, rejected, withdrawn, terminated],
      // Few cases are joint: the others' events never reach the queue.
      data: { $or: [{ joint: [true] }, { parent: [{ exists: true }] }] },
      consumer: joint,
    });
  }

  private addDeadlines(platform: Platform, records: RecordsStack): void {
    const deadlines = new TongbanFunction(this, "CaseDeadlines", {
      platform,
      name: "case-deadlines",
      timeout: sweepTimeout,
    })
      .bindTable("CASES_TABLE", records.cases, "readWrite")
      .bindTable("CALENDAR_TABLE", records.calendar, "read");
    new Sweep(this, "Deadlines", {
      platform,
      fn: deadlines,
      everyHours: 1,
      purpose: "Warnings, deemed acceptance and lapse of cases",
      stopped: "Nobody has looked at the legal time limits for three hours.",
    });
  }
}
