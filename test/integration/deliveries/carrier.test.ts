import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type CarrierOptions, startCarriers } from "#local/carrier/carrier.ts";
import { listen } from "#local/engine/server.ts";
import { tongbanOrders } from "#shared/deliveries/tongban/orders.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { deriveKey } from "#shared/kernel/machine-keys/machine-keys.ts";
import { derivedKeys } from "#test/support/derived-keys.ts";
import { carrierId, legId } from "#test/unit/deliveries/samples.ts";

const master = "local master";
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function carrier(options: Partial<CarrierOptions> = {}) {
  const started = await startCarriers({
    port: 0,
    apiUrl: () => "http://127.0.0.1:9",
    keyOf: async (id) => deriveKey(master, `carrier:${id}`),
    note: () => undefined,
    ...options,
  });
  closing.push(started.close);
  return started;
}

const ordersAt = (baseUrl: string, secret = master) =>
  tongbanOrders({
    carrier: { id: carrierId, kind: "tongban", baseUrl },
    keys: derivedKeys([secret]),
    now: systemClock,
  });
const order = { orderId: legId, kind: "outbound" as const, to: { name: "甲", phone: "1", address: "某路" } };

/** A platform that notes each event; it answers with a status as told. */
async function platform(statusOf: (call: number) => number = () => 200) {
  const kinds: string[] = [];
  let calls = 0;
  const listening = await listen(async (request, response) => {
    calls += 1;
    const { events } = JSON.parse(Buffer.concat(await request.toArray()).toString());
    const status = statusOf(calls);
    if (status === 200) kinds.push(...events.map((event: { kind: string }) => event.kind));
    response.writeHead(status).end(JSON.stringify({ accepted: events.length, rejected: [] }));
  });
  closing.push(listening.close);
  return { kinds, url: listening.url };
}

const until = async (happened: () => boolean) => {
  const deadline = Date.now() + 10_000;
  while (!happened()) {
    if (Date.now() > deadline) throw new Error("it did not happen in time");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

describe("the local carrier", () => {
  it("takes an order once and answers repeats with the same waybill", async () => {
    const post = await carrier();
    const first = await ordersAt(post.url).order(order);
    expect(await ordersAt(post.url).order(order)).toEqual(first);
    expect(post.orders()).toMatchObject([{ orderId: legId, kind: "outbound", waybill: first.waybill }]);
    const listed = await (await fetch(`${post.url}/orders`)).text();
    expect(JSON.parse(listed)).toEqual({ orders: post.orders() });
    expect(listed).not.toContain("某路");
  });

  it("refuses what is not signed with its key, and what is no order", async () => {
    const post = await carrier();
    await expect(ordersAt(post.url, "another").order(order)).rejects.toThrow("answered 401");
    await expect(ordersAt(post.url).order({ ...order, orderId: "" })).rejects.toThrow(
      "422 to order  (invalidOrder)",
    );
    expect((await fetch(`${post.url}/elsewhere`)).status).toBe(404);
    expect(post.orders()).toEqual([]);
  });

  it("sends each order on its way by itself, and sends again what was not taken", async () => {
    const { kinds, url } = await platform((call) => (call === 2 ? 503 : 200));
    const post = await carrier({ apiUrl: () => url, autoDrive: { stepMs: 5 } });
    await ordersAt(post.url).order(order);
    await until(() => post.orders().every(({ finished }) => finished));
    expect(kinds).toEqual(["collected", "inTransit", "outForDelivery", "delivered"]);
  });

  it("remembers orders over a restart and drives those that were under way", async () => {
    const directory = mkdtempSync(join(tmpdir(), "tongban-carrier-"));
    closing.push(() => rmSync(directory, { recursive: true }));
    const dataFile = join(directory, "data", "orders.json");
    const before = await carrier({ dataFile, autoDrive: { stepMs: 60_000 } });
    const { waybill } = await ordersAt(before.url).order(order);
    await before.close();
    const { kinds, url } = await platform();
    const after = await carrier({ dataFile, apiUrl: () => url, autoDrive: { stepMs: 5 } });
    expect(after.orders()).toMatchObject([{ orderId: legId, waybill }]);
    await until(() => after.orders().every(({ finished }) => finished));
    expect(kinds).toHaveLength(4);
  });

  it("posts an order's events in any order and twice, on demand", async () => {
    const { kinds, url } = await platform();
    const post = await carrier({ apiUrl: () => url });
    await expect(post.drive(legId, ["lost"])).rejects.toThrow(`there is no order ${legId}`);
    await ordersAt(post.url).order(order);
    await post.drive(legId, ["collected", "lost"], { shuffle: true, duplicate: true });
    expect(kinds.toSorted()).toEqual(["collected", "collected", "lost", "lost"]);
  });

  it("does not start on a port that is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    closing.push(() => taken.close());
    await new Promise((resolve) => taken.once("listening", resolve));
    const { port } = taken.address() as { port: number };
    await expect(carrier({ port })).rejects.toThrow(`Port ${port}`);
  });
});
