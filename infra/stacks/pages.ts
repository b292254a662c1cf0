import { type App, CfnOutput, Duration, Validations } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  type CfnDistribution,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  type IResponseHeadersPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import { unloggedBucket } from "#infra/constructs/buckets.ts";
import { apiBehind, errorsNotKept, pagesForPlaces } from "#infra/constructs/front-door.ts";
import { type Environment, frontDoorOf } from "#infra/environments.ts";
import { contentSecurityPolicy, originOf, type PageSettings, permissionsPolicy } from "#infra/page-policy.ts";
import { has } from "#infra/partitions.ts";
import { type Platform, TongbanStack } from "#infra/platform.ts";
import type { ApiStack } from "./api.ts";
import type { RecordsStack } from "./records.ts";

type Needs = { records: RecordsStack; api: ApiStack };

const noLog =
  "An access log would hold addresses beside case numbers, which are in the paths of the pages; the API logs calls without either.";

/** A private bucket answers 403 for what it has not: places inside the app are the app's to know. */
const pageForErrors = [403, 404].map((httpStatus) => ({
  httpStatus,
  responseHttpStatus: 200,
  responsePagePath: "/index.html",
  ttl: Duration.seconds(10),
}));

/**
 * The pages: a private bucket behind CloudFront. `npm run pages` fills it. Under a name of their own the API is behind it as
 * well, where CloudFront can stand before both: one front door, with the environment's firewall before it. Where a partition's CloudFront lacks origin
 * access control or policies (partitions.ts), older means stand in, and the pages carry their policy themselves.
 */
export class PagesStack extends TongbanStack {
  readonly bucket: IBucket;

  constructor(app: App, platform: Platform, { records, api }: Needs) {
    super(app, platform, "Pages", "pages for citizens, staff and devices");
    const { environment } = platform;
    const { oidc, pages, securityContact, idleMinutes } = environment;
    const hasPolicies = has(environment, "cloudFrontPolicies");
    const hasAccessControl = has(environment, "originAccessControl");
    const { frontDoorKey } = api.entrance;
    const policy = contentSecurityPolicy({
      api: frontDoorKey ? undefined : originOf(api.url),
      issuer: [originOf(oidc.issuer), ...oidc.otherOrigins.map(originOf)],
      documents: `https://${records.documentBucket.bucketRegionalDomainName}`,
    });
    const bucket = unloggedBucket(this, "Bucket", noLog, { versioned: true });
    this.bucket = bucket;

    const distribution = new Distribution(this, "Distribution", {
      comment: `Tongban ${environment.name}: pages`,
      defaultRootObject: "index.html",
      httpVersion: HttpVersion.HTTP2,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      defaultBehavior: {
        origin: hasAccessControl
          ? S3BucketOrigin.withOriginAccessControl(bucket)
          : S3BucketOrigin.withOriginAccessIdentity(bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        ...(hasPolicies && { responseHeadersPolicy: this.headers(policy) }),
        ...(frontDoorKey && { functionAssociations: pagesForPlaces(this) }),
      },
      ...(frontDoorKey
        ? {
            additionalBehaviors: { "/v1/*": apiBehind(this, api.host, frontDoorKey) },
            errorResponses: errorsNotKept,
          }
        : { errorResponses: pageForErrors }),
      ...(pages?.firewallArn && { webAclId: pages.firewallArn }),
      ...(pages &&
        has(environment, "certificateOfCertificateManager") && {
          domainNames: [pages.name],
          certificate: Certificate.fromCertificateArn(this, "Certificate", pages.certificate),
        }),
    });
    if (!hasPolicies) fallBackToOlderMeans(distribution);
    if (pages && !has(environment, "certificateOfCertificateManager"))
      takeIamCertificate(distribution, pages);
    this.acknowledge(distribution, environment);
    const { issuer, clientId } = oidc;
    const settings: PageSettings = { apiUrl: api.url, issuer, clientId, idleMinutes };
    // What `npm run pages` publishes with, from `cdk deploy --outputs-file`.
    new CfnOutput(this, "PagesBucketName", { value: bucket.bucketName });
    new CfnOutput(this, "PagesPolicy", { value: policy });
    new CfnOutput(this, "PagesSettings", { value: this.toJsonString(settings) });
    if (securityContact) new CfnOutput(this, "PagesSecurityContact", { value: securityContact });
    new CfnOutput(this, "PagesTarget", { value: distribution.distributionDomainName });
  }

  private headers(policy: string): IResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, "Headers", {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: policy, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(365),
          includeSubdomains: true,
          override: true,
        },
      },
      customHeadersBehavior: {
        customHeaders: [{ header: "permissions-policy", value: permissionsPolicy, override: true }],
      },
    });
  }

  private acknowledge(distribution: Distribution, environment: Environment) {
    const answers = {
      "AwsSolutions-CFR1": "People away from home apply as well; nothing here is for one country only.",
      ...(!environment.pages?.firewallArn && {
        "AwsSolutions-CFR2": frontDoorOf(environment)
          ? "The firewall is made in a stack of its own first and named in the settings; the API's own limits hold meanwhile."
          : "Static files from a private bucket: there is nothing behind them that a firewall would protect.",
      }),
      "AwsSolutions-CFR3": noLog,
      ...(!environment.pages && {
        "AwsSolutions-CFR4":
          "Without a domain of its own CloudFront's certificate stands, and with it its choice of protocols.",
      }),
      ...(!has(environment, "originAccessControl") && {
        "AwsSolutions-CFR7": "CloudFront has no origin access control there; its identity stands in.",
      }),
    };
    for (const [id, reason] of Object.entries(answers))
      Validations.of(distribution).acknowledge({ id, reason });
  }
}

function fallBackToOlderMeans(distribution: Distribution): void {
  const resource = distribution.node.defaultChild as CfnDistribution;
  const behaviour = "DistributionConfig.DefaultCacheBehavior";
  resource.addPropertyDeletionOverride(`${behaviour}.CachePolicyId`);
  resource.addPropertyOverride(`${behaviour}.ForwardedValues`, {
    QueryString: false,
    Cookies: { Forward: "none" },
  });
}

function takeIamCertificate(distribution: Distribution, pages: NonNullable<Environment["pages"]>): void {
  const resource = distribution.node.defaultChild as CfnDistribution;
  resource.addPropertyOverride("DistributionConfig.Aliases", [pages.name]);
  resource.addPropertyOverride("DistributionConfig.ViewerCertificate", {
    IamCertificateId: pages.certificate,
    MinimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    SslSupportMethod: "sni-only",
  });
}
