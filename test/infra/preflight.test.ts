import { OAuth2Server } from "oauth2-mock-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Environment, readEnvironment } from "#infra/environments.ts";
import { preflight } from "#scripts/preflight/checks.ts";
import { AwsError, NotAsked, type World } from "#scripts/preflight/world.ts";

const servers: OAuth2Server[] = [];
async function issuerWith(algorithm: string): Promise<string> {
  const server = new OAuth2Server();
  await server.issuer.keys.generate(algorithm);
  await server.start(0, "127.0.0.1");
  server.issuer.url = `http://127.0.0.1:${server.address().port}`;
  servers.push(server);
  return server.issuer.url;
}
afterAll(() => Promise.all(servers.map((server) => server.stop())));

const topic = "arn:aws:sns:eu-central-1:111111111111:alarms";
const certificateArn = "arn:aws:acm:eu-central-1:111111111111:certificate/1";
const usual: Record<string, unknown> = {
  "sts get-caller-identity": { Account: "111111111111", Arn: "arn:aws:iam::111111111111:role/deploy" },
  "ssm get-parameter": { Parameter: { Value: "21" } },
  "lambda get-account-settings": {
    AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 1000 },
  },
  "apigateway get-account": { throttleSettings: { rateLimit: 10_000, burstLimit: 5000 } },
  "acm describe-certificate": {
    Certificate: { Status: "ISSUED", NotAfter: "2027-06-01T00:00:00Z", DomainName: "*.chuanhui.gov.cn" },
  },
  "cloudformation list-stack-resources Tongban-prod-Messaging": {
    StackResourceSummaries: [
      { ResourceType: "AWS::SNS::Topic", PhysicalResourceId: topic, LogicalResourceId: "Alarms1" },
    ],
  },
  "cloudformation list-stack-resources Tongban-prod-Records": {
    StackResourceSummaries: [
      {
        ResourceType: "AWS::S3::Bucket",
        PhysicalResourceId: "documents",
        LogicalResourceId: "DocumentStoreBucket1",
      },
    ],
  },
  "guardduty list-malware-protection-plans": {
    MalwareProtectionPlans: [{ MalwareProtectionPlanId: "plan" }],
  },
  "guardduty get-malware-protection-plan": {
    Status: "ACTIVE",
    ProtectedResource: { S3Bucket: { BucketName: "documents" } },
    Actions: { Tagging: { Status: "ENABLED" } },
  },
  "sns list-subscriptions-by-topic": {
    Subscriptions: [{ SubscriptionArn: `${topic}:1`, Endpoint: "on-call@chuanhui.gov.cn" }],
  },
};

const world = (changed: Record<string, unknown> = {}): World => ({
  fetch,
  now: () => new Date("2026-11-28T00:00:00Z"),
  async aws(service, operation, ...more) {
    const stack = more[more.indexOf("--stack-name") + 1];
    const asked = [service, operation, ...(more.includes("--stack-name") ? [stack] : [])].join(" ");
    const answer = { ...usual, ...changed }[asked];
    if (answer instanceof Error) throw answer;
    if (answer === undefined) throw new AwsError("Unexpected", asked);
    return answer;
  },
});

