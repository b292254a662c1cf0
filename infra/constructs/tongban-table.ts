import type { IMetric } from "aws-cdk-lib/aws-cloudwatch";
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import { type KeyClass, platformOf, removalPolicy } from "#infra/platform.ts";
import { keyOf } from "./keys.ts";
import { sum } from "./watch.ts";

export type IndexSpec = {
  partitionKey: string;
  sortKey: string;
  /** What a query of the index gives beside the keys. */
  projects: "keys" | string[];
};

type TongbanTableProps = {
  indexes?: Record<string, IndexSpec>;
  /** The stream is the outbox that an EventRelay reads. */
  stream?: boolean;
  /** Items that carry `expiresAt` (seconds since 1970) go away after it. */
  expires?: boolean | undefined;
  /** Whose key encrypts it, where the environment has keys of its own. */
  key?: KeyClass;
};

const text = (name: string) => ({ name, type: AttributeType.STRING });

function projection(projects: IndexSpec["projects"]) {
  if (projects === "keys") return { projectionType: ProjectionType.KEYS_ONLY };
  return { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: projects };
}

/** A table with keys `pk` and `sk`, paid by request, restorable to any second of the last 35 days. */
export class TongbanTable extends Table {
  readonly indexNames: string[];

  constructor(
    scope: Construct,
    id: string,
    { indexes = {}, stream, expires, key = "data" }: TongbanTableProps,
  ) {
    const encryptionKey = keyOf(scope, key);
    const { limits, protected: deletionProtection } = platformOf(scope).environment;
    const { read, write } = limits.tableUnits;
    const ceiling = { maxReadRequestUnits: read, maxWriteRequestUnits: write };
    super(scope, id, {
      partitionKey: text("pk"),
      sortKey: text("sk"),
      billingMode: BillingMode.PAY_PER_REQUEST,
      ...ceiling,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // Not the key that AWS owns: use of the account's own shows in CloudTrail, as data on persons asks for.
      ...(encryptionKey
        ? { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey }
        : { encryption: TableEncryption.AWS_MANAGED }),
      deletionProtection,
      removalPolicy: removalPolicy(scope),
      // With the image before, so that the relay can say what each step changed.
      ...(stream && { stream: StreamViewType.NEW_AND_OLD_IMAGES }),
      ...(expires && { timeToLiveAttribute: "expiresAt" }),
    });
    this.indexNames = Object.keys(indexes);
    for (const [indexName, { partitionKey, sortKey, projects }] of Object.entries(indexes)) {
      this.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(partitionKey),
        sortKey: text(sortKey),
        ...projection(projects),
        ...ceiling,
      });
    }
  }

  /** Of the table and of each index: each has a ceiling and a metric of its own. */
  throttles(kind: "Read" | "Write"): IMetric[] {
    const name = `${kind}ThrottleEvents`;
    return [
      this.metric(name, { ...sum, label: kind.toLowerCase() }),
      ...this.indexNames.map((index) =>
        this.metric(name, {
          ...sum,
          dimensionsMap: { TableName: this.tableName, GlobalSecondaryIndexName: index },
          label: `${kind.toLowerCase()} by ${index}`,
        }),
      ),
    ];
  }
}
