import { basename } from "node:path";
import { Annotations, App, Tags } from "aws-cdk-lib";
import recommendedFlags from "aws-cdk-lib/recommended-feature-flags.json" with { type: "json" };
import { contexts } from "#shared/contexts.ts";
import { bundleFunctions, bundleProgram, type Code } from "./bundle.ts";
import {
  ConfigurationError,
  type Environment,
  environmentNames,
  frontDoorNotes,
  frontDoorOf,
  isWatchedClosely,
  readEnvironment,
} from "./environments.ts";
import { has, partitionNotes } from "./partitions.ts";
import { ApiStack } from "./stacks/api.ts";
import { ContextStack } from "./stacks/context.ts";
import { DashboardStack } from "./stacks/dashboard.ts";
import { FirewallStack } from "./stacks/firewall.ts";
import { KeysStack } from "./stacks/keys.ts";
import { MessagingStack } from "./stacks/messaging.ts";
import { PagesStack } from "./stacks/pages.ts";
import { PipelineStack } from "./stacks/pipeline.ts";
import { RecordsStack } from "./stacks/records.ts";
import { ScannerStack } from "./stacks/scanner.ts";

/**
 * The library's behaviour as a new project of its version gets it. Here and not in cdk.json, so that the app
 * gives the same templates when the CLI does not start it: in tests and on the local engine.
 */
const context = {
  ...recommendedFlags,
  // One template text for every partition, also where the region is known beforehand.
  "@aws-cdk/core:enablePartitionLiterals": false,
  // Exports and imports: CloudFormation refuses to delete a table or queue that another stack still uses.
  "@aws-cdk/core:defaultCrossStackReferences": "strong",
};

type TongbanOptions = {
  /** Or a name; by default what `-c env=NAME` says. */
  environment?: string | Environment;
  /** Where the cloud assembly goes. */
  outdir?: string;
  /** By default a bundle of its own for each function. */
  bundles?: ReadonlyMap<string, Code>;
  /** False leaves out the library's check of the templates, many seconds that a local start need not wait. */
  validate?: boolean;
};

/** The whole platform for one environment, ready for `synth()`. Throws a ConfigurationError for bad settings. */
export async function tongban(options: TongbanOptions = {}): Promise<App> {
  const { environment: wanted, outdir, bundles, validate = true } = options;
  const app = new App({
    analyticsReporting: false,
    builtinCloudFormationValidation: validate,
    context,
    ...(outdir && { outdir }),
  });
  const choice = wanted ?? app.node.tryGetContext("env");
  if (choice === undefined)
    throw new ConfigurationError(
      `Say which environment with -c env=NAME; there are ${environmentNames().join(", ")}.`,
    );
  const environment = typeof choice === "string" ? readEnvironment(choice) : choice;
  const built = bundles ?? (await bundleFunctions({ district: environment.district }));
  refuseWrongReservations(environment, built);

  const hasMachine = environment.scanning.kind === "clamavMachine";
  const program =
    hasMachine && (bundles?.get(basename(scannerFolder)) ?? (await bundleProgram(scannerFolder)));

  const hasKeys = environment.protected || environment.customerKeys;
  const keys = hasKeys ? new KeysStack(app, { environment, bundles: built }).keys : undefined;
  const messaging = new MessagingStack(app, { environment, bundles: built, keys });
  const { platform } = messaging;
  const records = new RecordsStack(app, platform, contexts);
  const api = new ApiStack(app, platform);
  const around = { records, messaging, api, contexts };
  const contextStacks = contexts.map((context) => new ContextStack(app, platform, context, around));
  for (const note of [...partitionNotes(environment), ...frontDoorNotes(environment)])
    Annotations.of(messaging).addInfo(note);
  if (frontDoorOf(environment) && has(environment, "firewallAtCloudFront")) new FirewallStack(app, platform);
  if (program) new ScannerStack(app, platform, { records, program });
  if (isWatchedClosely(environment))
    new DashboardStack(app, platform, { api, contexts: contextStacks, platform: [messaging, records] });
  const pages = new PagesStack(app, platform, { records, api });
  if (environment.pipeline) new PipelineStack(app, platform, pages.bucket);
  const untagged = has(environment, "eventSourceMappingTags") ? [] : ["AWS::Lambda::EventSourceMapping"];
  for (const [name, value] of [
    ["project", "tongban"],
    ["environment", environment.name],
  ] as const)
    Tags.of(app).add(name, value, { excludeResourceTypes: untagged });
  return app;
}

/** What the scanning machine runs. */
const scannerFolder = "functions/documents/upload-scanner";

/** Functions that a queue feeds, each as many at a time as `limits.consumerConcurrency` says. */
const consumers = contexts.flatMap(({ functions, queues = {} }) => [
  ...Object.entries(functions).flatMap(([name, { follows }]) => (follows ? [name] : [])),
  ...Object.values(queues).map(({ worker }) => worker),
]);

function refuseWrongReservations(environment: Environment, bundles: ReadonlyMap<string, Code>): void {
  const { reservedConcurrency, consumerConcurrency } = environment.limits;
  const unknown = Object.keys(reservedConcurrency).filter((name) => !bundles.get(name));
  const short = consumers.filter(
    (name) => (reservedConcurrency[name] ?? consumerConcurrency) < consumerConcurrency,
  );
  const wrong = [
    ...(unknown.length > 0 ? [`there is no function ${unknown.join(", ")}`] : []),
    ...(short.length > 0
      ? [
          `${short.join(", ")} is fed by a queue ${consumerConcurrency} at a time (limits.consumerConcurrency) and may not have fewer`,
        ]
      : []),
  ];
  if (wrong.length > 0)
    throw new ConfigurationError(
      `The settings of environment "${environment.name}" are wrong: limits.reservedConcurrency: ${wrong.join("; ")}.`,
    );
}
