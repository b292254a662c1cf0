import { type App, Aws, Duration, Tags, Validations } from "aws-cdk-lib";
import { AutoScalingGroup, HealthChecks, UpdatePolicy } from "aws-cdk-lib/aws-autoscaling";
import {
  AmazonLinuxCpuType,
  BlockDeviceVolume,
  EbsDeviceVolumeType,
  InstanceArchitecture,
  InstanceType,
  LaunchTemplate,
  LaunchTemplateHttpTokens,
  MachineImage,
  SecurityGroup,
  SubnetType,
  UserData,
  Vpc,
} from "aws-cdk-lib/aws-ec2";
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Asset } from "aws-cdk-lib/aws-s3-assets";
import type { IConstruct } from "constructs";
import type { Code } from "#infra/bundle.ts";
import { acknowledgeObjects } from "#infra/constructs/buckets.ts";
import { keyOf } from "#infra/constructs/keys.ts";
import { type Platform, TongbanStack } from "#infra/platform.ts";
import { allKeys } from "#shared/documents/document.ts";
import type { RecordsStack } from "./records.ts";

type Needs = { records: Pick<RecordsStack, "documentBucket" | "uploadQueue">; program: Code };

const clamdPort = 3310;
const signatures = "/var/lib/clamav";

/**
 * One machine with ClamAV, where a partition has no GuardDuty Malware Protection. It asks a queue for uploads and writes
 * its verdict as a tag, as GuardDuty does: nothing calls it, so it has no open port, no address that functions need and no
 * network that they would have to be in. clamd holds more in memory than a function's start could load, and an image for
 * a container would come from a registry that China does not reach. A machine that dies is replaced; uploads wait.
 */
