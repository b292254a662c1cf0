import { type App, ArnFormat, CfnOutput, Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { Key } from "aws-cdk-lib/aws-kms";
import { CfnQueryDefinition, LogGroup } from "aws-cdk-lib/aws-logs";
import { CfnIPSet, CfnLoggingConfiguration, CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import { alarmTopic } from "#infra/constructs/alarm-topic.ts";
import { letLogsUse } from "#infra/constructs/keys.ts";
import { keepDevelopersOut } from "#infra/constructs/security-log.ts";
import { sum, watch } from "#infra/constructs/watch.ts";
import { firewallRegion } from "#infra/environments.ts";
import { type Platform, removalPolicy, TongbanStack } from "#infra/platform.ts";
import { frontDoorHeader } from "#shared/kernel/http/front-door.ts";
import { httpProblems, problemBody } from "#shared/kernel/http/problem.ts";
import { signatureHeaders } from "#shared/kernel/machine-keys/require-signature.ts";

/**
 * Calls of one address in five minutes, the pages' files among them: 33 a second. A hall with a hundred desks and terminals
 * behind one address makes some 10 a second, and a mobile network puts hundreds of people behind one; the API takes ten
 * times as many from all together.
 */
const callsPerAddress = 10_000;
const windowSeconds = 300;
/** In five minutes; a machine that looks for holes in any page makes some hundred. */
const manyBlocked = 1000;

/** AWS's groups, in this order; of each what only counts, because people and machines that mean well do it. */
const groups: Readonly<Record<string, readonly string[]>> = {
  AWSManagedRulesAmazonIpReputationList: [],
  AWSManagedRulesKnownBadInputsRuleSet: [],
  AWSManagedRulesCommonRuleSet: [
    // Applications, objections and imports are longer than 8 KB: each route has its own limit.
    "SizeRestrictions_BODY",
    // People write what looks like a tag; every page escapes, and answers are data.
    "CrossSiteScripting_BODY",
    // Carriers' servers call without one.
    "NoUserAgent_HEADER",
  ],
};

/** Signatures, tokens, and what may hold a case number: who called is asked of this log, not what for. */
const redactedHeaders = [
  ...["authorization", "cookie", "referer"],
  ...[frontDoorHeader, signatureHeaders.signature],
];

type Rule = Omit<CfnWebACL.RuleProperty, "priority">;

const queries = {
  "Front door, one call": `fields @timestamp, httpRequest.clientIp, httpRequest.country, httpRequest.httpMethod, action, terminatingRuleId
| filter httpRequest.requestId = "DOOR"`,
  "Front door, one address": `fields @timestamp, httpRequest.requestId, httpRequest.httpMethod, action, terminatingRuleId
| filter httpRequest.clientIp = "ADDRESS"
| sort @timestamp asc
| limit 1000`,
  "Front door, busiest addresses": `stats count(*) as calls, sum(action = "BLOCK") as blocked by httpRequest.clientIp, httpRequest.country
| sort calls desc
| limit 50`,
};

/**
 * Before CloudFront, so in us-east-1 wherever the rest is; the environment names its output in `pages.firewallArn`. It costs
 * 10 USD a month (5, and 1 for each rule), 0.60 for a million calls, and its log 0.50 for each GB.
 */
export class FirewallStack extends TongbanStack {
  constructor(app: App, around: Platform) {
    const { environment } = around;
    const platform = { ...around, keys: undefined, alarmTopic: undefined };
    super(app, platform, "Firewall", "web application firewall before pages and API", firewallRegion);
    if (environment.alarmEmail)
      this.platform = { ...platform, alarmTopic: alarmTopic(this, environment.alarmEmail) };
    const rules = [this.blocked(), this.perAddress(), ...Object.entries(groups).map(managed)];
    const firewall = new CfnWebACL(this, "Firewall", {
      description: `Tongban ${environment.name}: before pages and API`,
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      visibilityConfig: measured(this.stackName),
      customResponseBodies: { tooMany: { contentType: "APPLICATION_JSON", content: tooMany } },
      // What a rule found in a body would stand in the log.
      dataProtectionConfig: {
        dataProtections: [{ field: { fieldType: "BODY" }, action: "SUBSTITUTION" }],
      },
      rules: rules.map((rule, priority) => ({ ...rule, priority })),
    });
    this.addLog(firewall, around.keys !== undefined);
    this.watchBlocked();
    new CfnOutput(this, "FirewallArn", { value: firewall.attrArn });
  }

  /** Addresses that people shut out; a deployment leaves them as they are, since nothing here changes. */
  private blocked(): Rule {
    const sets = (["IPV4", "IPV6"] as const).map(
      (version) =>
        new CfnIPSet(this, `Blocked${version}`, {
          name: `${this.stackName}-Blocked-${version}`,
          description: "Shut out by people, for attacks",
          scope: "CLOUDFRONT",
          ipAddressVersion: version,
          addresses: [],
        }),
    );
    return {
      name: "Blocked",
      statement: {
        orStatement: {
          statements: sets.map(({ attrArn }) => ({ ipSetReferenceStatement: { arn: attrArn } })),
        },
      },
      action: { block: {} },
      visibilityConfig: measured("Blocked"),
    };
  }

  private perAddress(): Rule {
    return {
      name: "PerAddress",
      statement: {
        rateBasedStatement: {
          aggregateKeyType: "IP",
          limit: callsPerAddress,
          evaluationWindowSec: windowSeconds,
        },
      },
      action: {
        block: {
          customResponse: {
            responseCode: 429,
            customResponseBodyKey: "tooMany",
            responseHeaders: [{ name: "retry-after", value: String(windowSeconds) }],
          },
        },
      },
      visibilityConfig: measured("PerAddress"),
    };
  }

  private watchBlocked(): void {
    const blocked = (Rule: string) =>
      new Metric({
        namespace: "AWS/WAFV2",
        metricName: "BlockedRequests",
        dimensionsMap: { WebACL: this.stackName, Rule },
        ...sum,
      });
    watch(this, "ManyBlocked", {
      metric: blocked("ALL"),
      atLeast: manyBlocked,
      description: `The firewall refused ${manyBlocked.toLocaleString("en")} requests or more in five minutes.`,
      runbook: "what-the-firewall-blocks",
    });
    watch(this, "AddressLimited", {
      metric: blocked("PerAddress"),
      atLeast: 1,
      description: `An address has made ${callsPerAddress.toLocaleString("en")} requests in five minutes and gets 429: an attack, or a hall behind one address.`,
      runbook: "what-the-firewall-blocks",
    });
  }

  /** Whose calls came: the API's security log has the edge's addresses. As long kept as that one and as well closed. */
  private addLog(firewall: CfnWebACL, hasKeys: boolean): void {
    const { environment } = this.platform;
    const log = new LogGroup(this, "Log", {
      // WAF writes to no log group of another name.
      logGroupName: `aws-waf-logs-tongban-${environment.name}`,
      retention: environment.logRetentionDays,
      removalPolicy: removalPolicy(this),
      ...(hasKeys && { encryptionKey: this.makeKey() }),
    });
    keepDevelopersOut(this, "OutOfFirewallLog", log);
    new CfnLoggingConfiguration(this, "Logging", {
      resourceArn: firewall.attrArn,
      logDestinationConfigs: [
        this.formatArn({
          service: "logs",
          resource: "log-group",
          resourceName: log.logGroupName,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
      redactedFields: [
        { uriPath: {} },
        { queryString: {} },
        ...redactedHeaders.map((Name) => ({ singleHeader: { Name } })),
      ],
    });
    for (const [name, queryString] of Object.entries(queries))
      new CfnQueryDefinition(this, name.replaceAll(/\W+/g, ""), {
        name: `Tongban/${environment.name}/${name}`,
        logGroupNames: [log.logGroupName],
        queryString,
      });
  }

  /** The account's own keys are of another region. */
  private makeKey(): Key {
    const key = new Key(this, "LogsKey", {
      description: `Tongban ${this.platform.environment.name}: the firewall's log`,
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: removalPolicy(this),
    });
    letLogsUse(key);
    return key;
  }
}

/** As the API itself refuses. */
const tooMany = JSON.stringify(
  problemBody(httpProblems.tooManyRequests({ facts: { seconds: windowSeconds } }), "zh"),
);

/** Counted (a name that WAF keeps for itself, as All, it refuses), and no samples of requests kept: these have paths, and paths have case numbers. */
const measured = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
  metricName,
});

const managed = ([name, counting]: [string, readonly string[]]): Rule => ({
  name,
  statement: {
    managedRuleGroupStatement: {
      vendorName: "AWS",
      name,
      ruleActionOverrides: counting.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  overrideAction: { none: {} },
  visibilityConfig: measured(name),
});
