import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from "aws-lambda";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { s3ObjectStore } from "#shared/documents/object-store.ts";
import { batchGet } from "#shared/kernel/aws/batch-get.ts";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { httpApi, route } from "#shared/kernel/http/api.ts";
import { defineRoute } from "#shared/kernel/http/contract.ts";
import { capturedLogs } from "#test/support/captured-logs.ts";
import { testCipher } from "#test/support/test-cipher.ts";
import { form, openSample, person } from "#test/unit/cases/samples.ts";

const tables = mockClient(DynamoDBDocumentClient);
const buckets = mockClient(S3Client);
const secrets = mockClient(SecretsManagerClient);
afterAll(() => {
  for (const service of [tables, buckets, secrets]) service.restore();
});
beforeEach(() => {
  for (const service of [tables, buckets, secrets]) service.reset();
  vi.useFakeTimers().setTimerTickMode("nextTimerAsync");
});
afterEach(() => void vi.useRealTimers());
capturedLogs();

const failure = (name: string) => Object.assign(new Error("from AWS"), { name });
const key = { pk: "a", sk: "HEAD" };
const cancelled = (Code: string) =>
  new TransactionCanceledException({ message: "cancelled", $metadata: {}, CancellationReasons: [{ Code }] });

const contract = defineRoute({
  method: "GET",
  path: "/v1/things",
  summary: { zh: "物", en: "things" },
  tag: "test",
  access: { kind: "public" },
  answers: { 200: { description: "done" } },
});

/** What a route answers a caller that makes this call. */
async function answerOf(call: () => Promise<unknown>) {
  const handler = httpApi([
    route(contract)(async () => {
      await call();
      return { status: 200 };
    }),
  ]);
  const event = {
    routeKey: "GET /v1/things",
    headers: {},
    requestContext: { http: { sourceIp: "192.0.2.1" } },
  } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;
  const { statusCode, headers } = await handler(event, { awsRequestId: "request-1" } as Context);
  return { status: statusCode, type: headers?.["content-type"], retryAfter: headers?.["retry-after"] };
}
const problem = "application/problem+json; charset=utf-8";

const read = () => dynamodb().send(new GetCommand({ TableName: "records", Key: key }));
const readMany = () => batchGet(dynamodb(), "records", [key]);
const create = () =>
  dynamodbCaseStore("records", dynamodb(), testCipher).write(openSample(), { form, person });
const readFile = () => s3ObjectStore("bucket").read("00000000-0000-8000-8000-000000000001");

test.each<[string, () => Promise<unknown>, () => unknown]>([
  ["a table", read, () => tables.on(GetCommand).rejects(failure("ThrottlingException"))],
  [
    "a batch of reads, which is left unprocessed",
    readMany,
    () => tables.on(BatchGetCommand).resolves({ UnprocessedKeys: { records: { Keys: [key] } } }),
  ],
  ["a transaction", create, () => tables.on(TransactWriteCommand).rejects(cancelled("ThrottlingError"))],
  [
    "a transaction that meets another at each attempt",
    create,
    () => tables.on(TransactWriteCommand).rejects(cancelled("TransactionConflict")),
  ],
  ["a bucket", readFile, () => buckets.on(GetObjectCommand).rejects(failure("SlowDown"))],
  [
    "a secret",
    secretTexts("arn"),
    () => secrets.on(GetSecretValueCommand).rejects(failure("ThrottlingException")),
  ],
])(
  "whoever goes too fast for %s is told to come again, and nobody is called for it",
  async (_, call, refuse) => {
    refuse();
    expect(await answerOf(call)).toEqual({ status: 429, type: problem, retryAfter: "2" });
  },
);

test.each(["TimeoutError", "AccessDeniedException", "InternalServerError"])(
  "%s of a table is answered as a problem of ours",
  async (name) => {
    tables.on(GetCommand).rejects(failure(name));
    expect(await answerOf(read)).toEqual({ status: 500, type: problem, retryAfter: undefined });
  },
);
