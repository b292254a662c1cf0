import { type App, DefaultStackSynthesizer, RemovalPolicy, Stack } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { Code } from "./bundle.ts";
import type { Environment } from "./environments.ts";

/** A key of the account's own for each kind of data. */
export type KeyClass = "data" | "documents" | "logs";

/** What every stack and construct builds with. */
export type Platform = {
  environment: Environment;
  /** The functions' code, by folder name. */
  bundles: ReadonlyMap<string, Code>;
  /** Undefined: encrypted with keys that AWS manages. */
  keys: Readonly<Record<KeyClass, IKey>> | undefined;
  /** Where alarms go; undefined when the environment names nobody to tell. */
  alarmTopic: ITopic | undefined;
};

/** A stack `Tongban-<environment>-<part>`. */
export class TongbanStack extends Stack {
  platform: Platform;

  /** In the environment's region, unless something lives in another one only. */
  constructor(
    app: App,
    platform: Platform,
    part: string,
    description: string,
    region = platform.environment.region ?? process.env.CDK_DEFAULT_REGION,
  ) {
    const { environment } = platform;
    const account = environment.account ?? process.env.CDK_DEFAULT_ACCOUNT;
    super(app, `Tongban-${environment.name}-${part}`, {
      description: `Tongban: ${description}`,
      env: { ...(account && { account }), ...(region && { region }) },
      synthesizer: new DefaultStackSynthesizer(),
      terminationProtection: environment.protected,
    });
    this.platform = platform;
  }
}

/** What the stack of a construct is built with. */
export function platformOf(construct: Construct): Platform {
  const stack = Stack.of(construct);
  if (!(stack instanceof TongbanStack)) throw new Error(`${stack.stackName} is no stack of the platform.`);
  return stack.platform;
}

/** What becomes of a resource that holds data when it leaves the template. */
export const removalPolicy = (construct: Construct): RemovalPolicy =>
  platformOf(construct).environment.protected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

/** `rectification-follow` as CloudFormation names it: `RectificationFollow`. */
export const pascalCase = (name: string): string =>
  name.replace(/(?:^|-)([a-z])/g, (_all, letter: string) => letter.toUpperCase());
