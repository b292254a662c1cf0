import { type App, CfnOutput, Validations } from "aws-cdk-lib";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { removalPolicy } from "#infra/constructs/removal.ts";
import { TongbanBucket } from "#infra/constructs/tongban-bucket.ts";
import { type IndexSpec, TongbanTable } from "#infra/constructs/tongban-table.ts";
import type { Platform } from "#infra/platform.ts";
import type { Context } from "#shared/kernel/context.ts";
import { sortOf } from "#shared/kernel/records/index-definition.ts";
import { pascalCase, TongbanStack } from "./tongban-stack.ts";

/**
 * Everything that must outlive the code: each context's table, the documents, the machines' master key.
 * In one stack of its own because contexts read each other's tables both ways (cases show deliveries, a
 * courier's order needs the case), which stacks that import from each other cannot.
 */
export class RecordsStack extends TongbanStack {
  readonly calendar: TongbanTable;
  readonly documentBucket: IBucket;
  readonly machineKeys: Secret;
  readonly personIndex: Secret;
  readonly licenceKey: Secret;
  readonly carrierSecrets: Secret;
  private readonly tables: ReadonlyMap<string, TongbanTable>;

  constructor(app: App, platform: Platform, contexts: readonly Context[]) {
    super(app, platform, "Records", "tables, documents and keys");

    this.calendar = new TongbanTable(this, "Calendar", { platform });
    this.documentBucket = new TongbanBucket(this, "DocumentStore", { platform }).bucket;
    this.machineKeys = this.makeKey(platform, "MachineKeys", {
      says: "Master key that the keys of carriers and rating devices are derived from",
      keptBecause:
        "Rotating gives every carrier and device a new key, so a person starts it after telling them; the previous version stays valid meanwhile.",
    });
    this.personIndex = this.makeKey(platform, "PersonIndex", {
      says: "Key of the index by which people are found by ID number or phone",
      keptBecause:
        "Its value is in every index entry: a second new one would hide the cases that were indexed before it.",
    });
    this.licenceKey = this.makeKey(platform, "LicenceKey", {
      says: "Key that electronic licences are signed with",
      keptBecause:
        "Others verify licences by its public key, so a person publishes the new one first; the previous one stays valid.",
    });

    this.carrierSecrets = new Secret(this, "CarrierSecrets", {
      description: "What carriers gave us: a JSON object, by carrier's id",
      // CloudFormation makes no empty one; people write the rest.
      generateSecretString: { secretStringTemplate: "{}", generateStringKey: "unused" },
      removalPolicy: removalPolicy(platform),
    });
    Validations.of(this.carrierSecrets).acknowledge({
      id: "AwsSolutions-SMG4",
      reason:
        "The carriers make these keys: a person writes a new one here; the previous version stays valid.",
    });
    this.tables = new Map([
      ["calendar", this.calendar] as const,
      ...contexts
        .filter(hasTable)
        .map((context) => [context.name, this.makeTable(platform, context)] as const),
    ]);
    for (const [name, { tableName }] of this.tables)
      new CfnOutput(this, `${pascalCase(name)}TableName`, { value: tableName });
    new CfnOutput(this, "DocumentsBucketName", { value: this.documentBucket.bucketName });
    new CfnOutput(this, "CarrierSecretsArn", { value: this.carrierSecrets.secretArn });
    new CfnOutput(this, "MachineKeysSecretArn", { value: this.machineKeys.secretArn });
  }

  /** A context's table, by the context's name. */
  table(name: string): TongbanTable {
    const table = this.tables.get(name);
    if (!table)
      throw new Error(`There is no table ${name}; there are ${[...this.tables.keys()].join(", ")}.`);
    return table;
  }

  private makeTable(
    platform: Platform,
    { name, records, indexes: further = {}, expires }: Context,
  ): TongbanTable {
    const indexes = [...records.map((record) => record.indexes), further].flatMap((named) =>
      Object.entries(named).map(([name, index]): [string, IndexSpec] => {
        const keys = { partitionKey: index.key, sortKey: sortOf(index) };
        // An index has its keys by itself.
        const projects = index.projects?.filter((field) => !Object.values(keys).includes(field));
        return [name, { ...keys, projects: projects ?? "keys" }];
      }),
    );
    return new TongbanTable(this, pascalCase(name), {
      platform,
      ...(records.some(({ isHeard }) => isHeard) && { stream: true }),
      ...(expires && { expires }),
      indexes: Object.fromEntries(indexes),
    });
  }

  /** A key of 64 random characters; `keptBecause` says why no schedule rotates it. */
  private makeKey(
    platform: Platform,
    id: string,
    { says, keptBecause }: Record<"says" | "keptBecause", string>,
  ) {
    const secret = new Secret(this, id, {
      description: says,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: removalPolicy(platform),
    });
    Validations.of(secret).acknowledge({ id: "AwsSolutions-SMG4", reason: keptBecause });
    return secret;
  }
}

/** It keeps records, or something else that one of its functions names. */
const hasTable = ({ name, records, functions }: Context): boolean =>
  records.length > 0 ||
  Object.values(functions).some(({ needs }) =>
    Object.values(needs).some((need) => need.kind === "table" && need.table === name),
  );
