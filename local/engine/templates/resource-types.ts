/** Types that the engine runs, or reads to know who may do what. */
export const runTypes: ReadonlySet<string> = new Set([
  "AWS::DynamoDB::Table",
  "AWS::DynamoDB::GlobalTable",
  "AWS::SQS::Queue",
  "AWS::S3::Bucket",
  "AWS::Events::EventBus",
  "AWS::Events::Rule",
  "AWS::Scheduler::Schedule",
  "AWS::SecretsManager::Secret",
  "AWS::Lambda::Function",
  "AWS::Lambda::Version",
  "AWS::Lambda::Alias",
  "AWS::Lambda::EventSourceMapping",
  "AWS::Lambda::EventInvokeConfig",
  "AWS::ApiGatewayV2::Api",
  "AWS::ApiGatewayV2::Stage",
  "AWS::ApiGatewayV2::Route",
  "AWS::ApiGatewayV2::Integration",
  "AWS::ApiGatewayV2::Authorizer",
  "AWS::IAM::Role",
  "AWS::IAM::Policy",
  "AWS::IAM::ManagedPolicy",
  "AWS::Lambda::Permission",
  "AWS::SQS::QueuePolicy",
  "AWS::S3::BucketPolicy",
  "AWS::KMS::Key",
  "AWS::Logs::LogGroup",
  // Judged when a run is watched.
  "AWS::Logs::MetricFilter",
  "AWS::CloudWatch::Alarm",
]);

/** Types with nothing to run on one machine. Whatever else comes stops the start: a silent gap would be found late. */
const nothingToRun: ReadonlySet<string> = new Set([
  // Files on this disk are as well encrypted as the disk is; who may use a key is checked.
  "AWS::KMS::Alias",
  // Watching: function output goes to the log of `npm start`.
  "AWS::Logs::LogStream",
  "AWS::Logs::ResourcePolicy",
  "AWS::Logs::QueryDefinition",
  "AWS::CloudWatch::CompositeAlarm",
  "AWS::CloudWatch::Dashboard",
  "AWS::ApplicationInsights::Application",
  // Alarms notify through these; no function publishes to one.
  "AWS::SNS::Topic",
  "AWS::SNS::TopicPolicy",
  "AWS::SNS::Subscription",
  // For replay and grouping on AWS only.
  "AWS::Events::Archive",
  "AWS::Scheduler::ScheduleGroup",
  "AWS::ResourceGroups::Group",
  // Moves calls from one version to the next; here there is one.
  "AWS::CodeDeploy::Application",
  "AWS::CodeDeploy::DeploymentGroup",
  // Names and protection of a public endpoint.
  "AWS::ApiGatewayV2::DomainName",
  "AWS::ApiGatewayV2::ApiMapping",
  "AWS::WAFv2::IPSet",
  "AWS::WAFv2::LoggingConfiguration",
  "AWS::WAFv2::WebACL",
  "AWS::WAFv2::WebACLAssociation",
  // The pages come from local/web.ts.
  "AWS::CloudFront::CachePolicy",
  "AWS::CloudFront::Distribution",
  "AWS::CloudFront::Function",
  "AWS::CloudFront::OriginAccessControl",
  "AWS::CloudFront::CloudFrontOriginAccessIdentity",
  "AWS::CloudFront::ResponseHeadersPolicy",
  // Backups of tables; here data is a directory to copy.
  "AWS::Backup::BackupPlan",
  "AWS::Backup::BackupSelection",
  "AWS::Backup::BackupVault",
  // Read by templates alone: no function asks for one.
  "AWS::SSM::Parameter",
  // What CDK adds: analytics, and emptying a bucket before it is deleted.
  "AWS::CDK::Metadata",
  "Custom::S3AutoDeleteObjects",
  "Custom::LogRetention",
]);

export function isIgnored(type: string): boolean {
  return nothingToRun.has(type);
}
