import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type SqsServer, startSqs } from "#local/engine/sqs/fauxqs.ts";
import { perform } from "#scripts/queues/commands.ts";
import { commandOf } from "#scripts/queues/parse.ts";
import type { QueueClient } from "#scripts/queues/queue-client.ts";
import { queuePairsOf } from "#scripts/queues/queue-pairs.ts";
import { queueUrlsOf, sqsQueueClient } from "#scripts/queues/sqs-queue-client.ts";
import { runCommandLine } from "#scripts/terminal.ts";
import type { Attributes } from "#shared/kernel/messaging/dead-letter.ts";

const partition = "aws";
const prefix = "Tongban-local-";
export const names = {
  working: `${prefix}Delivery-CaseEventsQueue0A1B2C3D`,
  dead: `${prefix}Delivery-CaseEventsDeadLetters0A1B2C3D`,
  stream: `${prefix}Cases-EventsUnpublished0A1B2C3D`,
  parking: `${prefix}Messaging-Parking0A1B2C3D`,
};
export type Name = keyof typeof names;

export type Office = {
  sqs: SQSClient;
  client: QueueClient;
  send(queue: Name, body: string, attributes?: Attributes): Promise<void>;
  /** Takes all there is, for good. */
  take(queue: Name): Promise<{ body: string; attributes: Record<string, string | undefined> }[]>;
  depth(queue: Name): { ready: number; inFlight: number };
  /** Runs one command as one operator; `through` may break the client. */
  run(line: string, through?: (client: QueueClient) => QueueClient): Promise<{ code: number; said: string }>;
  /** How far each command said it was, `done/total`. */
  progress: string[];
  close(): Promise<void>;
};

/** The queues of a small app in a local SQS, and people with the command line before them. */
export async function openOffice(): Promise<Office> {
  const dataDir = mkdtempSync(join(tmpdir(), "tongban-queues-"));
  const server: SqsServer = await startSqs(dataDir, "local");
  const arn = `arn:${partition}:sqs:local:000000000000:${names.dead}`;
  for (const name of [names.dead, names.stream, names.parking]) server.createQueue(name, {});
  server.createQueue(names.working, {
    VisibilityTimeout: "0",
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 2 }),
  });
  const endpoint = `http://127.0.0.1:${server.port}`;
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  const sqs = new SQSClient({ endpoint, region: "local", credentials });
  const urlOf = (queue: Name) => `${endpoint}/000000000000/${names[queue]}`;
  const client = sqsQueueClient(sqs, () => queueUrlsOf(sqs, prefix), 0);
  const progress: string[] = [];
  let runs = 0;
  return {
    sqs,
    client,
    progress,
    async send(queue, MessageBody, MessageAttributes) {
      await sqs.send(new SendMessageCommand({ QueueUrl: urlOf(queue), MessageBody, MessageAttributes }));
    },
    async take(queue) {
      const taken: { body: string; attributes: Record<string, string | undefined> }[] = [];
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: urlOf(queue),
            MaxNumberOfMessages: 10,
            VisibilityTimeout: 3600,
            MessageAttributeNames: ["All"],
          }),
        );
        if (Messages.length === 0) return taken;
        for (const { Body = "", MessageAttributes = {} } of Messages)
          taken.push({
            body: Body,
            attributes: Object.fromEntries(
              Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
            ),
          });
      }
    },
    depth(queue) {
      const { ready = [], inflight = [] } = server.inspectQueue(names[queue])?.messages ?? {};
      return { ready: ready.length, inFlight: inflight.length };
    },
    async run(line, through = (same) => same) {
      const said: string[] = [];
      const say = (text: string) => said.push(text);
      const progressed = (done: number, total: number) => progress.push(`${done}/${total}`);
      const terminal = { locale: "en" as const, print: say, error: say, progress: progressed };

      runs += 1;
      const run = { id: `run-${runs}`, by: "li-min", now: () => new Date("2026-11-24T02:00:00Z") };
      const code = await runCommandLine(async () => {
        const here = through(client);
        // Words are parted by one blank; `_` stands for a blank within one.
        const command = commandOf(line.split(" ").map((word) => word.replaceAll("_", " ")));
        await perform(command, here, queuePairsOf(await here.queues(), prefix), run, terminal);
      }, terminal);
      return { code, said: said.join("\n") };
    },
    async close() {
      sqs.destroy();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The ids in what `show` said. */
export const idsIn = (said: string): string[] => [
  ...new Set(said.match(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gm)),
];
