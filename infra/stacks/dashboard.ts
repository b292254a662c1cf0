import { type App, Duration } from "aws-cdk-lib";
import { Dashboard } from "aws-cdk-lib/aws-cloudwatch";
import { apiWidgets, contextWidgets, headed } from "#infra/constructs/dashboard.ts";
import { type Platform, TongbanStack } from "#infra/platform.ts";
import type { ApiStack } from "./api.ts";
import type { ContextStack } from "./context.ts";

type Shown = {
  api: ApiStack;
  contexts: readonly ContextStack[];
  /** What all contexts stand on, and whose alarms come first. */
  platform: readonly TongbanStack[];
};

/**
 * One page for whoever is called out: what all stand on, the API, then a section for each context. In a stack of its own,
 * after all others and by names alone: what it shows goes or comes without waiting for it.
 */
export class DashboardStack extends TongbanStack {
  constructor(app: App, around: Platform, { api, contexts, platform }: Shown) {
    super(app, around, "Dashboard", "the dashboard, with a section for each context");
    const dashboard = new Dashboard(this, "Dashboard", {
      dashboardName: `Tongban-${around.environment.name}`,
      defaultInterval: Duration.hours(12),
    });
    dashboard.addWidgets(
      ...headed(this, "What all contexts stand on", platform),
      ...headed(this, "HTTP API and sign-in", [api]),
      ...apiWidgets(api.watched),
    );
    for (const context of contexts)
      dashboard.addWidgets(
        ...headed(this, `${context.part}: ${context.title}`, [context]),
        ...contextWidgets(context, context.watched),
      );
  }
}
