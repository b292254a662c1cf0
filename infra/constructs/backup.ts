import { Duration, Validations } from "aws-cdk-lib";
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from "aws-cdk-lib/aws-backup";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { Schedule } from "aws-cdk-lib/aws-events";
import { ManagedPolicy, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { platformOf, removalPolicy } from "#infra/platform.ts";
import { keyOf } from "./keys.ts";

const policies = [
  "service-role/AWSBackupServiceRolePolicyForBackup",
  "service-role/AWSBackupServiceRolePolicyForRestores",
  "AWSBackupServiceRolePolicyForS3Backup",
  "AWSBackupServiceRolePolicyForS3Restore",
];

/**
 * A copy of all tables and documents each night in a vault of its own, and from there into one of another region or account:
 * what restores to any second is in this account and region alone, and goes with it.
 */
export class Backup extends Construct {
  constructor(scope: Construct, id: string, tables: readonly ITable[], documents: IBucket) {
    super(scope, id);
    const { backup } = platformOf(scope).environment;
    if (!backup) throw new Error("The environment names no backup.");
    const encryptionKey = keyOf(scope, "data");
    const vault = new BackupVault(this, "Vault", {
      removalPolicy: removalPolicy(this),
      ...(encryptionKey && { encryptionKey }),
    });
    const keep = Duration.days(backup.keepDays);
    const plan = new BackupPlan(this, "Plan", { backupVault: vault });
    plan.addRule(
      new BackupPlanRule({
        ruleName: "nightly",
        // Three in the morning in Beijing.
        scheduleExpression: Schedule.cron({ minute: "0", hour: "19" }),
        startWindow: Duration.hours(1),
        completionWindow: Duration.hours(8),
        deleteAfter: keep,
        copyActions: [
          {
            destinationBackupVault: BackupVault.fromBackupVaultArn(this, "Elsewhere", backup.copyTo),
            deleteAfter: keep,
          },
        ],
      }),
    );
    plan.addSelection("All", {
      resources: [
        ...tables.map((table) => BackupResource.fromArn(table.tableArn)),
        BackupResource.fromArn(documents.bucketArn),
      ],
      role: this.role(),
    });
  }

  /** AWS Backup's own policies: what it needs of each service changes with the service. */
  private role(): Role {
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("backup.amazonaws.com") });
    for (const name of policies) {
      role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName(name));
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`,
        reason: "AWS Backup's own policy for what it copies: only that service takes the role.",
      });
    }
    return role;
  }
}
