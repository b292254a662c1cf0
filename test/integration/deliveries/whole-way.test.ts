import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { caseEvents } from "#events/case.ts";
import { startCarriers } from "#local/carrier/carrier.ts";
import { listen, readBody } from "#local/engine/server.ts";
import { startQueues } from "#local/engine/sqs/queues.ts";
import { carrierOrders } from "#shared/deliveries/carrier-orders.ts";
import type { Carriers } from "#shared/deliveries/carriers.ts";
import { deliveriesOf } from "#shared/deliveries/public.ts";
import { delivery } from "#shared/deliveries/record.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { deriveKey } from "#shared/kernel/machine-keys/machine-keys.ts";
import { sqsQueue } from "#shared/kernel/messaging/queue.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { startDatabase } from "#test/support/database.ts";
import { derivedKeys } from "#test/support/derived-keys.ts";
import { callCallback, master } from "#test/unit/deliveries/callback-call.ts";
import { consume } from "#test/unit/deliveries/consume.ts";
import {
  carrierId,
  caseNumber,
  formatOf,
  legId,
  secrets,
  traceparent,
} from "#test/unit/deliveries/samples.ts";
import { courierCallback } from "../../../functions/deliveries/courier-callback/courier-callback.ts";
import { courierHandover } from "../../../functions/deliveries/courier-handover/courier-handover.ts";
import { deliveryTracking } from "../../../functions/deliveries/delivery-tracking/delivery-tracking.ts";

const now = systemClock;
const keys = derivedKeys([master]);
const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

/** Real engines for table and queue, a real carrier over HTTP, and the three functions between them. */
async function setUp() {
  const database = await startDatabase();
  closing.push(database.close);
  await database.createTable("Deliveries", {
    byWaybill: { hash: "waybillKey", range: "requestedAt" },
  });
  const store = dynamodbRecordStore(delivery, "Deliveries", database.db);

  const directory = mkdtempSync(join(tmpdir(), "tongban-queues-"));
  closing.push(async () => rmSync(directory, { recursive: true, force: true }));
  const queues = await startQueues(directory, "local");
  closing.push(queues.close);
  queues.server.createQueue("courier-events", {});
  const queueUrl = queues.urlOf("courier-events");
  const sqs = new SQSClient({
    endpoint: queues.endpoint,
    region: "local",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });

  let carriers: Carriers = [];
  const api = await listen(async (request, response) => {
    const rawBody = (await readBody(request)).toString();
    const routes = courierCallback({
      carriers,
      formatOf,
      secrets,
      keys,
      store,
      queue: sqsQueue(queueUrl, sqs),
      now,
    });
    const carrier = request.url?.split("/")[3] ?? "";
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const answer = await callCallback(routes, { carrier, rawBody, headers });
    response.writeHead(answer.status).end(JSON.stringify(answer.body));
  });
  closing.push(api.close);

  const carrier = await startCarriers({
    port: 0,
    apiUrl: () => api.url,
    keyOf: async (id) => deriveKey(master, `carrier:${id}`),
    note: () => undefined,
  });
  closing.push(carrier.close);
  carriers = [{ id: carrierId, kind: "tongban", baseUrl: carrier.url }];

  const handover = courierHandover({
    carriers,
    ordersOf: carrierOrders(carriers, { keys, secrets, now }),
    store,
    caseStateOf: async () => "approved",
    partyOf: async () => ({ name: "王小明", phone: "13800000000", address: "七一路 1 号" }),
    now,
  });
  const tracking = deliveryTracking({ store, formatOf, isConfirmed: async () => true, now });
  const drain = async (): Promise<void> => {
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) return;
      const outcome = await consume(
        tracking,
        Messages.map(({ Body = "" }) => Body),
      );
      expect(outcome).toEqual({ retried: [], parked: [] });
      for (const { ReceiptHandle } of Messages)
        await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    }
  };
  return { store, carrier, handover, drain };
}

const approved = caseEvents.approved.create({
  subject: `case/${caseNumber}`,
  version: 4,
  time: now(),
  traceparent,
  data: {
    caseNumber,
    to: "approved",
    itemCode: "1".repeat(31),
    itemVersion: 1,
    department: "0001",
    applicantId: "citizen-1",
    actor: { role: "reviewer", id: "reviewer-1" },
    handIn: "online",
    receive: "courier",
    hash: "0".repeat(64),
  },
});

describe("a result's whole way to the applicant", () => {
  let way: Awaited<ReturnType<typeof setUp>>;
  beforeAll(async () => {
    way = await setUp();
  });

  it("is ordered once and reported once, though everything comes twice and in disorder", async () => {
    const { store, carrier, handover, drain } = way;
    const message = JSON.stringify({ "detail-type": approved.type, detail: approved });
    expect(await consume(handover, [message, message])).toEqual({ retried: [], parked: [] });
    expect(await consume(handover, [message])).toEqual({ retried: [], parked: [] });
    expect(carrier.orders()).toHaveLength(1);

    const kinds = [
      "collected",
      "inTransit",
      "outForDelivery",
      "attemptFailed",
      "outForDelivery",
      "delivered",
    ] as const;
    for (let round = 1; round <= 3; round += 1) {
      const acknowledged = await carrier.drive(legId, [...kinds], { shuffle: true, duplicate: true });
      expect(acknowledged).toEqual({ accepted: 12, rejected: [] });
      await drain();
    }

    const [journey, ...others] = await deliveriesOf(store, caseNumber);
    expect(others).toEqual([]);
    expect(journey).toMatchObject({
      legId,
      state: "delivered",
      signerKind: "self",
      waybill: carrier.orders()[0]?.waybill,
    });
    expect(journey?.timeline.map(({ kind }) => kind).filter((kind) => kind !== "ordered")).toEqual(kinds);
    expect((await store.read(legId))?.version).toBe(1 + kinds.length);
  });
});
