import { runInNewContext } from "node:vm";
import { AwsSolutionsChecks } from "cdk-nag";
import { beforeAll, describe, expect, it } from "vitest";
import { frontDoorNotes } from "#infra/environments.ts";
import { frontDoorHeader, frontDoorVariable } from "#shared/kernel/http/front-door.ts";
import { functionsOf, type Resource, type Synthesized, singapore, synthesize } from "./templates.ts";

const distributionOf = (app: Synthesized) =>
  app.all("AWS::CloudFront::Distribution")[0]?.properties.DistributionConfig;
const notesOf = ({ app }: Synthesized) =>
  app.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === "aws:cdk:info")
    .map(({ data }) => String(data));

describe("the front door", () => {
  let app: Synthesized;
  beforeAll(async () => {
    app = await synthesize(singapore());
  });

  it("leads to the API beside the pages, over HTTPS alone, with all that was sent but the host", () => {
    const { CacheBehaviors, Origins } = distributionOf(app);
    expect(CacheBehaviors).toHaveLength(1);
    expect(CacheBehaviors[0]).toMatchObject({
      PathPattern: "/v1/*",
      ViewerProtocolPolicy: "https-only",
      AllowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
      Compress: false,
      // AllViewerExceptHostHeader, as AWS names it in all accounts.
      OriginRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    });
    expect(CacheBehaviors[0].FunctionAssociations).toBeUndefined();
    const [origin] = Origins.filter(
      ({ CustomOriginConfig }: { CustomOriginConfig?: object }) => CustomOriginConfig,
    );
    expect(origin.Id).toBe(CacheBehaviors[0].TargetOriginId);
    expect(origin.CustomOriginConfig).toMatchObject({
      OriginProtocolPolicy: "https-only",
      OriginSSLProtocols: ["TLSv1.2"],
    });
    expect(JSON.stringify(origin.DomainName)).toContain("ApiEndpoint");
  });

  it("keeps what the API calls public, as long as it says, for nobody but who asked in these words", () => {
    const [policy] = app.all("AWS::CloudFront::CachePolicy");
    expect(policy?.properties.CachePolicyConfig).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      ParametersInCacheKeyAndForwardedToOrigin: {
        HeadersConfig: { Headers: ["authorization", "accept-language", "origin"] },
        QueryStringsConfig: { QueryStringBehavior: "all" },
        CookiesConfig: { CookieBehavior: "none" },
        EnableAcceptEncodingGzip: false,
        EnableAcceptEncodingBrotli: false,
      },
    });
  });

  it("makes no page of an error of the API, and keeps none", () => {
    const { CustomErrorResponses } = distributionOf(app);
    for (const { ResponsePagePath, ResponseCode, ErrorCachingMinTTL } of CustomErrorResponses)
      expect([ResponsePagePath, ResponseCode, ErrorCachingMinTTL]).toEqual([undefined, undefined, 0]);
  });

  it.each([
    ["/", "/index.html"],
    ["/index.html", "/index.html"],
    ["/cases/4116022026000001", "/index.html"],
    ["/items/11411602.A/apply", "/index.html"],
    ["/signed-in", "/index.html"],
    ["/config.json", "/config.json"],
    ["/assets/index-Bq3_x-1.js", "/assets/index-Bq3_x-1.js"],
    ["/.well-known/security.txt", "/.well-known/security.txt"],
  ])("answers %s with %s", (uri, file) => {
    const [edge] = app.all("AWS::CloudFront::Function");
    expect(edge?.properties.FunctionConfig.Runtime).toBe("cloudfront-js-2.0");
    const { request } = runInNewContext(
      `${edge?.properties.FunctionCode}; const event = { request: { uri: ${JSON.stringify(uri)} } }; handler(event); event`,
    );
    expect(request.uri).toBe(file);
    const { FunctionAssociations } = distributionOf(app).DefaultCacheBehavior;
    expect(FunctionAssociations).toHaveLength(1);
    expect(FunctionAssociations[0].EventType).toBe("viewer-request");
  });

  it("is where everybody finds the API", () => {
    const { Api, Pages } = app.templates;
    expect(Api.Outputs.ApiUrl.Value).toBe("https://tongban.example.com");
    expect(JSON.stringify(Pages.Outputs.PagesSettings)).toContain("https://tongban.example.com");
    expect(JSON.stringify(Pages.Outputs.PagesPolicy)).toContain(
      "connect-src 'self' https://sign-in.example.com",
    );
    const canary = functionsOf(app).find(({ service }) => service === "canary");
    expect(canary?.environment.API_URL).toBe("https://tongban.example.com");
  });

  it("shows the functions that answer, and no others, that a call came through it", () => {
    const [{ OriginCustomHeaders }] = distributionOf(app).Origins.filter(
      ({ CustomOriginConfig }: { CustomOriginConfig?: object }) => CustomOriginConfig,
    );
    expect(OriginCustomHeaders).toHaveLength(1);
    expect(OriginCustomHeaders[0].HeaderName).toBe(frontDoorHeader);
    const isReference = (value: unknown) =>
      /\{\{resolve:secretsmanager:.*FrontDoorKey.*:SecretString/.test(JSON.stringify(value));
    expect(isReference(OriginCustomHeaders[0].HeaderValue)).toBe(true);
    for (const { service, environment } of functionsOf(app))
      expect([service, isReference(environment[frontDoorVariable])]).toEqual([
        service,
        environment.RATE_LIMIT_PER_MINUTE !== undefined,
      ]);
  });

  it("has a firewall in us-east-1, which counts what people and machines do that mean well", () => {
    const [acl] = app.all("AWS::WAFv2::WebACL");
    expect(acl?.stack).toBe("Firewall");
    expect(app.app.node.findChild("Tongban-singapore-Firewall")).toMatchObject({ region: "us-east-1" });
    expect(distributionOf(app).WebACLId).toBe(singapore().pages?.firewallArn);
    const { Rules, Scope, DefaultAction } = acl?.properties ?? {};
    expect([Scope, DefaultAction]).toEqual(["CLOUDFRONT", { Allow: {} }]);
    expect(Rules.map(({ Name, Priority }: Record<string, unknown>) => `${Priority} ${Name}`)).toEqual([
      "0 Blocked",
      "1 PerAddress",
      "2 AWSManagedRulesAmazonIpReputationList",
      "3 AWSManagedRulesKnownBadInputsRuleSet",
      "4 AWSManagedRulesCommonRuleSet",
    ]);
    expect(Rules[1].Action.Block.CustomResponse.ResponseCode).toBe(429);
    expect(JSON.parse(acl?.properties.CustomResponseBodies.tooMany.Content).code).toBe("tooManyRequests");
    expect(Rules[4].Statement.ManagedRuleGroupStatement.RuleActionOverrides).toEqual(
      ["SizeRestrictions_BODY", "CrossSiteScripting_BODY", "NoUserAgent_HEADER"].map((Name) => ({
        Name,
        ActionToUse: { Count: {} },
      })),
    );
    for (const { VisibilityConfig } of [acl?.properties, ...Rules])
      expect(VisibilityConfig).toMatchObject({
        CloudWatchMetricsEnabled: true,
        SampledRequestsEnabled: false,
      });
  });

  it("rings where the firewall is when it blocks much, or limits an address", () => {
    const alarms = app.all("AWS::CloudWatch::Alarm").filter(({ stack }) => stack === "Firewall");
    const [acl] = app.all("AWS::WAFv2::WebACL");
    const { MetricName } = acl?.properties.VisibilityConfig ?? {};
    expect(
      alarms.map(({ properties: { AlarmName, Namespace, Dimensions } }) => [
        AlarmName,
        Namespace,
        Dimensions,
      ]),
    ).toEqual(
      [
        ["ManyBlocked", "ALL"],
        ["AddressLimited", "PerAddress"],
      ].map(([name, rule]) => [
        `Tongban-singapore-Firewall-${name}`,
        "AWS/WAFV2",
        [
          { Name: "Rule", Value: rule },
          { Name: "WebACL", Value: MetricName },
        ],
      ]),
    );
    const rules = acl?.properties.Rules.map(
      (rule: Resource["properties"]) => rule.VisibilityConfig.MetricName,
    );
    expect(rules).toContain("PerAddress");
    // WAF keeps these for itself and takes no template with them.
    for (const name of [MetricName, ...rules]) expect(["All", "Default_Action"]).not.toContain(name);
    const [topic] = app.all("AWS::SNS::Topic").filter(({ stack }) => stack === "Firewall");
    for (const { stack, properties } of alarms) {
      expect(properties.AlarmActions.map((action: unknown) => app.refersTo(stack, action))).toEqual([
        topic?.name,
      ]);
      expect(properties.AlarmDescription).toContain("docs/operations.md#what-the-firewall-blocks");
    }
  });

  it("lets the pipeline deploy where the firewall is as well", () => {
    const assumed = app
      .all("AWS::IAM::Policy")
      .filter(({ stack }) => stack === "Pipeline")
      .flatMap(({ properties }) => properties.PolicyDocument.Statement)
      .find(({ Action }) => Action === "sts:AssumeRole")?.Resource;
    expect(assumed).toHaveLength(6);
    expect(assumed.filter((role: unknown) => JSON.stringify(role).includes("us-east-1"))).toHaveLength(3);
  });

  it("logs whose calls came as long as the security log, under a key, and not what for", () => {
    const [logging] = app.all("AWS::WAFv2::LoggingConfiguration");
    expect(logging?.properties.RedactedFields.slice(0, 3)).toEqual([
      { UriPath: {} },
      { QueryString: {} },
      { SingleHeader: { Name: "authorization" } },
    ]);
    const [log] = app.all("AWS::Logs::LogGroup").filter(({ stack }) => stack === "Firewall");
    const [security] = app
      .all("AWS::Logs::LogGroup")
      .filter(({ logicalId }) => logicalId.startsWith("SecurityLog"));
    expect(log?.properties.LogGroupName).toBe("aws-waf-logs-tongban-singapore");
    expect(log?.properties.RetentionInDays).toBe(security?.properties.RetentionInDays);
    expect(log?.properties.KmsKeyId).toBeDefined();
    expect(log?.deletionPolicy).toBe("Retain");
    expect(JSON.stringify(logging?.properties.LogDestinationConfigs)).not.toContain(":*");
  });

  it("leaves nothing unanswered that cdk-nag finds", () => {
    const { violations } = new AwsSolutionsChecks(app.app).validateScope(app.app);
    expect(
      violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
      ),
    ).toEqual([]);
    expect(notesOf(app)).toEqual([]);
  });
});

describe("a front door without a firewall", () => {
  it("is told of where citizens' records live", () => {
    const { pages, ...rest } = singapore();
    if (!pages) throw new Error("singapore has pages");
    const { firewallArn: _firewallArn, ...open } = pages;
    expect(frontDoorNotes({ ...rest, pages: open })).toEqual([
      expect.stringContaining("No firewall stands before https://tongban.example.com"),
    ]);
    expect(frontDoorNotes({ ...rest, pages: open, protected: false })).toEqual([]);
    expect(frontDoorNotes(rest)).toEqual([]);
    expect(frontDoorNotes({ ...rest, pages: open, region: "cn-north-1" })).toEqual([]);
  });
});
