import { App, Tags } from "aws-cdk-lib";
import recommendedFlags from "aws-cdk-lib/recommended-feature-flags.json" with { type: "json" };
import { contexts } from "#shared/contexts.ts";
import { bundleFunctions, type Code } from "./bundle.ts";
import { ConfigurationError, type Environment, readEnvironment } from "./environments.ts";
import { ApiStack } from "./stacks/api.ts";
import { ContextStack } from "./stacks/context.ts";
import { KeysStack } from "./stacks/keys.ts";
import { MessagingStack } from "./stacks/messaging.ts";
import { PagesStack } from "./stacks/pages.ts";
import { RecordsStack } from "./stacks/records.ts";

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
  /** Or a name; by default what `-c env=NAME` says, and `local` when it says nothing. */
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
  const choice = wanted ?? app.node.tryGetContext("env") ?? "local";
  const environment = typeof choice === "string" ? readEnvironment(choice) : choice;
  const built = bundles ?? (await bundleFunctions());
  refuseUnknownFunctions(environment, built);

  const hasKeys = environment.protected || environment.customerKeys;
  const keys = hasKeys ? new KeysStack(app, { environment, bundles: built }).keys : undefined;
  const messaging = new MessagingStack(app, { environment, bundles: built, keys });
  const { platform } = messaging;
  const records = new RecordsStack(app, platform, contexts);
  const api = new ApiStack(app, platform);
  const around = { records, messaging, api, contexts };
  for (const context of contexts) new ContextStack(app, platform, context, around);
  new PagesStack(app, platform, { records, api });
  Tags.of(app).add("project", "tongban");
  Tags.of(app).add("environment", environment.name);
  return app;
}

function refuseUnknownFunctions(environment: Environment, bundles: ReadonlyMap<string, Code>): void {
  const unknown = Object.keys(environment.limits.reservedConcurrency).filter((name) => !bundles.get(name));
  if (unknown.length > 0)
    throw new ConfigurationError(
      `The settings of environment "${environment.name}" are wrong: limits.reservedConcurrency: there is no function ${unknown.join(", ")}.`,
    );
}
