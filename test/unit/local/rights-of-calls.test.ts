import { expect, it } from "vitest";
import {
  dynamodbRequests,
  eventsRequests,
  s3Requests,
  secretsRequests,
  sqsRequests,
} from "#local/engine/iam/requests.ts";

const place = { partition: "aws", region: "us-east-1", account: "123456789012" };
const short = (requests: { action: string; resource: string }[]) =>
  requests.map(({ action, resource }) => `${action} ${resource.split(":").slice(5).join(":")}`);
const cases = { TableName: "cases" };

/** Service Authorization Reference: Actions, resources and condition keys of each service. */
it.each<[string, object, string[]]>([
  ["GetItem", cases, ["dynamodb:GetItem table/cases"]],
  ["Query", { ...cases, IndexName: "byDay" }, ["dynamodb:Query table/cases/index/byDay"]],
  [
    "BatchGetItem",
    { RequestItems: { cases: {}, staff: {} } },
    ["dynamodb:BatchGetItem table/cases", "dynamodb:BatchGetItem table/staff"],
  ],
  ["BatchWriteItem", { RequestItems: { cases: [] } }, ["dynamodb:BatchWriteItem table/cases"]],
  [
    "TransactWriteItems",
    {
      TransactItems: [
        { Put: cases },
        { Update: cases },
        { Delete: { TableName: "staff" } },
        { ConditionCheck: cases },
      ],
    },
    [
      "dynamodb:PutItem table/cases",
      "dynamodb:UpdateItem table/cases",
      "dynamodb:DeleteItem table/staff",
      "dynamodb:ConditionCheckItem table/cases",
    ],
  ],
  ["TransactGetItems", { TransactItems: [{ Get: cases }] }, ["dynamodb:GetItem table/cases"]],
])("DynamoDB's %s asks for what it does", (operation, input, asked) => {
  expect(short(dynamodbRequests(place, `DynamoDB_20120810.${operation}`, { ...input }))).toEqual(asked);
});

it("what nobody looked up is refused", () => {
  expect(() => dynamodbRequests(place, "DynamoDB_20120810.ExecuteStatement", {})).toThrow(
    /ExecuteStatement .* not known/,
  );
  expect(() => s3Requests(place, { method: "PATCH", path: "/b/k", query: {}, headers: {} })).toThrow(
    "not known",
  );
});

it("streams, queues, buses and secrets are asked for by their ARNs", () => {
  const StreamArn = "arn:aws:dynamodb:us-east-1:123456789012:table/cases/stream/1";
  expect(short(dynamodbRequests(place, "DynamoDBStreams_20120810.GetRecords", { StreamArn }))).toEqual([
    "dynamodb:GetRecords table/cases/stream/1",
  ]);
  const QueueUrl = "http://127.0.0.1/123456789012/letters";
  expect(short(sqsRequests(place, "AmazonSQS.SendMessageBatch", { QueueUrl }))).toEqual([
    "sqs:SendMessage letters",
  ]);
  expect(short(sqsRequests(place, "AmazonSQS.GetQueueUrl", { QueueName: "letters" }))).toEqual([
    "sqs:GetQueueUrl letters",
  ]);
  const Entries = [{ EventBusName: "bus" }, { EventBusName: "bus" }, {}];
  expect(short(eventsRequests(place, "AWSEvents.PutEvents", { Entries }))).toEqual([
    "events:PutEvents event-bus/bus",
    "events:PutEvents event-bus/default",
  ]);
  const SecretId = "arn:aws:secretsmanager:us-east-1:123456789012:secret:key-AbCdEf";
  expect(short(secretsRequests(place, "secretsmanager.GetSecretValue", { SecretId }))).toEqual([
    "secretsmanager:GetSecretValue secret:key-AbCdEf",
  ]);
});

it.each<[string, string, Record<string, unknown>, Record<string, string>, string[]]>([
  ["GET", "/papers/documents/1", {}, {}, ["s3:GetObject papers/documents/1"]],
  ["HEAD", "/papers/%E5%8A%9E%E4%BB%B6", {}, {}, ["s3:GetObject papers/办件"]],
  ["GET", "/papers/1", { versionId: "v" }, {}, ["s3:GetObjectVersion papers/1"]],
  ["GET", "/papers/1", { tagging: "" }, {}, ["s3:GetObjectTagging papers/1"]],
  ["PUT", "/papers/1", { tagging: "" }, {}, ["s3:PutObjectTagging papers/1"]],
  [
    "PUT",
    "/papers/1",
    {},
    { "x-amz-tagging": "a=b" },
    ["s3:PutObject papers/1", "s3:PutObjectTagging papers/1"],
  ],
  [
    "PUT",
    "/papers/1",
    {},
    { "x-amz-copy-source": "/papers/2" },
    ["s3:PutObject papers/1", "s3:GetObject papers/2"],
  ],
  ["POST", "/papers/1", { uploads: "" }, {}, ["s3:PutObject papers/1"]],
  ["PUT", "/papers/1", { partNumber: "1", uploadId: "u" }, {}, ["s3:PutObject papers/1"]],
  ["DELETE", "/papers/1", { uploadId: "u" }, {}, ["s3:AbortMultipartUpload papers/1"]],
  ["DELETE", "/papers/1", {}, {}, ["s3:DeleteObject papers/1"]],
  ["GET", "/papers/", { prefix: "documents/" }, {}, ["s3:ListBucket papers"]],
])("S3's %s %s with %j asks for what it does", (method, path, query, headers, asked) => {
  expect(short(s3Requests(place, { method, path, query, headers }))).toEqual(asked);
});
