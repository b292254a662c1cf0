import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { httpTimeout } from "#infra/constructs/tongban-function.ts";
import { s3ObjectStore } from "#shared/documents/object-store.ts";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { under } from "#test/unit/structure/sources.ts";

// A service that takes a call and never says a word: the worst that a network does, and no engine can.
const sockets: Socket[] = [];
const server = createServer((socket) => void sockets.push(socket));
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});
beforeEach(() => {
  vi.stubEnv("AWS_ENDPOINT_URL", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv("AWS_REGION", "local");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  vi.useFakeTimers().setTimerTickMode("nextTimerAsync");
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const calls: Record<string, () => Promise<unknown>> = {
  DynamoDB: () => dynamodb().send(new GetCommand({ TableName: "records", Key: { pk: "a", sk: "HEAD" } })),
  S3: () => s3ObjectStore("bucket").read("00000000-0000-8000-8000-000000000001"),
  "Secrets Manager": secretTexts("arn:local:secretsmanager:local:1:secret:a"),
};

test.each(Object.entries(calls))(
  "a call of %s that is never answered ends while an API function can still answer",
  async (_, call) => {
    const begun = Date.now();
    await expect(call()).rejects.toMatchObject({ name: "TimeoutError" });
    expect(Date.now() - begun).toBeLessThan(httpTimeout.toMilliseconds());
  },
);

test("every client that functions make has these limits", () => {
  // A program of a machine may wait: nobody waits for it.
  const ofFunctions = under("shared", "functions").filter(({ path }) => !path.endsWith("/program.ts"));
  const made = ofFunctions.flatMap(({ path, text }) =>
    [...text.matchAll(/new (\w+Client)\(([^)]*)\)/g)].map(([, client, settings = ""]) => ({
      path,
      client,
      settings,
    })),
  );
  expect([...new Set(made.map(({ client }) => client))].sort()).toEqual([
    "DynamoDBClient",
    "EventBridgeClient",
    "S3Client",
    "SQSClient",
    "SecretsManagerClient",
  ]);
  expect(made.filter(({ settings }) => !settings.includes("clientLimits"))).toEqual([]);
});
