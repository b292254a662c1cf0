import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Bundle } from "./bundle.ts";
import type { Environment } from "./environments.ts";

/** What every stack and construct builds with. */
export type Platform = {
  environment: Environment;
  /** The bundled functions, by folder name. */
  bundles: ReadonlyMap<string, Bundle>;
  /** Where alarms go; undefined when the environment names nobody to tell. */
  alarmTopic: ITopic | undefined;
};
