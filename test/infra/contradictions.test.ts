import { describe, expect, it } from "vitest";
import { parseEnvironment, readEnvironment } from "#infra/environments.ts";
import { tongban } from "#infra/tongban.ts";
import { anyCode } from "./templates.ts";

const { name: _name, ...prod } = readEnvironment("prod");
type Change = Record<string, unknown>;
const faultsOf = (change: Change): string => {
  try {
    parseEnvironment("prod", { ...prod, ...change });
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};
const elsewhere = { region: "eu-central-1" };
const pages = { name: "tongban.example.com", certificate: "ASCACKCEVSQ6C2EXAMPLE" };

describe("settings that are right each by itself", () => {
  it.each<[string, Change]>([
    ["district: there is no folder data/districts/110000; there are 411602", { district: "110000" }],
    ["region: AWS has no cn-nort-1; it has ", { region: "cn-nort-1" }],
    ["alarmEmail: where citizens' records live somebody hears of alarms", { alarmEmail: undefined }],
    [
      "logRetentionDays: where citizens' records live logs are kept six months (184 days)",
      { logRetentionDays: 7 },
    ],
    ["archiveDays: where citizens' records live events stay replayable for 30 days", { archiveDays: 1 }],
    [
      "backup.copyTo: must be a vault of AWS Backup: arn:aws-cn:backup:",
      { backup: { copyTo: "arn:aws:backup:eu-central-1:1:backup-vault:v" } },
    ],
    [
      "backup.copyTo: is of this account and region",
      {
        account: "111111111111",
        backup: { copyTo: "arn:aws-cn:backup:cn-north-1:111111111111:backup-vault:v" },
      },
    ],
    ["scanning.kind: where citizens' records live uploads are looked into", { scanning: { kind: "none" } }],
    [
      "scanning.kind: there is no GuardDuty Malware Protection in cn-north-1",
      { scanning: { kind: "guardDuty" } },
    ],
    [
      "oidc.issuer: where citizens' records live the issuer is not this machine",
      { oidc: { ...prod.oidc, issuer: "http://127.0.0.1:8788" } },
    ],
    [
      "domain.certificateArn: must be a certificate of Certificate Manager: arn:aws-cn:acm:…",
      { domain: { name: "api.example.com", certificateArn: "arn:aws:acm:cn-north-1:1:certificate/1" } },
    ],
    [
      "domain.certificateArn: must be of cn-north-1, where the API is",
      {
        domain: { name: "api.example.com", certificateArn: "arn:aws-cn:acm:cn-northwest-1:1:certificate/1" },
      },
    ],
    [
      "pages.certificate: must be the id of a server certificate in IAM",
      { pages: { name: "tongban.example.com", certificate: "arn:aws-cn:acm:cn-north-1:1:certificate/1" } },
    ],
    [
      "pages.certificate: must be an ARN of Certificate Manager in us-east-1",
      { ...elsewhere, pages: { name: "tongban.example.com", certificate: "ASCACKCEVSQ6C2EXAMPLE" } },
    ],
    [
      "webOrigins.0: is where people find the pages, and these are at https://pages.example.com",
      { pages: { name: "pages.example.com", certificate: "ASCACKCEVSQ6C2EXAMPLE" } },
    ],
    ...[
      "arn:aws:wafv2:us-east-1:1:regional/webacl/a/1",
      "arn:aws:wafv2:eu-central-1:1:global/webacl/a/1",
    ].map((firewallArn): [string, Change] => [
      "pages.firewallArn: must be a web ACL for CloudFront, which are all in us-east-1: arn:aws:wafv2:us-east-1:…",
      {
        ...elsewhere,
        pages: { ...pages, certificate: "arn:aws:acm:us-east-1:1:certificate/1", firewallArn },
      },
    ]),
    [
      "pages.firewallArn: there is no WAF before CloudFront in cn-north-1",
      { pages: { ...pages, firewallArn: "arn:aws-cn:wafv2:cn-north-1:1:regional/webacl/a/1" } },
    ],
    [
      "domain.name: is the API's own name, behind that of the pages",
      { pages, domain: { name: pages.name, certificateArn: "arn:aws-cn:acm:cn-north-1:1:certificate/1" } },
    ],
    ["idleMinutes.staff: is 5 at least", { idleMinutes: { staff: 1 } }],
    ["idleMinutes.citizen: is not shorter than for staff", { idleMinutes: { staff: 30, citizen: 20 } }],
    [
      "limits.api.burst: is at least perSecond",
      { limits: { ...prod.limits, api: { perSecond: 500, burst: 100 } } },
    ],
    [
      "limits.callsPerMinutePerCaller: is more than the API takes from everybody",
      { limits: { ...prod.limits, callsPerMinutePerCaller: 500_000 } },
    ],
  ])("%s", (expected, change) => {
    expect(faultsOf(change)).toContain(expected);
  });

  it("are told all at once where they contradict each other", () => {
    const faults = faultsOf({ alarmEmail: undefined, logRetentionDays: 7, scanning: { kind: "guardDuty" } });
    for (const path of ["alarmEmail: ", "logRetentionDays: ", "scanning.kind: "])
      expect(faults).toContain(path);
    expect(faults.split("\n")).toHaveLength(1);
  });

  it("may be what they like where no citizen's record lives", () => {
    expect(
      faultsOf({
        ...elsewhere,
        protected: false,
        alarmEmail: undefined,
        logRetentionDays: 7,
        archiveDays: 1,
        scanning: { kind: "none" },
      }),
    ).toBe("");
  });

  it("may not give a consumer less than its queue sends it", async () => {
    const reservedConcurrency = { "case-follow": 5 };
    const environment = parseEnvironment("prod", {
      ...prod,
      limits: { ...prod.limits, reservedConcurrency },
    });
    await expect(tongban({ environment, bundles: anyCode() })).rejects.toThrow(
      "limits.reservedConcurrency: case-follow is fed by a queue 20 at a time (limits.consumerConcurrency) and may not have fewer",
    );
  });

  it("are of an environment that was named", async () => {
    await expect(tongban({ bundles: anyCode() })).rejects.toThrow("Say which environment with -c env=NAME");
  });
});
