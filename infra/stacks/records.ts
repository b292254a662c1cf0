import { type App, CfnOutput, Validations } from "aws-cdk-lib";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { removalPolicy } from "#infra/constructs/removal.ts";
import { TongbanBucket } from "#infra/constructs/tongban-bucket.ts";
import { TongbanTable } from "#infra/constructs/tongban-table.ts";
import type { Platform } from "#infra/platform.ts";
import { TongbanStack } from "./tongban-stack.ts";

/**
 * Everything that must outlive the code: each context's table, the documents, the machines' master key.
 * In one stack of its own because contexts read each other's tables both ways (cases show deliveries, a
 * courier's order needs the case), which stacks that import from each other cannot.
 */
export class RecordsStack extends TongbanStack {
  readonly catalogue: TongbanTable;
  readonly documents: TongbanTable;
  readonly cases: TongbanTable;
  readonly deliveries: TongbanTable;
  readonly ratings: TongbanTable;
  readonly calendar: TongbanTable;
  readonly documentBucket: IBucket;
  readonly machineKeys: Secret;
  readonly personIndex: Secret;

  constructor(app: App, platform: Platform) {
    super(app, platform, "Records", "tables, documents and keys");

    this.catalogue = new TongbanTable(this, "Catalogue", {
      platform,
      stream: true,
      indexes: { listing: { partitionKey: "listingKey", sortKey: "listingSort", projects: ["summary"] } },
    });
    this.documents = new TongbanTable(this, "Documents", { platform, expires: true });
    this.cases = new TongbanTable(this, "Cases", {
      platform,
      stream: true,
      expires: true,
      indexes: {
        byApplicant: { partitionKey: "applicantKey", sortKey: "submittedKey", projects: "keys" },
        // With what the sweep of deadlines needs, so that it reads no case that has nothing due.
        worklist: {
          partitionKey: "worklistKey",
          sortKey: "worklistSort",
          projects: ["lookAt", "provisionalIn"],
        },
        byIdNumber: { partitionKey: "idKey", sortKey: "submittedKey", projects: "keys" },
        byPhone: { partitionKey: "phoneKey", sortKey: "submittedKey", projects: "keys" },
      },
    });
    this.deliveries = new TongbanTable(this, "Deliveries", {
      platform,
      stream: true,
      indexes: { byCase: { partitionKey: "caseKey", sortKey: "legId", projects: "keys" } },
    });
    this.ratings = new TongbanTable(this, "Ratings", { platform, stream: true });
    this.calendar = new TongbanTable(this, "Calendar", { platform });
    this.documentBucket = new TongbanBucket(this, "DocumentStore", { platform }).bucket;
    this.machineKeys = this.makeMachineKeys(platform);
    this.personIndex = this.makePersonIndex(platform);

    const { catalogue, documents, cases, deliveries, ratings, calendar } = this;
    for (const [name, table] of Object.entries({ catalogue, documents, cases, deliveries, ratings, calendar }))
      new CfnOutput(this, `${name[0]?.toUpperCase()}${name.slice(1)}TableName`, { value: table.tableName });
    new CfnOutput(this, "DocumentsBucketName", { value: this.documentBucket.bucketName });
    new CfnOutput(this, "MachineKeysSecretArn", { value: this.machineKeys.secretArn });
  }

  private makePersonIndex(platform: Platform): Secret {
    const secret = new Secret(this, "PersonIndex", {
      description: "Key of the index by which people are found by ID number or phone",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: removalPolicy(platform),
    });
    Validations.of(secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason:
        "Its value is in every index entry: a new one would hide the cases indexed before the one before it.",
    });
    return secret;
  }

  /** Each carrier's and device's key is derived from this one, so that a new machine needs no deployment. */
  private makeMachineKeys(platform: Platform): Secret {
    const secret = new Secret(this, "MachineKeys", {
      description: "Master key that the keys of carriers and rating devices are derived from",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: removalPolicy(platform),
    });
    Validations.of(secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason:
        "Rotating gives every carrier and device a new key, so a person starts it after telling them; the previous version stays valid meanwhile.",
    });
    return secret;
  }
}
