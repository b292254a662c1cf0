import type { DatabaseSync } from "node:sqlite";
import { buildApp } from "fauxqs";
import type { Refusal } from "../aws-json.ts";
import { callerIn } from "../iam/caller.ts";

/** Of the region `local`, as in the templates that are resolved for it. */
const partition = "aws";

type Message = {
  messageId: string;
  body: string;
  /** In ms since 1970. */
  sentTimestamp: number;
  /** In ms since 1970, by this machine's clock. */
  delayUntil?: number;
};
export type QueueContents = {
  ready: Message[];
  delayed: Message[];
  inflight: { message: Message; receiptHandle: string }[];
};
type InFlight = { visibilityDeadline: number };
type Queue = {
  name: string;
  attributes: Record<string, string>;
  inflightMessages: Map<string, InFlight>;
  messages: Message[];
  delayedMessages: Message[];
  fifoMessages: Map<string, Message[]>;
  fifoDelayed: Map<string, Message[]>;
  persistence: Persistence;
  isFifo(): boolean;
  enqueue(message: Message): void;
  dequeue(...input: unknown[]): unknown[];
  changeVisibility(receiptHandle: string, seconds: number): void;
};
type Store = {
  region: string;
  persistence: Persistence;
  allQueues(): Iterable<Queue>;
  getQueueByName(name: string): Queue | undefined;
  createQueue(name: string, url: string, arn: string, attributes: Record<string, string>): Queue;
  inspectQueue(name: string): { messages: QueueContents } | undefined;
  /** Only ends the waiting of receivers, in spite of its name. */
  shutdown(): void;
};
type Persistence = {
  db: DatabaseSync;
  loadSqsQueues(store: Store): void;
  updateMessageReady(messageId: string): void;
  deleteMessage(messageId: string): void;
  transaction(work: () => void): void;
  close(): void;
};
type StoreClass = {
  new (): Store;
  createMessage(body: string, attributes: object, delaySeconds: number | undefined): Message;
};

export type SqsServer = {
  port: number;
  /** Asked before every call from now on. */
  refusal: Refusal;
  createQueue(name: string, attributes: Record<string, string>): void;
  inspectQueue(name: string): { messages: QueueContents } | undefined;
  /** How many messages whoever received them has put off until later. */
  postponed(queueName: string): number;
  /** Durable once it returns. */
  sendMessage(queueName: string, body: string): void;
  /** What was kept back has waited for so much longer. */
  travel(ms: number): void;
  /** Answers every waiting ReceiveMessage at once. */
  wakeReceivers(): void;
  stop(): Promise<void>;
};

/**
 * Puts fauxqs together from its parts. Its own `startFauxqs` listens on every network interface, and anybody on
 * the same network could then put messages into the queues; and three things of its persistence need a correction.
 */
export async function startSqs(
  dataDir: string,
  region: string,
  now: () => number = Date.now,
): Promise<SqsServer> {
  const { SqsStore, persistence } = await partsOf(dataDir);
  const store = new SqsStore();
  store.region = region;
  persistence.loadSqsQueues(store);
  store.persistence = persistence;
  for (const queue of store.allQueues()) {
    adopt(queue, persistence, now);
    // Who had received these is gone with the last run: nobody else would hand them on before their time-out.
    for (const receiptHandle of [...queue.inflightMessages.keys()]) queue.changeVisibility(receiptHandle, 0);
  }
  const server = buildApp({ logger: false, defaultRegion: region, stores: { sqsStore: store } as never });
  server.addHook("onClose", () => persistence.close());
  server.addHook("preHandler", async ({ headers, body }, reply) => {
    const target = String(headers["x-amz-target"] ?? "");
    const refused = running.refusal(
      callerIn(headers.authorization),
      target,
      (body ?? {}) as Record<string, unknown>,
    );
    if (refused)
      return reply
        .code(403)
        .header("x-amzn-query-error", "AccessDenied;Sender")
        .send({ __type: "com.amazon.coral.service#AccessDeniedException", message: refused });
  });
  await server.listen({ port: 0, host: "127.0.0.1" });
  const { port } = server.server.address() as { port: number };
  const running: SqsServer = {
    port,
    refusal: () => undefined,
    createQueue(name, attributes) {
      const url = `http://127.0.0.1:${port}/000000000000/${name}`;
      adopt(
        store.createQueue(name, url, `arn:${partition}:sqs:${region}:000000000000:${name}`, attributes),
        persistence,
        now,
      );
    },
    inspectQueue(name) {
      const queue = store.getQueueByName(name);
      if (queue) forgetOld(queue, persistence, now);
      return store.inspectQueue(name);
    },
    postponed(queueName) {
      const all = [...(store.getQueueByName(queueName)?.inflightMessages.values() ?? [])];
      return all.filter((one) => putOff.has(one)).length;
    },
    sendMessage(queueName, body) {
      const queue = store.getQueueByName(queueName);
      if (!queue) throw new Error(`There is no queue ${queueName}.`);
      if (queue.isFifo()) throw new Error(`${queueName} is a FIFO queue: as a target it is not run here.`);
      const delay = Number(queue.attributes.DelaySeconds ?? 0);
      queue.enqueue(SqsStore.createMessage(body, {}, delay > 0 ? delay : undefined));
    },
    travel(ms) {
      for (const { delayedMessages, inflightMessages } of store.allQueues()) {
        for (const message of delayedMessages) if (message.delayUntil) message.delayUntil -= ms;
        for (const one of inflightMessages.values()) if (putOff.has(one)) one.visibilityDeadline -= ms;
      }
      // Whoever asks anew is given what is due by now.
      store.shutdown();
    },
    wakeReceivers: () => store.shutdown(),
    stop: async () => {
      await server.close();
    },
  };
  return running;
}

