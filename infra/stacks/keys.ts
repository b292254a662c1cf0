import { type App, Aws, Duration } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { letLogsUse } from "#infra/constructs/keys.ts";
import { type KeyClass, type Platform, pascalCase, removalPolicy, TongbanStack } from "#infra/platform.ts";

/** What each key encrypts; nobody's right to one is a right to another. */
const purposes: Record<KeyClass, string> = {
  data: "tables, queues and secrets",
  documents: "documents that people hand in, official documents and archives' packages",
  logs: "logs, and who looked at whose data",
};

const inThisAccount = { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } };

/**
 * The account's own keys, rotated every year. In a stack before all others, so that a key's policy names services and the
 * account and never a role: who may use one says the role.
 */
export class KeysStack extends TongbanStack {
  readonly keys: Record<KeyClass, Key>;

  constructor(app: App, platform: Omit<Platform, "keys" | "alarmTopic">) {
    super(app, { ...platform, keys: undefined, alarmTopic: undefined }, "Keys", "the account's own keys");
    const make = (name: KeyClass): Key =>
      new Key(this, pascalCase(name), {
        description: `Tongban ${platform.environment.name}: ${purposes[name]}`,
        enableKeyRotation: true,
        pendingWindow: Duration.days(30),
        removalPolicy: removalPolicy(this),
      });
    this.keys = { data: make("data"), documents: make("documents"), logs: make("logs") };
    // The bus puts events into encrypted queues by itself.
    this.keys.data.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("events.amazonaws.com")],
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: ["*"],
        conditions: inThisAccount,
      }),
    );
    letLogsUse(this.keys.logs);
  }
}