describe("the checks before a deployment", () => {
  let environment: Environment;
  beforeAll(async () => {
    const prod = readEnvironment("prod");
    environment = {
      ...prod,
      region: "eu-central-1",
      account: "111111111111",
      oidc: { ...prod.oidc, issuer: await issuerWith("RS256") },
      webOrigins: ["https://tongban.chuanhui.gov.cn"],
      domain: { name: "api.chuanhui.gov.cn", certificateArn },
      alarmEmail: "on-call@chuanhui.gov.cn",
      scanning: { kind: "guardDuty" },
      limits: { ...prod.limits, consumerConcurrency: 10 },
      carriers: prod.carriers.map((carrier) => ({ ...carrier, baseUrl: "https://post.cn" })),
      businessLicenceUrl: "https://licence.cn",
      feePlatform: { ...prod.feePlatform, baseUrl: "https://nontax.cn" },
    };
  });

  const wrongIn = async (changed: Record<string, unknown>, more: Partial<Environment> = {}) =>
    (await preflight({ ...environment, ...more }, world(changed))).filter(({ kind }) => kind === "wrong");

  it("find nothing where all is ready", async () => {
    const findings = await preflight(environment, world());
    expect(findings.filter(({ kind }) => kind !== "ok")).toEqual([]);
    expect(findings.length).toBeGreaterThan(9);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      "another account",
      { "sts get-caller-identity": { Account: "222222222222", Arn: "arn:aws:iam::222222222222:user/a" } },
      /^account: the credentials are of 222222222222/,
    ],
    [
      "another partition",
      { "sts get-caller-identity": { Account: "111111111111", Arn: "arn:aws-cn:iam::111111111111:user/a" } },
      /^account: the credentials are of partition aws-cn/,
    ],
    [
      "no bootstrap",
      { "ssm get-parameter": new AwsError("ParameterNotFound", "") },
      /^bootstrap: the region is not/,
    ],
    [
      "a new account's concurrency",
      {
        "lambda get-account-settings": {
          AccountLimit: { ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 10 },
        },
      },
      /^concurrency: the account has 10;/,
    ],
    [
      "a small rate",
      { "apigateway get-account": { throttleSettings: { rateLimit: 100, burstLimit: 5000 } } },
      /^API's rate: the account has 100/,
    ],
    [
      "a certificate that waits",
      {
        "acm describe-certificate": {
          Certificate: { Status: "PENDING_VALIDATION", DomainName: "api.chuanhui.gov.cn" },
        },
      },
      /^domain: the certificate is PENDING_VALIDATION/,
    ],
    [
      "a certificate for another name",
      { "acm describe-certificate": { Certificate: { Status: "ISSUED", DomainName: "chuanhui.gov.cn" } } },
      /^domain: the certificate is not for api/,
    ],
    [
      "a certificate that ends",
      {
        "acm describe-certificate": {
          Certificate: {
            Status: "ISSUED",
            NotAfter: "2026-12-05T00:00:00Z",
            DomainName: "*.chuanhui.gov.cn",
          },
        },
      },
      /^domain: the certificate ends in 7 days/,
    ],
    [
      "no plan for the bucket",
      { "guardduty list-malware-protection-plans": { MalwareProtectionPlans: [] } },
      /^scanning: no GuardDuty plan/,
    ],
    [
      "a subscription that nobody confirmed",
      {
        "sns list-subscriptions-by-topic": {
          Subscriptions: [{ SubscriptionArn: "PendingConfirmation", Endpoint: "on-call@chuanhui.gov.cn" }],
        },
      },
      /^alarms: .* has not confirmed/,
    ],
  ])("find %s, with what to do", async (_what, changed, text) => {
    const found = await wrongIn(changed);
    expect(found).toEqual([
      { kind: "wrong", text: expect.stringMatching(text), remedy: expect.stringMatching(/.{10}/) },
    ]);
  });

  it("find an issuer that signs with EC keys, that has another name, or that is away", async () => {
    const oidc = (issuer: string) => ({ oidc: { ...environment.oidc, issuer } });
    expect(await wrongIn({}, oidc(await issuerWith("ES256")))).toMatchObject([
      { text: expect.stringMatching(/^issuer's keys: none is RSA with a kid \(EC/) },
    ]);
    const named = await issuerWith("RS256");
    const server = servers.at(-1);
    if (server) server.issuer.url = "https://another.cn";
    expect((await wrongIn({}, oidc(named)))[0]?.text).toBe("issuer: it calls itself https://another.cn");
    expect(await wrongIn({}, oidc("http://127.0.0.1:9"))).toMatchObject([
      { text: expect.stringMatching(/^issuer: it cannot be read/) },
    ]);
  });

  it("find addresses that nobody filled in", async () => {
    const [found] = await wrongIn({}, { alarmEmail: "operations@example.com" });
    expect(found?.text).toContain("alarmEmail");
  });

  it("find a front door without a firewall, or with one that is not there", async () => {
    const pages = {
      name: "tongban.chuanhui.gov.cn",
      certificate: "arn:aws:acm:us-east-1:111111111111:certificate/1",
    };
    const firewallArn = "arn:aws:wafv2:us-east-1:111111111111:global/webacl/Firewall-1/2";
    const stands = { "wafv2 get-web-acl": { WebACL: {} } };
    expect(await wrongIn(stands, { pages: { ...pages, firewallArn } })).toEqual([]);
    expect(await wrongIn({}, { pages })).toMatchObject([
      { text: expect.stringContaining("no firewall stands before https://tongban.chuanhui.gov.cn") },
    ]);
    expect(await wrongIn({}, { pages, protected: false })).toEqual([]);
    const gone = { "wafv2 get-web-acl": new AwsError("WAFNonexistentItemException", "") };
    expect(await wrongIn(gone, { pages: { ...pages, firewallArn } })).toMatchObject([
      { text: expect.stringContaining("there is no firewall arn:aws:wafv2:us-east-1") },
    ]);
  });

  it("leave open what nobody can ask, and what is not deployed yet", async () => {
    const nobody = Object.fromEntries(
      Object.keys(usual).map((name) => [name, new NotAsked("there are no credentials")]),
    );
    const findings = await preflight(environment, world(nobody));
    expect(findings.filter(({ kind }) => kind === "wrong")).toEqual([]);
    const open = findings.filter(({ kind }) => kind === "open");
    expect(open.map(({ text }) => text.split(":")[0])).toEqual([
      "account",
      "bootstrap",
      "concurrency",
      "API's rate",
      "certificates",
      "scanning",
      "alarms",
    ]);
    const absent = new AwsError("ValidationError", "does not exist");
    const before = await preflight(
      environment,
      world(
        Object.fromEntries(
          ["Messaging", "Records"].map((stack) => [
            `cloudformation list-stack-resources Tongban-prod-${stack}`,
            absent,
          ]),
        ),
      ),
    );
    expect(before.filter(({ kind }) => kind !== "ok").map(({ kind }) => kind)).toEqual(["open", "open"]);
  });
});