/** Messages that have been put into a queue once: on their way to the dead-letter queue they keep the time of that. */
const sent = new WeakSet<Message>();

/** Receipts of messages whose receiver has asked for them to come again later. */
const putOff = new WeakSet<InFlight>();

/** What nobody took in the queue's term is gone, by the engine's clock. */
function forgetOld(queue: Queue, persistence: Persistence, now: () => number): void {
  const until = now() - Number(queue.attributes.MessageRetentionPeriod) * 1000;
  const lists = [
    queue.messages,
    queue.delayedMessages,
    ...queue.fifoMessages.values(),
    ...queue.fifoDelayed.values(),
  ];
  for (const list of lists) {
    const old = list.filter(({ sentTimestamp }) => sentTimestamp < until);
    for (const message of old) {
      list.splice(list.indexOf(message), 1);
      persistence.deleteMessage(message.messageId);
    }
  }
}

function adopt(queue: Queue, persistence: Persistence, now: () => number): void {
  queue.persistence = persistence;
  const enqueue = queue.enqueue.bind(queue);
  queue.enqueue = (message) => {
    if (!sent.has(message)) message.sentTimestamp = now();
    sent.add(message);
    enqueue(message);
  };
  const changeVisibility = queue.changeVisibility.bind(queue);
  queue.changeVisibility = (receiptHandle, seconds) => {
    const one = queue.inflightMessages.get(receiptHandle);
    if (one && seconds > 0) putOff.add(one);
    changeVisibility(receiptHandle, seconds);
  };
  // A message on its way to the dead-letter queue is deleted here and inserted there: both or neither.
  const dequeue = queue.dequeue.bind(queue);
  queue.dequeue = (...input) => {
    forgetOld(queue, persistence, now);
    let received: unknown[] = [];
    persistence.transaction(() => {
      received = dequeue(...input);
    });
    return received;
  };
}

async function partsOf(dataDir: string): Promise<{ SqsStore: StoreClass; persistence: Persistence }> {
  const entry = import.meta.resolve("fauxqs");
  const part = (file: string) => import(new URL(file, entry).href) as Promise<Record<string, unknown>>;
  const { SqsStore } = (await part("./sqs/sqsStore.js")) as { SqsStore: StoreClass };
  const { PersistenceManager } = (await part("./persistence.js")) as {
    PersistenceManager: new (dataDir: string) => Persistence;
  };
  const persistence = new PersistenceManager(dataDir);
  // Outlives the end of this process, however it comes; only a power cut may take the last messages.
  persistence.db.exec("PRAGMA synchronous = NORMAL");
  // fauxqs 2.4 sets the receive count to NULL here, which its own schema refuses: the message was lost until a restart.
  const ready = persistence.db.prepare(
    "UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?",
  );
  persistence.updateMessageReady = (messageId) => {
    ready.run(messageId);
  };
  return { SqsStore, persistence };
}
