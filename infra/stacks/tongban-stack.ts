import { type App, DefaultStackSynthesizer, Stack } from "aws-cdk-lib";
import type { Platform } from "#infra/platform.ts";

/** A stack `Tongban-<environment>-<part>`. */
export class TongbanStack extends Stack {
  constructor(app: App, { environment }: Platform, part: string, description: string) {
    const account = environment.account ?? process.env.CDK_DEFAULT_ACCOUNT;
    const region = environment.region ?? process.env.CDK_DEFAULT_REGION;
    super(app, `Tongban-${environment.name}-${part}`, {
      description: `Tongban: ${description}`,
      env: { ...(account && { account }), ...(region && { region }) },
      synthesizer: new DefaultStackSynthesizer(),
      terminationProtection: environment.protected,
    });
  }
}

/** `rectification-follow` as CloudFormation names it: `RectificationFollow`. */
export const pascalCase = (name: string): string =>
  name.replace(/(?:^|-)([a-z])/g, (_all, letter: string) => letter.toUpperCase());
