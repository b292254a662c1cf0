import { type App, CfnOutput, Duration, Fn } from "aws-cdk-lib";
import {
  ApiMapping,
  CfnAuthorizer,
  CorsHttpMethod,
  DomainName,
  HttpApi,
  HttpStage,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import { type IMetric, MathExpression } from "aws-cdk-lib/aws-cloudwatch";
import { Canary } from "#infra/constructs/canary.ts";
import type { WatchedApi } from "#infra/constructs/dashboard.ts";
import { makeFrontDoorKey } from "#infra/constructs/front-door.ts";
import type { ApiEntrance } from "#infra/constructs/routes.ts";
import { securityLog, securityLogFormat } from "#infra/constructs/security-log.ts";
import { sum, watch } from "#infra/constructs/watch.ts";
import { type Environment, frontDoorOf } from "#infra/environments.ts";
import { type Platform, TongbanStack } from "#infra/platform.ts";
import { signatureHeaders } from "#shared/kernel/machine-keys/require-signature.ts";

/** The one entrance for browsers and machines. Contexts add their routes from their own stacks. */
export class ApiStack extends TongbanStack {
  readonly entrance: ApiEntrance;
  /** Where the public reaches the API. */
  readonly url: string;
  /** The host that answers, whoever stands before it. */
  readonly host: string;
  /** What the dashboard shows of it. */
  readonly watched: WatchedApi;

  constructor(app: App, platform: Platform) {
    super(app, platform, "Api", "HTTP API and sign-in");
    const { environment } = platform;
    const { oidc, limits, domain } = environment;

    const api = new HttpApi(this, "HttpApi", {
      apiName: `Tongban-${environment.name}`,
      createDefaultStage: false,
      disableExecuteApiEndpoint: domain !== undefined,
      corsPreflight: corsFor(environment),
    });
    const authorizer = new CfnAuthorizer(this, "SignIn", {
      apiId: api.apiId,
      name: "oidc",
      authorizerType: "JWT",
      identitySource: ["$request.header.Authorization"],
      jwtConfiguration: { issuer: oidc.issuer, audience: [oidc.audience] },
    });
    const stage = new HttpStage(this, "Stage", {
      httpApi: api,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: limits.api.perSecond, burstLimit: limits.api.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(securityLog(this)),
        format: securityLogFormat,
      },
    });
    if (domain) this.addDomain(domain, api, stage);

    watch(this, "ServerErrors", {
      metric: api.metricServerError(sum),
      atLeast: 5,
      description: "The API answered with 5xx five times or more in five minutes.",
      runbook: "an-api-that-answers-badly",
    });
    watch(this, "NearlyAllRefused", {
      metric: this.shareRefused(api),
      atLeast: 90,
      description:
        "Nine of ten calls of a quarter of an hour were refused with 4xx: perhaps the issuer's keys cannot be read, and nobody can sign in.",
      runbook: "an-api-that-answers-badly",
    });
    watch(this, "Slow", {
      metric: api.metricLatency({ statistic: "p95", period: Duration.minutes(5) }),
      atLeast: 3000,
      evaluationPeriods: 3,
      description: "One call in twenty has taken three seconds or more for a quarter of an hour.",
      runbook: "an-api-that-answers-badly",
    });
    const door = frontDoorOf(environment);
    this.entrance = {
      apiId: api.apiId,
      authorizerId: authorizer.ref,
      frontDoorKey: door && makeFrontDoorKey(this),
    };
    const own = domain ? `https://${domain.name}` : api.apiEndpoint;
    this.host = Fn.select(2, Fn.split("/", own));
    this.url = door ? `https://${door.name}` : own;
    new CfnOutput(this, "ApiUrl", { value: this.url });
    const { fn, client } = new Canary(this, "Canary", this.url);
    if (client) new CfnOutput(this, "CanaryClientArn", { value: client.secretArn });
    this.watched = { api, canary: fn };
  }

  /** In percent; 0 while there are too few calls to say anything. */
  private shareRefused(api: HttpApi): IMetric {
    const quarter = { statistic: "Sum", period: Duration.minutes(15) };
    return new MathExpression({
      expression: "IF(calls >= 50, 100 * refused / calls, 0)",
      usingMetrics: { calls: api.metricCount(quarter), refused: api.metricClientError(quarter) },
      label: "refused",
      period: quarter.period,
    });
  }

  private addDomain(domain: NonNullable<Environment["domain"]>, api: HttpApi, stage: HttpStage): void {
    const domainName = new DomainName(this, "Domain", {
      domainName: domain.name,
      certificate: Certificate.fromCertificateArn(this, "Certificate", domain.certificateArn),
    });
    new ApiMapping(this, "DomainMapping", { api, domainName, stage });
    // What the name has to point at.
    new CfnOutput(this, "DomainTarget", { value: domainName.regionalDomainName });
  }
}

function corsFor({ webOrigins }: Environment) {
  return {
    allowOrigins: webOrigins,
    allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT, CorsHttpMethod.DELETE],
    allowHeaders: [
      "accept-language",
      "authorization",
      "content-type",
      "idempotency-key",
      "if-match",
      "if-none-match",
      "traceparent",
      // A rating device is a page that signs with its key.
      ...Object.values(signatureHeaders),
    ],
    exposeHeaders: ["date", "etag", "location", "retry-after"],
    maxAge: Duration.hours(1),
  };
}