export class ScannerStack extends TongbanStack {
  constructor(app: App, platform: Platform, { records, program }: Needs) {
    super(app, platform, "Scanner", "machine that looks into uploads for malware");
    const { scanning } = platform.environment;
    const { documentBucket, uploadQueue } = records;
    if (scanning.kind !== "clamavMachine" || !uploadQueue) throw new Error("this environment has no machine");

    // Out to AWS and to the signatures, and nothing in: a gateway of 32 USD a month would add nothing to that.
    const vpc = new Vpc(this, "Network", {
      maxAzs: 2,
      natGateways: 0,
      subnetConfiguration: [{ name: "Out", subnetType: SubnetType.PUBLIC, mapPublicIpOnLaunch: true }],
      restrictDefaultSecurityGroup: false,
    });
    const securityGroup = new SecurityGroup(this, "NothingIn", {
      vpc,
      description: "The scanning machine: out by HTTPS, nothing in",
      allowAllOutbound: true,
    });
    const code = new Asset(this, "Program", { path: program.dir });
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal(`ec2.${this.urlSuffix}`),
      description: "The scanning machine",
      // Whoever repairs it comes through Session Manager.
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName("AmazonSSMManagedInstanceCore")],
    });
    const files = documentBucket.arnForObjects(allKeys);
    const allow = (actions: string[], resources: string[]) =>
      role.addToPolicy(new PolicyStatement({ actions, resources }));
    allow(["sqs:ReceiveMessage", "sqs:DeleteMessage"], [uploadQueue.queueArn]);
    allow(
      [
        "s3:GetObject",
        "s3:GetObjectVersion",
        "s3:GetObjectTagging",
        "s3:GetObjectVersionTagging",
        "s3:PutObjectTagging",
        "s3:PutObjectVersionTagging",
      ],
      [files],
    );
    const key = keyOf(this, "documents");
    if (key) allow(["kms:Decrypt"], [key.keyArn]);
    allow(["s3:GetObject"], [code.bucket.arnForObjects(code.s3ObjectKey)]);

    const type = new InstanceType(scanning.instanceType);
    const template = new LaunchTemplate(this, "Machine", {
      instanceType: type,
      machineImage: MachineImage.latestAmazonLinux2023({
        cpuType:
          type.architecture === InstanceArchitecture.ARM_64
            ? AmazonLinuxCpuType.ARM_64
            : AmazonLinuxCpuType.X86_64,
      }),
      role,
      securityGroup,
      httpTokens: LaunchTemplateHttpTokens.REQUIRED,
      blockDevices: [
        {
          deviceName: "/dev/xvda",
          volume: BlockDeviceVolume.ebs(16, { encrypted: true, volumeType: EbsDeviceVolumeType.GP3 }),
        },
      ],
      userData: this.start(code, uploadQueue.queueUrl, scanning.signatureMirror),
    });
    const group = new AutoScalingGroup(this, "One", {
      vpc,
      vpcSubnets: { subnetType: SubnetType.PUBLIC },
      launchTemplate: template,
      minCapacity: 1,
      maxCapacity: 1,
      healthChecks: HealthChecks.ec2({ gracePeriod: Duration.minutes(15) }),
      // A new one each fortnight: its system is as of that day.
      maxInstanceLifetime: Duration.days(14),
      updatePolicy: UpdatePolicy.replacingUpdate(),
    });
    Tags.of(group).add("Name", `Tongban ${platform.environment.name}: scanner`);
    acknowledgeObjects(role, documentBucket, allKeys);
    this.acknowledge(vpc, role, group);
  }

  /** What the machine does once it has started: installs, fetches signatures, and keeps the program running. */
  private start(code: Asset, queueUrl: string, mirror: string | undefined): UserData {
    const commands = UserData.forLinux();
    commands.addCommands(
      "set -euxo pipefail",
      "dnf install -y clamav clamd clamav-freshclam nodejs22 unzip",
      `sed -i -e 's/^#\\?LocalSocket .*//' -e 's/^#\\?TCPSocket .*//' -e 's/^#\\?TCPAddr .*//' /etc/clamd.d/scan.conf`,
      `printf 'TCPSocket ${clamdPort}\\nTCPAddr 127.0.0.1\\nStreamMaxLength 25M\\nMaxThreads 10\\n' >> /etc/clamd.d/scan.conf`,
      ...(mirror ? [`printf 'PrivateMirror ${mirror}\\n' >> /etc/freshclam.conf`] : []),
      "freshclam",
      "systemctl enable --now clamav-freshclam clamd@scan",
      `aws s3 cp ${code.s3ObjectUrl} /opt/scanner.zip --region ${Aws.REGION}`,
      "unzip -o /opt/scanner.zip -d /opt/scanner",
      "cat > /etc/systemd/system/upload-scanner.service <<'UNIT'",
      "[Unit]",
      "After=network-online.target",
      "[Service]",
      `Environment=AWS_REGION=${Aws.REGION} QUEUE_URL=${queueUrl} CLAMD_PORT=${clamdPort} SIGNATURES=${signatures}`,
      "ExecStart=/usr/bin/node /opt/scanner/program.mjs",
      "DynamicUser=yes",
      "Restart=always",
      "RestartSec=10",
      "[Install]",
      "WantedBy=multi-user.target",
      "UNIT",
      "systemctl daemon-reload",
      "systemctl enable --now upload-scanner",
    );
    return commands;
  }

  private acknowledge(vpc: Vpc, role: Role, group: AutoScalingGroup): void {
    const set = (part: IConstruct, id: string, reason: string) =>
      Validations.of(part).acknowledge({ id, reason });
    set(
      vpc,
      "AwsSolutions-VPC7",
      "One machine, and nothing comes in: what it asks for stands in the logs of S3, SQS and CloudTrail.",
    );
    set(
      role,
      "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonSSMManagedInstanceCore]",
      "AWS's own policy for Session Manager: without it a port would have to be open for repairs.",
    );
    set(
      group,
      "AwsSolutions-AS3",
      "A machine that dies is replaced; the queue's age rings when nobody looks into uploads.",
    );
  }
}
