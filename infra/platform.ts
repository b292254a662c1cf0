import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Code } from "./bundle.ts";
import type { Environment } from "./environments.ts";

/** What every stack and construct builds with. */
export type Platform = {
  environment: Environment;
  /** The functions' code, by folder name. */
  bundles: ReadonlyMap<string, Code>;
  /** Where alarms go; undefined when the environment names nobody to tell. */
  alarmTopic: ITopic | undefined;
};
