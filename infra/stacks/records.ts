import { type App, CfnOutput, Validations } from "aws-cdk-lib";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import { Secret, type SecretStringGenerator } from "aws-cdk-lib/aws-secretsmanager";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Backup } from "#infra/constructs/backup.ts";
import { documentBucket, historyBucket } from "#infra/constructs/buckets.ts";
import { keyOf } from "#infra/constructs/keys.ts";
import { watchThrottles } from "#infra/constructs/throttles.ts";
import { UploadQueue } from "#infra/constructs/tongban-queue.ts";
import { type IndexSpec, TongbanTable } from "#infra/constructs/tongban-table.ts";
import { type Platform, pascalCase, removalPolicy, TongbanStack } from "#infra/platform.ts";
import type { Context } from "#shared/kernel/context.ts";
import type { SecretName } from "#shared/kernel/needs.ts";
import { sortOf } from "#shared/kernel/records/index-definition.ts";

/** 64 random characters. */
const key: SecretStringGenerator = { passwordLength: 64, excludePunctuation: true };

/** What each secret is for, and why no schedule rotates it. */
const secrets: Record<
  SecretName,
  { description: string; keptBecause: string; generated?: SecretStringGenerator }
> = {
  machineKeys: {
    description: "Master key that the keys of carriers and rating devices are derived from",
    keptBecause:
      "Rotating gives every carrier and device a new key, so a person starts it after telling them; the previous version stays valid meanwhile.",
  },
  personIndex: {
    description: "Key of the index by which people are found by ID number or phone",
    keptBecause:
      "Its value is in every index entry: a second new one would hide the cases that were indexed before it.",
  },
  fieldKeys: {
    description:
      "Keys that personal data is sealed with: a JSON object, by version, and which of them is current",
    generated: { ...key, secretStringTemplate: JSON.stringify({ current: "1" }), generateStringKey: "1" },
    keptBecause:
      "Everything sealed needs the key that it was sealed with: a person adds a key and makes it current, and none goes before what it sealed.",
  },
  licenceKey: {
    description: "Key that electronic licences are signed with",
    keptBecause:
      "Others verify licences by its public key, so a person publishes the new one first; the previous one stays valid.",
  },
  carrierSecrets: {
    description: "What carriers gave us: a JSON object, by carrier's id",
    // CloudFormation makes no empty one; people write the rest.
    generated: { secretStringTemplate: "{}", generateStringKey: "unused" },
    keptBecause:
      "The carriers make these keys: a person writes a new one here; the previous version stays valid.",
  },
  noticeSecrets: {
    description: "What providers of notices gave us: a JSON object, by provider's id",
    generated: { secretStringTemplate: "{}", generateStringKey: "unused" },
    keptBecause:
      "The providers make these keys: a person writes a new one here; the previous version stays valid.",
  },
  documentSeals: {
    description: "Certificates and keys that official documents are signed with: a JSON object, by organ",
    // People write the organs' seals; until then documents are signed with trial keys.
    generated: { ...key, secretStringTemplate: "{}", generateStringKey: "trial" },
    keptBecause:
      "A certification authority gives each seal and its end: a person writes the new one here, and what was signed stays as it is.",
  },
};

/**
 * Everything that must outlive the code: each context's table, the documents, the machines' master key.
 * In one stack of its own because contexts read each other's tables both ways (cases show deliveries, a
 * courier's order needs the case), which stacks that import from each other cannot.
 */
export class RecordsStack extends TongbanStack {
  readonly documentBucket: IBucket;
  /** Where uploads wait for the scanning machine; undefined where there is none. */
  readonly uploadQueue: Queue | undefined;
  /** Undefined where nothing is protected. */
  readonly historyBucket: IBucket | undefined;
  readonly secrets: Readonly<Record<SecretName, Secret>>;
  private readonly tables: ReadonlyMap<string, TongbanTable>;

