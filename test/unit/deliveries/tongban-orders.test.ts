import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type CarrierOrder, OrderRefused } from "#shared/deliveries/carrier-order.ts";
import { tongbanOrders } from "#shared/deliveries/tongban/orders.ts";
import { deriveKey } from "#shared/kernel/machine-keys/machine-keys.ts";
import { signBody } from "#shared/kernel/machine-keys/signature.ts";
import { derivedKeys } from "#test/support/derived-keys.ts";
import { carrierId, legId, now } from "./samples.ts";

const order: CarrierOrder = {
  orderId: legId,
  kind: "outbound",
  to: { name: "王小明", phone: "13800000000", address: "七一路 1 号" },
};

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function ordersAt(listener: RequestListener, timeoutMilliseconds = 2000) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return tongbanOrders({
    carrier: { id: carrierId, kind: "tongban", baseUrl },
    keys: derivedKeys(["current", "previous"]),
    now: () => now,
    timeoutMilliseconds,
  });
}

const answering = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  ordersAt((_request, response) => response.writeHead(status, headers).end(JSON.stringify(body)));

const failureOf = async (orders: Awaited<ReturnType<typeof ordersAt>>): Promise<Error> => {
  const error = await orders.order(order).catch((thrown: unknown) => thrown);
  if (!(error instanceof Error)) throw new Error(`no failure: ${JSON.stringify(error)}`);
  return error;
};

describe("orders from a carrier of our own interface", () => {
  it("are posted, signed with the carrier's current key", async () => {
    let seen: { request: IncomingMessage; body: string } | undefined;
    const orders = await ordersAt(async (request, response) => {
      seen = { request, body: Buffer.concat(await request.toArray()).toString() };
      response.end('{"waybill":"TB1234567890","price":12}');
    });
    expect(await orders.order(order)).toEqual({ waybill: "TB1234567890" });
    expect(seen?.request).toMatchObject({ method: "POST", url: "/orders" });
    expect(JSON.parse(seen?.body ?? "")).toEqual(order);
    const timestamp = String(Date.parse(now) / 1000);
    expect(seen?.request.headers).toMatchObject({
      "x-tongban-key": carrierId,
      "x-tongban-timestamp": timestamp,
      "x-tongban-signature": signBody(
        deriveKey("current", `carrier:${carrierId}`),
        timestamp,
        seen?.body ?? "",
      ),
    });
  });

  it.each([400, 401, 409, 422])("are refused for good with %i, by code alone", async (status) => {
    const error = await failureOf(await answering(status, { code: "noSuchArea", detail: "七一路 1 号" }));
    expect(error).toBeInstanceOf(OrderRefused);
    expect(error.message).toBe(`carrier ${carrierId} answered ${status} to order ${legId} (noSuchArea)`);
  });

  it("tell no code that could be something else", async () => {
    const error = await failureOf(await answering(422, { code: "王小明 七一路" }));
    expect(error.message).toBe(`carrier ${carrierId} answered 422 to order ${legId}`);
  });

  it.each([408, 429, 500, 503])("may be asked for again after %i", async (status) => {
    const error = await failureOf(await answering(status, "busy"));
    expect(error).not.toBeInstanceOf(OrderRefused);
    expect(error.message).toContain(String(status));
  });

  it.each([{}, { waybill: 5 }, "ok"])(
    "may be asked for again after a success without a waybill: %j",
    async (body) => {
      expect((await failureOf(await answering(200, body))).message).toContain("without a waybill");
    },
  );

  it("may be asked for again after a timeout", async () => {
    expect((await failureOf(await ordersAt(() => undefined, 50))).name).toBe("TimeoutError");
  });

  it("are not sent on to another address", async () => {
    let followed = false;
    const elsewhere = createServer((_request, response) => {
      followed = true;
      response.end('{"waybill":"TB1234567890"}');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
    closing.push(() => elsewhere.close());
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/orders`;
    const error = await failureOf(await answering(307, {}, { location }));
    expect(error).not.toBeInstanceOf(OrderRefused);
    expect(followed).toBe(false);
  });
});
