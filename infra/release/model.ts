import * as z from "zod";
import type { Context } from "#shared/kernel/context.ts";

/** Types whose resources hold what cannot be made again, with the properties whose change would replace them by empty ones. */
export const statefulTypes: Readonly<Record<string, readonly string[]>> = {
  "AWS::DynamoDB::Table": ["ImportSourceSpecification", "KeySchema", "TableName"],
  "AWS::S3::Bucket": ["BucketName", "BucketNamePrefix", "BucketNamespace", "ObjectLockEnabled"],
  "AWS::SecretsManager::Secret": ["Name"],
  "AWS::SQS::Queue": ["FifoQueue", "QueueName"],
  "AWS::Events::EventBus": ["EventSourceName", "Name"],
  "AWS::Events::Archive": ["ArchiveName", "SourceArn"],
  "AWS::KMS::Key": [],
  "AWS::Logs::LogGroup": ["LogGroupName"],
};

const names = z.array(z.string());
const stackSchema = z.strictObject({
  /** Names that other stacks import, and those that it imports. */
  exports: names,
  imports: names,
  /** By logical id. */
  stateful: z.record(
    z.string(),
    z.strictObject({ type: z.string(), fixed: z.record(z.string(), z.unknown()), indexes: names.optional() }),
  ),
});

/** What later deployments must be able to follow and to go back to. */
export const releaseSchema = z.strictObject({
  environment: z.string(),
  stacks: z.record(z.string(), stackSchema),
  /** Types of events, each with its version. */
  events: names,
  /** Formats of records. */
  formats: z.record(z.string(), z.int().positive()),
});
export type Release = z.infer<typeof releaseSchema>;

// biome-ignore lint/suspicious/noExplicitAny: a template is any JSON
type Template = any;

const importsIn = (template: Template): string[] => [
  ...new Set(
    [...JSON.stringify(template).matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map(([, name = ""]) => name),
  ),
];
const exportsIn = ({ Outputs = {} }: Template): string[] =>
  Object.values<Template>(Outputs).flatMap(({ Export }) => Export?.Name ?? []);

const statefulIn = ({ Resources = {} }: Template) =>
  Object.fromEntries(
    Object.entries<Template>(Resources).flatMap(([logicalId, { Type, Properties = {} }]) => {
      const replacing = statefulTypes[Type];
      if (!replacing) return [];
      const fixed = Object.fromEntries(
        replacing.filter((name) => name in Properties).map((name) => [name, Properties[name]]),
      );
      const indexes = Properties.GlobalSecondaryIndexes?.map(({ IndexName }: Template) => IndexName).sort();
      return [[logicalId, { type: Type, fixed, ...(indexes && { indexes }) }]];
    }),
  );

/** What there is to know of the app as it stands, from its templates by part (`Cases`, `Records`, …). */
export const releaseOf = (
  environment: string,
  templates: Readonly<Record<string, Template>>,
  contexts: readonly Context[],
  events: Iterable<string>,
): Release => ({
  environment,
  stacks: Object.fromEntries(
    Object.entries(templates).map(([stack, template]) => [
      stack,
      {
        exports: exportsIn(template).sort(),
        imports: importsIn(template).sort(),
        stateful: statefulIn(template),
      },
    ]),
  ),
  events: [...events].sort(),
  formats: Object.fromEntries(
    contexts.flatMap(({ records }) => records.map(({ name, format }) => [name, format] as const)).sort(),
  ),
});
