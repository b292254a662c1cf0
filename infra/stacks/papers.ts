import type { App } from "aws-cdk-lib";
import { caseEvents } from "#events/case.ts";
import { EventConsumer } from "#infra/constructs/event-consumer.ts";
import { consumerTimeout, TongbanFunction } from "#infra/constructs/tongban-function.ts";
import type { Platform } from "#infra/platform.ts";
import type { MessagingStack } from "./messaging.ts";
import type { RecordsStack } from "./records.ts";
import { TongbanStack } from "./tongban-stack.ts";

type Needs = { records: RecordsStack; messaging: MessagingStack };

export class PapersStack extends TongbanStack {
  constructor(app: App, platform: Platform, { records, messaging }: Needs) {
    super(app, platform, "Papers", "official papers in writing");

    const papers = new TongbanFunction(this, "OfficialPapers", {
      platform,
      name: "official-papers",
      timeout: consumerTimeout,
      // It reads a font of 10 MB and draws with it.
      memorySize: 1024,
    })
      .bindBucket("DOCUMENTS_BUCKET", records.documentBucket, "documents/papers/*")
      .bindTable("CASES_TABLE", records.cases, "read")
      .bindTable("CATALOGUE_TABLE", records.table("catalogue"), "read");
    const { submitted, resubmitted, accepted, supplementRequested, refused, suspended, extended } =
      caseEvents;
    const { approved, decidedOnTheSpot, rejected, collected, delivered } = caseEvents;
    new EventConsumer(this, "CaseEvents", {
      platform,
      bus: messaging.bus,
      events: [
        submitted,
        resubmitted,
        accepted,
        supplementRequested,
        refused,
        suspended,
        extended,
        approved,
        decidedOnTheSpot,
        rejected,
        collected,
        delivered,
      ],
      consumer: papers,
    });
  }
}
