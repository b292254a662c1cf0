import { Duration } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import type { Platform } from "#infra/platform.ts";
import { removalPolicy } from "./removal.ts";
import { watch } from "./watch.ts";

export type IndexSpec = {
  partitionKey: string;
  sortKey: string;
  /** What a query of the index gives beside the keys. */
  projects: "keys" | string[];
};

export type TongbanTableProps = {
  platform: Platform;
  indexes?: Record<string, IndexSpec>;
  /** The stream is the outbox that an EventRelay reads. */
  stream?: boolean;
  /** Items that carry `expiresAt` (seconds since 1970) go away after it. */
  expires?: boolean;
};

const text = (name: string) => ({ name, type: AttributeType.STRING });

function projection(projects: IndexSpec["projects"]) {
  if (projects === "keys") return { projectionType: ProjectionType.KEYS_ONLY };
  return { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: projects };
}

/** A table with keys `pk` and `sk`, paid by request, restorable to any second of the last 35 days. */
export class TongbanTable extends Table {
  readonly indexNames: string[];

  constructor(scope: Construct, id: string, { platform, indexes = {}, stream, expires }: TongbanTableProps) {
    const { read, write } = platform.environment.limits.tableUnits;
    const ceiling = { maxReadRequestUnits: read, maxWriteRequestUnits: write };
    super(scope, id, {
      partitionKey: text("pk"),
      sortKey: text("sk"),
      billingMode: BillingMode.PAY_PER_REQUEST,
      ...ceiling,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // Not the key that AWS owns: use of the account's own shows in CloudTrail, as data on persons asks for.
      // Not a customer-managed one either: it adds a way to lose every case at once.
      encryption: TableEncryption.AWS_MANAGED,
      deletionProtection: platform.environment.protected,
      removalPolicy: removalPolicy(platform),
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
    for (const kind of ["Read", "Write"] as const) {
      watch(this, `${kind}Throttled`, platform, {
        metric: this.metric(`${kind}ThrottleEvents`, { statistic: "Sum", period: Duration.minutes(5) }),
        atLeast: 10,
        description: `Table ${id} refuses ${kind.toLowerCase()}s: it is at its ceiling or one key is too busy.`,
      });
    }
  }
}
