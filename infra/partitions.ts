import type { Settings } from "./settings.ts";

/** What shows in a template that something is used: a type of resource, and a property of it with this value, or any. */
export type Sign = { type: RegExp; property?: string; value?: unknown };

/** Something that a partition of AWS does not have, or not without a deed of the account's owner. */
export type Lack = {
  /** What whoever deploys reads. */
  what: string;
  /** What is done instead, or has to be done first. */
  instead: string;
  /** No template for the partition may show it; none where only a deed helps. */
  signs?: readonly Sign[];
  source: string;
  /** How sure it is, in percent: nobody has deployed into an account of that partition yet. */
  sure: number;
};

const chinaGuide = "docs.amazonaws.cn, Feature Availability and Implementation Differences";

/** By partition. One deployment into an account there would settle what is unsure; then the number goes to 100. */
export const partitions = {
  aws: {},
  "aws-cn": {
    eventSourceMappingTags: {
      what: "Tags on event source mappings",
      instead: "they go without tags",
      signs: [{ type: /^AWS::Lambda::EventSourceMapping$/, property: "Tags" }],
      source: `${chinaGuide}: Lambda; github.com/aws/aws-cdk/issues/31532`,
      sure: 90,
    },
    lambdaTracing: {
      what: "X-Ray for Lambda",
      instead: "functions do not trace; a case is followed by its traceparent in the logs",
      signs: [{ type: /^AWS::Lambda::Function$/, property: "TracingConfig" }],
      source: `${chinaGuide}: X-Ray`,
      sure: 95,
    },
    originAccessControl: {
      what: "CloudFront's origin access control",
      instead: "an origin access identity",
      signs: [{ type: /^AWS::CloudFront::OriginAccessControl$/ }],
      source: `${chinaGuide}: CloudFront`,
      sure: 95,
    },
    cloudFrontPolicies: {
      what: "CloudFront's policies for caching and response headers",
      instead:
        "forwarded values, and the pages carry their policy themselves; nothing sets HSTS or forbids framing there",
      signs: [
        { type: /^AWS::CloudFront::(ResponseHeaders|Cache|OriginRequest)Policy$/ },
        {
          type: /^AWS::CloudFront::Distribution$/,
          property: "DistributionConfig.DefaultCacheBehavior.CachePolicyId",
        },
        {
          type: /^AWS::CloudFront::Distribution$/,
          property: "DistributionConfig.DefaultCacheBehavior.ResponseHeadersPolicyId",
        },
      ],
      source: `${chinaGuide}: CloudFront`,
      sure: 95,
    },
    cloudFrontFunctions: {
      what: "CloudFront's functions",
      instead: "the app's page answers for what the bucket has not; so the API is not behind the pages' name",
      signs: [{ type: /^AWS::CloudFront::Function$/ }],
      source: `unconfirmed: ${chinaGuide}: CloudFront, read in part, and no deployment found that has one`,
      sure: 60,
    },
    certificateOfCertificateManager: {
      what: "Certificate Manager's certificates at CloudFront",
      instead: "a server certificate in IAM, by its id",
      signs: [
        {
          type: /^AWS::CloudFront::Distribution$/,
          property: "DistributionConfig.ViewerCertificate.AcmCertificateArn",
        },
      ],
      source: `${chinaGuide}: CloudFront`,
      sure: 95,
    },
    firewallAtCloudFront: {
      what: "WAF before CloudFront",
      instead: "the API's own limits, which hold without it",
      signs: [
        { type: /^AWS::WAFv2::WebACL$/, property: "Scope", value: "CLOUDFRONT" },
        { type: /^AWS::CloudFront::Distribution$/, property: "DistributionConfig.WebACLId" },
      ],
      source: `${chinaGuide}: WAF ("supported at a regional level only")`,
      sure: 90,
    },
    malwareProtection: {
      what: "GuardDuty Malware Protection for S3",
      instead: "a machine with ClamAV (the setting scanning: clamavMachine)",
      signs: [{ type: /^AWS::GuardDuty::MalwareProtectionPlan$/ }],
      source: `${chinaGuide}: GuardDuty; AWS Config's rules for it leave both regions out`,
      sure: 70,
    },
    messages: {
      what: "SES, and SMS by SNS",
      instead: "alarms by mail through SNS; messages to people by providers of the country",
      signs: [
        { type: /^AWS::SES::/ },
        { type: /^AWS::SNS::Subscription$/, property: "Protocol", value: "sms" },
      ],
      source: `${chinaGuide}: SES, SNS`,
      sure: 95,
    },
    openApi: {
      what: "Calls without a token at API Gateway, and any name of its own, before the account has its ICP filing (备案)",
      instead: "file first: guides, checks of licences, carriers and devices call without one",
      source: `${chinaGuide}: API Gateway`,
      sure: 95,
    },
    pagesName: {
      what: "CloudFront's own address for people",
      instead: "a name with an ICP filing: the setting pages",
      source: `${chinaGuide}: CloudFront`,
      sure: 95,
    },
  },
} as const satisfies Record<string, Record<string, Lack>>;

export type Partition = keyof typeof partitions;
type LackName = { [Name in Partition]: keyof (typeof partitions)[Name] }[Partition];

export const partitionOf = (region: string | undefined): Partition =>
  region?.startsWith("cn-") ? "aws-cn" : "aws";

/** What the environment's partition does not have, by name. */
export const lacksOf = ({ region }: Pick<Settings, "region">): Readonly<Record<string, Lack>> =>
  partitions[partitionOf(region)];

/** Whether an environment can have it. */
export const has = (environment: Pick<Settings, "region">, name: LackName): boolean =>
  !(name in lacksOf(environment));

/** What whoever deploys is told of their partition. */
export const partitionNotes = ({ region }: Pick<Settings, "region">): string[] =>
  Object.values(lacksOf({ region })).map(
    ({ what, instead, sure }) =>
      `${region} (${partitionOf(region)}) lacks ${what}: ${instead}. Sure: ${sure} %.`,
  );
