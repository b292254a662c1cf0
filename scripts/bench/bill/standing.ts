import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Code } from "#infra/bundle.ts";
import type { Environment } from "#infra/environments.ts";
import { tongban } from "#infra/tongban.ts";
import { cronMatcher } from "#local/engine/events/cron.ts";
import { rateOf } from "#local/engine/events/schedules.ts";
import type { Template } from "#local/engine/templates/assembly.ts";
import { contexts } from "#shared/contexts.ts";
import { daysPerMonth } from "./assumptions.ts";

// biome-ignore lint/suspicious/noExplicitAny: a template is any JSON
type Properties = any;

/** A class of storage, as S3 calls it. */
export type Colder = { storageClass: string; afterDays: number };

/** What an environment has whether anybody uses it or not, as its templates say. */
export type Standing = {
  /** Each metric that an alarm looks at is paid for; of a query one, since it looks at none while nothing is wrong. */
  alarmMetrics: number;
  dashboards: number;
  secrets: number;
  keys: number;
  /** What asks for one of these keys every five minutes, if something comes all day. */
  keyUsers: number;
  /** Metrics that are made of log lines. */
  metricFilters: number;
  /** Metrics that sweeps write beside their lines, each by the part of the hours that it is written in. */
  figures: number;
  /** Routes that have metrics of their own. */
  meteredRoutes: number;
  /** Queues that Lambda asks for messages all day. */
  polledQueues: number;
  /** Runs of functions by a schedule, in a month. */
  scheduledRuns: number;
  logDays: number;
  /** Where a case's files and the archive's packages go, and after how many days; undefined where they stay. */
  colder: { documents: Colder | undefined; archives: Colder | undefined };
  /** After how many days a case's files and personal data go. */
  personalDataDays: number;
  /** Tables can be put back to any second. */
  recoverable: boolean;
  traces: boolean;
  /** Rules of the firewall before pages and API; undefined where CloudFront does not stand before both. */
  firewallRules: number | undefined;
  scanning: Environment["scanning"]["kind"];
  /** The type of the machine that scans; undefined where there is none. */
  machine: string | undefined;
};

/** What surrounds the code is counted here, so any code will do. */
async function templatesOf(environment: Environment): Promise<Template[]> {
  const dir = mkdtempSync(join(tmpdir(), "tongban-bill-"));
  try {
    const code = join(dir, "code");
    mkdirSync(code);
    writeFileSync(join(code, "handler.mjs"), "export const handler = async () => {};\n");
    const bundles = { get: () => ({ dir: code }) } as unknown as ReadonlyMap<string, Code>;
    const app = await tongban({ environment, bundles, outdir: join(dir, "out"), validate: false });
    return app.synth().stacks.map(({ template }) => template as Template);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const metricsOf = ({ Metrics = [] }: Properties): number =>
  Math.max(1, Metrics.filter(({ MetricStat }: Properties) => MetricStat).length);

const figures = contexts
  .flatMap(({ functions }) => Object.values(functions))
  .reduce((sum, { sweep }) => sum + Object.keys(sweep?.figures ?? {}).length / (sweep?.everyHours ?? 1), 0);

const minutesPerDay = 24 * 60;

/** How often a schedule comes in a month. */
function runsPerMonth(expression: string): number {
  const everyMs = rateOf(expression);
  if (everyMs !== undefined) return (daysPerMonth * minutesPerDay * 60_000) / everyMs;
  const isDue = cronMatcher(expression, "UTC");
  const year = Date.UTC(2026, 0, 1);
  let runs = 0;
  for (let minute = 0; minute < 365 * minutesPerDay; minute += 1)
    if (isDue(new Date(year + minute * 60_000))) runs += 1;
  return runs / 12;
}

export async function standingOf(environment: Environment): Promise<Standing> {
  const resources = (await templatesOf(environment)).flatMap(({ Resources = {} }) =>
    Object.values(Resources).map(({ Type, Properties = {} }) => ({
      type: Type,
      properties: Properties as Properties,
    })),
  );
  const all = (type: string): Properties[] =>
    resources.filter((resource) => resource.type === type).map(({ properties }) => properties);
  const rules = all("AWS::S3::Bucket").flatMap(
    ({ LifecycleConfiguration }) => LifecycleConfiguration?.Rules ?? [],
  );
  const colder = (prefix: string): Colder | undefined => {
    const { Transitions } = rules.find((rule) => rule.Prefix === prefix && rule.Transitions) ?? {};
    const [first] = Transitions ?? [];
    return first && { storageClass: first.StorageClass, afterDays: first.TransitionInDays };
  };
  const schedules = [...all("AWS::Events::Rule"), ...all("AWS::Scheduler::Schedule")].flatMap(
    ({ ScheduleExpression, State }) =>
      typeof ScheduleExpression === "string" && State !== "DISABLED" ? [ScheduleExpression] : [],
  );
  const isMetered = all("AWS::ApiGatewayV2::Stage").some(
    ({ DefaultRouteSettings }) => DefaultRouteSettings?.DetailedMetricsEnabled === true,
  );
  const polledQueues = all("AWS::Lambda::EventSourceMapping").filter(
    ({ StartingPosition }) => !StartingPosition,
  ).length;
  const keys = all("AWS::KMS::Key").length;
  return {
    alarmMetrics: all("AWS::CloudWatch::Alarm").reduce((total, alarm) => total + metricsOf(alarm), 0),
    dashboards: all("AWS::CloudWatch::Dashboard").length,
    secrets: all("AWS::SecretsManager::Secret").length,
    keys,
    keyUsers: keys > 0 ? polledQueues + all("AWS::DynamoDB::Table").length : 0,
    figures,
    metricFilters: all("AWS::Logs::MetricFilter").length,
    meteredRoutes: isMetered ? all("AWS::ApiGatewayV2::Route").length : 0,
    polledQueues,
    scheduledRuns: schedules.reduce((total, expression) => total + runsPerMonth(expression), 0),
    logDays: environment.logRetentionDays,
    colder: { documents: colder("documents/"), archives: colder("archives/") },
    personalDataDays: environment.retention.personalDataDays,
    recoverable: environment.protected,
    traces: all("AWS::Lambda::Function").some(({ TracingConfig }) => TracingConfig?.Mode === "Active"),
    firewallRules: all("AWS::WAFv2::WebACL")[0]?.Rules.length,
    scanning: environment.scanning.kind,
    machine: all("AWS::EC2::LaunchTemplate")[0]?.LaunchTemplateData.InstanceType,
  };
}
