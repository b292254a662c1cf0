import type { Request } from "./policy.ts";

/** Where ARNs of this run lie. */
export type Place = { partition: string; region: string; account: string };
type Input = Record<string, unknown>;

const lastPart = (text: string): string => text.split("/").at(-1) ?? text;
const operationIn = (target: string): string => target.split(".").at(-1) ?? "";
const arnIn = ({ partition, region, account }: Place, service: string, resource: string): string =>
  resource.startsWith("arn:") ? resource : `arn:${partition}:${service}:${region}:${account}:${resource}`;

const transactActions: Record<string, string> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
  Get: "GetItem",
};

/** Operations on one table, or one index of it. */
const tableOperations = new Set(
  ["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan"].concat([
    "DescribeTable",
    "DescribeTimeToLive",
    "UpdateTable",
    "CreateTable",
    "DeleteTable",
  ]),
);

/** What a call of DynamoDB, or of its streams, asks to be allowed. */
export function dynamodbRequests(place: Place, target: string, input: Input): Request[] {
  const operation = operationIn(target);
  const table = (name: unknown, index?: unknown): string => {
    const arn = String(name).startsWith("arn:") ? String(name) : arnIn(place, "dynamodb", `table/${name}`);
    return index === undefined ? arn : `${arn}/index/${index}`;
  };
  const request = (action: string, resource: string): Request => ({ action: `dynamodb:${action}`, resource });
  if (target.startsWith("DynamoDBStreams_")) return [request(operation, String(input.StreamArn ?? "*"))];
  if (operation === "TransactWriteItems" || operation === "TransactGetItems")
    return ((input.TransactItems ?? []) as Record<string, { TableName: string }>[]).flatMap((item) =>
      Object.entries(item).map(([kind, { TableName }]) =>
        request(transactActions[kind] ?? kind, table(TableName)),
      ),
    );
  if (operation === "BatchGetItem" || operation === "BatchWriteItem")
    return Object.keys(input.RequestItems ?? {}).map((name) => request(operation, table(name)));
  if (operation === "ListTables") return [request(operation, "*")];
  if (tableOperations.has(operation)) return [request(operation, table(input.TableName, input.IndexName))];
  throw new Error(`which right dynamodb:${operation} needs is not known to the local engine`);
}

export const sqsRequests = (place: Place, target: string, input: Input): Request[] => {
  // What a batch needs is what each of it would need.
  const action = `sqs:${operationIn(target).replace(/Batch$/, "")}`;
  const name =
    input.QueueName ?? (input.QueueUrl === undefined ? undefined : lastPart(String(input.QueueUrl)));
  return [{ action, resource: name === undefined ? "*" : arnIn(place, "sqs", String(name)) }];
};

export const eventsRequests = (place: Place, target: string, input: Input): Request[] => {
  const action = `events:${operationIn(target)}`;
  const entries = (input.Entries ?? []) as { EventBusName?: string }[];
  const buses = new Set(entries.map(({ EventBusName = "default" }) => EventBusName));
  return [...buses].map((bus) => ({
    action,
    resource: arnIn(place, "events", bus.startsWith("arn:") ? bus : `event-bus/${bus}`),
  }));
};

export const secretsRequests = (place: Place, target: string, input: Input): Request[] => [
  {
    action: `secretsmanager:${operationIn(target)}`,
    resource: arnIn(place, "secretsmanager", String(input.SecretId).replace(/^(?!arn:)/, "secret:")),
  },
];

type ObjectCall = {
  method: string;
  path: string;
  query: Record<string, unknown>;
  headers: Record<string, string | undefined>;
};

/** What a call of S3 asks to be allowed; of a link, the one who signed it asks. */
export function s3Requests({ partition }: Place, { method, path, query, headers }: ObjectCall): Request[] {
  const [, bucket = "", key = ""] = /^\/([^/]*)\/?(.*)$/.exec(decodeURIComponent(path)) ?? [];
  const arn = `arn:${partition}:s3:::${bucket}`;
  const on = (action: string): Request => ({ action: `s3:${action}`, resource: `${arn}/${key}` });
  if (!bucket) return [{ action: "s3:ListAllMyBuckets", resource: "*" }];
  if (!key) {
    if (method !== "GET" && method !== "HEAD")
      throw new Error(`which right ${method} of a bucket needs is not known to the local engine`);
    const prefix = String(query.prefix ?? "");
    return [{ action: "s3:ListBucket", resource: arn, context: { "s3:prefix": prefix } }];
  }
  const version = "versionId" in query ? "Version" : "";
  const tagging = "tagging" in query;
  switch (method) {
    case "GET":
    case "HEAD":
      return [on(`GetObject${version}${tagging ? "Tagging" : ""}`)];
    case "PUT":
    case "POST":
      if (tagging) return [on(`PutObject${version}Tagging`)];
      return [
        on("PutObject"),
        ...(headers["x-amz-tagging"] ? [on("PutObjectTagging")] : []),
        ...(headers["x-amz-copy-source"]
          ? [
              {
                action: "s3:GetObject",
                resource: `arn:${partition}:s3:::${decodeURIComponent(headers["x-amz-copy-source"]).replace(/^\//, "")}`,
              },
            ]
          : []),
      ];
    case "DELETE":
      if ("uploadId" in query) return [on("AbortMultipartUpload")];
      return [on(`DeleteObject${version}${tagging ? "Tagging" : ""}`)];
    default:
      throw new Error(`which right ${method} of an object needs is not known to the local engine`);
  }
}

/** Without this right S3 does not tell "not found" from "forbidden". The request names no prefix. */
export const listRequest = ({ partition }: Place, path: string): Request => ({
  action: "s3:ListBucket",
  resource: `arn:${partition}:s3:::${/^\/([^/]*)/.exec(path)?.[1] ?? ""}`,
  context: {},
});
