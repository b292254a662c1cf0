import type { App } from "aws-cdk-lib";
import { EventRelay } from "#infra/constructs/event-relay.ts";
import { addFallback, addRoutes } from "#infra/constructs/routes.ts";
import { TongbanFunction } from "#infra/constructs/tongban-function.ts";
import type { Platform } from "#infra/platform.ts";
import { catalogueRoutes } from "#shared/catalogue/api.ts";
import type { ApiStack } from "./api.ts";
import type { MessagingStack } from "./messaging.ts";
import type { RecordsStack } from "./records.ts";
import { TongbanStack } from "./tongban-stack.ts";

type Needs = { records: RecordsStack; messaging: MessagingStack; api: ApiStack };

export class CatalogueStack extends TongbanStack {
  constructor(app: App, platform: Platform, { records, messaging, api }: Needs) {
    super(app, platform, "Catalogue", "service items");

    const catalogue = new TongbanFunction(this, "Catalogue", { platform, name: "catalogue" }).bindTable(
      "CATALOGUE_TABLE",
      records.catalogue,
      "readWrite",
    );
    const integration = addRoutes(platform, api.entrance, catalogue, catalogueRoutes);
    addFallback(api.entrance, catalogue, integration);
    new EventRelay(this, "Events", {
      platform,
      context: "catalogue",
      table: records.catalogue,
      bus: messaging.bus,
    });
  }
}
