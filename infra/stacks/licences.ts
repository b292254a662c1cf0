import type { App } from "aws-cdk-lib";
import { caseEvents } from "#events/case.ts";
import { EventConsumer } from "#infra/constructs/event-consumer.ts";
import { EventRelay } from "#infra/constructs/event-relay.ts";
import { addRoutes } from "#infra/constructs/routes.ts";
import { consumerTimeout, TongbanFunction } from "#infra/constructs/tongban-function.ts";
import { pagesOf } from "#infra/environments.ts";
import type { Platform } from "#infra/platform.ts";
import { licenceRoutes } from "#shared/licences/api.ts";
import type { ApiStack } from "./api.ts";
import type { MessagingStack } from "./messaging.ts";
import type { RecordsStack } from "./records.ts";
import { TongbanStack } from "./tongban-stack.ts";

type Needs = { records: RecordsStack; messaging: MessagingStack; api: ApiStack };

export class LicencesStack extends TongbanStack {
  constructor(app: App, platform: Platform, { records, messaging, api }: Needs) {
    super(app, platform, "Licences", "electronic licences and their use");

    const issuing = new TongbanFunction(this, "LicenceIssuing", {
      platform,
      name: "licence-issuing",
      timeout: consumerTimeout,
    })
      .bindTable("LICENCES_TABLE", records.licences, "readWrite")
      .bindTable("CASES_TABLE", records.cases, "read")
      .bindTable("CATALOGUE_TABLE", records.catalogue, "read")
      .bindSecret("LICENCE_KEY_SECRET", records.licenceKey);
    new EventConsumer(this, "Approvals", {
      platform,
      bus: messaging.bus,
      events: [caseEvents.approved, caseEvents.decidedOnTheSpot],
      consumer: issuing,
    });

    const licences = new TongbanFunction(this, "Licences", { platform, name: "licences" })
      .bindTable("LICENCES_TABLE", records.licences, "readWrite")
      .bindSecret("LICENCE_KEY_SECRET", records.licenceKey)
      .bindValue("PAGES_URL", pagesOf(platform.environment));
    addRoutes(platform, api.entrance, licences, licenceRoutes);

    new EventRelay(this, "Events", {
      platform,
      context: "licences",
      table: records.licences,
      bus: messaging.bus,
    });
  }
}
