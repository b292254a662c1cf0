import { RegionInfo } from "aws-cdk-lib/region-info";
import { faultsOfDistrict } from "./district.ts";
import { has, partitionOf } from "./partitions.ts";
import type { Settings } from "./settings.ts";

/** 网络安全法 Art. 21: logs of six months at least. */
const sixMonths = 184;
/** What somebody needs to notice a fault, mend it and play its events again. */
const replayDays = 30;

type Contradiction = { path: string; message: string };
type Check = (settings: Settings) => Contradiction[];

const when = (isSo: boolean, path: string, message: string): Contradiction[] =>
  isSo ? [{ path, message }] : [];

const region: Check = ({ region }) =>
  when(
    region !== undefined && !RegionInfo.regions.some(({ name }) => name === region),
    "region",
    `AWS has no ${region}; it has ${RegionInfo.regions.map(({ name }) => name).join(", ")}`,
  );

const district: Check = ({ district }) =>
  faultsOfDistrict(district).map((message) => ({ path: "district", message }));

const whatIsProtected: Check = (settings) => {
  const { protected: isProtected, alarmEmail, logRetentionDays, archiveDays, scanning, oidc } = settings;
  if (!isProtected) return [];
  return [
    ...when(!alarmEmail, "alarmEmail", "where citizens' records live somebody hears of alarms"),
    ...when(
      logRetentionDays < sixMonths,
      "logRetentionDays",
      `where citizens' records live logs are kept six months (${sixMonths} days) at least: 网络安全法 Art. 21`,
    ),
    ...when(
      archiveDays < replayDays,
      "archiveDays",
      `where citizens' records live events stay replayable for ${replayDays} days at least`,
    ),
    ...when(
      scanning.kind === "none",
      "scanning.kind",
      "where citizens' records live uploads are looked into",
    ),
    ...when(
      !oidc.issuer.startsWith("https:"),
      "oidc.issuer",
      "where citizens' records live the issuer is not this machine",
    ),
  ];
};

const scanner: Check = (settings) =>
  when(
    settings.scanning.kind === "guardDuty" && !has(settings, "malwareProtection"),
    "scanning.kind",
    `there is no GuardDuty Malware Protection in ${settings.region}: no upload would ever be confirmed; choose clamavMachine`,
  );

/** Parts of an ARN: `arn:partition:service:region:account:rest`. */
const arnParts = (arn: string) => {
  const [, partition, service, of] = arn.split(":");
  return { partition, service, region: of };
};

const certificates: Check = (settings) => {
  const { domain, pages } = settings;
  const partition = partitionOf(settings.region);
  const own = domain && arnParts(domain.certificateArn);
  const isArn = pages?.certificate.startsWith("arn:") ?? false;
  const shown = pages && isArn ? arnParts(pages.certificate) : undefined;
  const takesArn = has(settings, "certificateOfCertificateManager");
  return [
    ...when(
      own !== undefined && (own.partition !== partition || own.service !== "acm"),
      "domain.certificateArn",
      `must be a certificate of Certificate Manager: arn:${partition}:acm:…`,
    ),
    ...when(
      own !== undefined && settings.region !== undefined && own.region !== settings.region,
      "domain.certificateArn",
      `must be of ${settings.region}, where the API is`,
    ),
    ...when(
      pages !== undefined && takesArn && (shown?.partition !== partition || shown.region !== "us-east-1"),
      "pages.certificate",
      `must be an ARN of Certificate Manager in us-east-1, where CloudFront looks: arn:${partition}:acm:us-east-1:…`,
    ),
    ...when(
      pages !== undefined && !takesArn && isArn,
      "pages.certificate",
      `must be the id of a server certificate in IAM: CloudFront takes no other in ${settings.region}`,
    ),
  ];
};

const firewall: Check = (settings) => {
  const { pages, region, domain } = settings;
  const arn = pages?.firewallArn;
  const takesOne = has(settings, "firewallAtCloudFront");
  const wanted = `arn:${partitionOf(region)}:wafv2:us-east-1:`;
  return [
    ...when(
      arn !== undefined && takesOne && !(arn.startsWith(wanted) && arn.includes(":global/webacl/")),
      "pages.firewallArn",
      `must be a web ACL for CloudFront, which are all in us-east-1: ${wanted}…:global/webacl/…`,
    ),
    ...when(
      arn !== undefined && !takesOne,
      "pages.firewallArn",
      `there is no WAF before CloudFront in ${region}: leave it out`,
    ),
    ...when(
      pages !== undefined && domain?.name === pages.name,
      "domain.name",
      "is the API's own name, behind that of the pages: CloudFront would ask itself",
    ),
  ];
};

const backup: Check = ({ account, region, backup }) => {
  if (!backup) return [];
  const { partition, service, region: there } = arnParts(backup.copyTo);
  const [, , , , owner, kind] = backup.copyTo.split(":");
  return [
    ...when(
      partition !== partitionOf(region) || service !== "backup" || kind !== "backup-vault",
      "backup.copyTo",
      `must be a vault of AWS Backup: arn:${partitionOf(region)}:backup:REGION:ACCOUNT:backup-vault:NAME`,
    ),
    ...when(
      there === region && owner === account,
      "backup.copyTo",
      "is of this account and region: what takes these away takes the copies with it",
    ),
  ];
};

const pagesOrigin: Check = ({ pages, webOrigins }) =>
  when(
    pages !== undefined && webOrigins[0] !== `https://${pages.name}`,
    "webOrigins.0",
    `is where people find the pages, and these are at https://${pages?.name}`,
  );

/** A minute of them is the warning's. */
const leastIdleMinutes = 5;

const idleness: Check = ({ idleMinutes: { staff, citizen } }) => [
  ...when(
    staff < leastIdleMinutes,
    "idleMinutes.staff",
    `is ${leastIdleMinutes} at least, or nobody gets to the end of a page`,
  ),
  ...when(
    citizen < staff,
    "idleMinutes.citizen",
    "is not shorter than for staff, whose pages show other people's data",
  ),
];

const limits: Check = ({ limits: { api, callsPerMinutePerCaller } }) => [
  ...when(api.burst < api.perSecond, "limits.api.burst", "is at least perSecond, or that is never reached"),
  ...when(
    callsPerMinutePerCaller > api.perSecond * 60,
    "limits.callsPerMinutePerCaller",
    "is more than the API takes from everybody together (limits.api.perSecond)",
  ),
];

const checks: readonly Check[] = [
  district,
  region,
  whatIsProtected,
  scanner,
  certificates,
  backup,
  firewall,
  pagesOrigin,
  idleness,
  limits,
];

/** What is wrong between settings that are right each by itself. */
export const contradictionsIn = (settings: Settings): Contradiction[] =>
  checks.flatMap((check) => check(settings));