  constructor(app: App, platform: Platform, contexts: readonly Context[]) {
    super(app, platform, "Records", "tables, documents and keys");

    if (platform.environment.scanning.kind === "clamavMachine")
      this.uploadQueue = new UploadQueue(this, "Uploads").queue;
    this.documentBucket = documentBucket(this, "DocumentStore", this.uploadQueue);
    if (platform.environment.protected) {
      this.historyBucket = historyBucket(this, "History");
      new CfnOutput(this, "HistoryBucketName", { value: this.historyBucket.bucketName });
    }
    this.secrets = {
      machineKeys: this.makeSecret("machineKeys"),
      personIndex: this.makeSecret("personIndex"),
      fieldKeys: this.makeSecret("fieldKeys"),
      licenceKey: this.makeSecret("licenceKey"),
      carrierSecrets: this.makeSecret("carrierSecrets"),
      noticeSecrets: this.makeSecret("noticeSecrets"),
      documentSeals: this.makeSecret("documentSeals"),
    };
    this.tables = new Map([
      ["calendar", new TongbanTable(this, "Calendar", {})] as const,
      ["accesses", new TongbanTable(this, "Accesses", { expires: true, key: "logs" })] as const,
      ...contexts.filter(hasTable).map((context) => [context.name, this.makeTable(context)] as const),
    ]);
    watchThrottles(this);
    if (platform.environment.backup)
      new Backup(this, "Backup", [...this.tables.values()], this.documentBucket);
    for (const [name, { tableName }] of this.tables)
      new CfnOutput(this, `${pascalCase(name)}TableName`, { value: tableName });
    new CfnOutput(this, "DocumentsBucketName", { value: this.documentBucket.bucketName });
    new CfnOutput(this, "FieldKeysArn", { value: this.secrets.fieldKeys.secretArn });
    new CfnOutput(this, "CarrierSecretsArn", { value: this.secrets.carrierSecrets.secretArn });
    new CfnOutput(this, "NoticeSecretsArn", { value: this.secrets.noticeSecrets.secretArn });
    new CfnOutput(this, "DocumentSealsArn", { value: this.secrets.documentSeals.secretArn });
    new CfnOutput(this, "PersonIndexSecretArn", { value: this.secrets.personIndex.secretArn });
    new CfnOutput(this, "MachineKeysSecretArn", { value: this.secrets.machineKeys.secretArn });
  }

  /** A context's table, by the context's name. */
  table(name: string): TongbanTable {
    const table = this.tables.get(name);
    if (!table)
      throw new Error(`There is no table ${name}; there are ${[...this.tables.keys()].join(", ")}.`);
    return table;
  }

  /** A context's table, where it has one. */
  tableOf(name: string): TongbanTable | undefined {
    return this.tables.get(name);
  }

  private makeTable({ name, records, indexes: further = {}, expires }: Context): TongbanTable {
    const indexes = [...records.map((record) => record.indexes), further].flatMap((named) =>
      Object.entries(named).map(([name, index]): [string, IndexSpec] => {
        const keys = { partitionKey: index.key, sortKey: sortOf(index) };
        // An index has its keys by itself.
        const projects = index.projects?.filter((field) => !Object.values(keys).includes(field));
        return [name, { ...keys, projects: projects ?? "keys" }];
      }),
    );
    return new TongbanTable(this, pascalCase(name), {
      stream: records.some(({ isHeard }) => isHeard),
      expires: expires ?? records.some(({ goes }) => goes),
      indexes: Object.fromEntries(indexes),
    });
  }

  private makeSecret(name: SecretName): Secret {
    const { description, keptBecause, generated = key } = secrets[name];
    const encryptionKey = keyOf(this, "data");
    const secret = new Secret(this, pascalCase(name), {
      description,
      generateSecretString: generated,
      removalPolicy: removalPolicy(this),
      ...(encryptionKey && { encryptionKey }),
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
