import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SqsServer, startSqs } from "#local/engine/sqs/fauxqs.ts";

const dataDir = mkdtempSync(join(tmpdir(), "tongban-sqs-"));
let server: SqsServer;
let client: SQSClient;
let QueueUrl: string;
let count = 0;
let aheadMs = 0;
const now = () => Date.now() + aheadMs;

beforeEach(async () => {
  server = await startSqs(dataDir, "local", now);
  connect();
});
afterEach(() => server.stop());
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

function connect(): void {
  const endpoint = `http://127.0.0.1:${server.port}`;
  client = new SQSClient({
    endpoint,
    region: "local",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
  QueueUrl = `${endpoint}/000000000000/queue-${count}`;
}

function makeQueue(attributes: Record<string, string> = {}): void {
  count += 1;
  server.createQueue(`queue-${count}`, { VisibilityTimeout: "600", ...attributes });
  connect();
}

async function restart(): Promise<void> {
  await server.stop();
  server = await startSqs(dataDir, "local", now);
  connect();
}

const send = (MessageBody: string) => client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
const receive = async () => {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["All"] }),
  );
  return Messages;
};
const bodies = async () => (await receive()).map(({ Body }) => Body);

describe("queues", () => {
  const dayMs = 86_400_000;
  afterEach(() => {
    aheadMs = 0;
  });

  it("forget what nobody took in their term, by the engine's clock, also over a restart", async () => {
    makeQueue({ MessageRetentionPeriod: String(4 * 86_400) });
    await send("old");
    aheadMs = 3 * dayMs;
    await send("new");
    aheadMs = 5 * dayMs;
    expect(server.inspectQueue(`queue-${count}`)?.messages.ready.map(({ body }) => body)).toEqual(["new"]);
    await restart();
    expect(await bodies()).toEqual(["new"]);
  });

  it("count the term of a dead letter from when it was first sent", async () => {
    makeQueue({ MessageRetentionPeriod: String(6 * 86_400) });
    const dead = `queue-${count}`;
    const deadLetterTargetArn = `arn:aws:sqs:local:000000000000:${dead}`;
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 });
    makeQueue({ VisibilityTimeout: "0", RedrivePolicy });
    await send("poison");
    aheadMs = 2 * dayMs;
    expect(await bodies()).toEqual(["poison"]);
    expect(await bodies()).toEqual([]);
    const left = () => server.inspectQueue(dead)?.messages.ready.length;
    expect(left()).toBe(1);
    aheadMs = 7 * dayMs;
    expect(left()).toBe(0);
  });
});

describe("queues on disk", () => {
  it("keep what nobody handled, received or not, and forget what was deleted", async () => {
    makeQueue();
    for (const body of ["received", "deleted"]) await send(body);
    const received = await receive();
    expect(received.map(({ Body }) => Body)).toEqual(["received", "deleted"]);
    await send("waiting");
    const ReceiptHandle = received[1]?.ReceiptHandle;
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    await restart();
    expect((await bodies()).toSorted()).toEqual(["received", "waiting"]);
  });

  it("give a message back at once when its visibility is set to 0, with its receive count", async () => {
    makeQueue();
    await send("back");
    const [message] = await receive();
    const ReceiptHandle = message?.ReceiptHandle;
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    const [again] = await receive();
    expect([again?.Body, again?.Attributes?.ApproximateReceiveCount]).toEqual(["back", "2"]);
    await restart();
    expect((await receive())[0]?.Attributes?.ApproximateReceiveCount).toBe("3");
  });

  it("move a message to the dead-letter queue after its last try, and keep it there", async () => {
    const partition = "aws";
    makeQueue();
    const deadLetters = `queue-${count}`;
    makeQueue({
      VisibilityTimeout: "0",
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: `arn:${partition}:sqs:local:000000000000:${deadLetters}`,
        maxReceiveCount: 1,
      }),
    });
    await send("poison");
    expect(await bodies()).toEqual(["poison"]);
    expect(await bodies()).toEqual([]);
    await restart();
    expect(server.inspectQueue(deadLetters)?.messages.ready.map(({ body }) => body)).toEqual(["poison"]);
    expect(server.inspectQueue(`queue-${count}`)?.messages).toEqual({ ready: [], delayed: [], inflight: [] });
  });

  it("deliver what a rule sends, and wake who waits for it", async () => {
    makeQueue();
    const waiting = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }));
    server.sendMessage(`queue-${count}`, "from the bus");
    expect((await waiting).Messages?.[0]?.Body).toBe("from the bus");
    expect(() => server.sendMessage("nowhere", "x")).toThrow(/no queue nowhere/);
  });
});
