import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LocalCarriers, startCarriers } from "#local/carrier/carrier.ts";
import { localSecrets } from "#local/carrier/secrets.ts";
import { listen } from "#local/engine/server.ts";
import { type CarrierOrder, OrderRefused } from "#shared/deliveries/carrier-order.ts";
import { type Carriers, carrierListSchema, carrierSecrets } from "#shared/deliveries/carriers.ts";
import { confirmation } from "#shared/deliveries/confirmation.ts";
import { emsOrders } from "#shared/deliveries/ems/orders.ts";
import { sfOrders } from "#shared/deliveries/sf/orders.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { legId, carriers as sampleCarriers } from "#test/unit/deliveries/samples.ts";

const now = systemClock;
const entries = (sf: object = localSecrets.sf) => JSON.stringify({ sf, ems: localSecrets.ems });
const secrets = carrierSecrets(async () => [entries()]);
const street = "七一路 100 号 3 单元 402";
const order: CarrierOrder = {
  orderId: legId,
  kind: "outbound",
  to: { name: "王小明", phone: "13800000000", address: street, areaCode: "411602" },
};

const closing: (() => unknown)[] = [];
let post: LocalCarriers;
let noted: string[];
/** What the platform was told, by path. */
let heard: string[];
beforeEach(async () => {
  noted = [];
  heard = [];
  const platform = await listen((request, response) => {
    heard.push(request.url ?? "");
    const answer = { return_code: "0000", code: "00000" };
    response.writeHead(200).end(JSON.stringify(answer));
  }, 0);
  closing.push(platform.close);
  post = await startCarriers({
    port: 0,
    apiUrl: () => platform.url,
    keyOf: async (id) => `key-of-${id}`,
    note: (line) => noted.push(line),
  });
  closing.push(post.close);
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The sample carriers, at the address where they are now. */
const carriersAt = (url: string): Carriers =>
  carrierListSchema.parse(
    sampleCarriers.map((carrier) => ({
      ...carrier,
      baseUrl: `${url}/${carrier.kind}/service`,
      ...(carrier.kind === "ems" && { senderNo: localSecrets.ems.senderNo }),
    })),
  );

function ordersOf(kind: "sf" | "ems", url = post.url, known = secrets) {
  for (const carrier of carriersAt(url)) {
    if (carrier.kind !== kind) continue;
    const options = { secrets: known, now, timeoutMilliseconds: 300 };
    if (carrier.kind === "sf") return sfOrders({ carrier, ...options });
    if (carrier.kind === "ems") return emsOrders({ carrier, ...options });
  }
  throw new Error(`no ${kind} among the samples`);
}

const failure = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => Promise.reject(new Error("it went well")),
    (error: Error) => error,
  );

describe.each(["sf", "ems"] as const)("orders from %s", (kind) => {
  it("are taken once, whoever asks again, from the hall to the applicant and back", async () => {
    const orders = ordersOf(kind);
    const first = await orders.order(order);
    expect(await orders.order(order)).toEqual(first);
    const back = { ...order, orderId: legId.replace("outbound", "inbound"), kind: "inbound" as const };
    const { to, ...withoutTo } = back;
    const second = await orders.order({ ...withoutTo, ...(to && { from: to }) });
    expect(second.waybill).not.toBe(first.waybill);
    expect(post.orders()).toMatchObject([
      { carrierId: kind, orderId: legId, waybill: first.waybill },
      { carrierId: kind, waybill: second.waybill },
    ]);
    expect(JSON.stringify([post.orders(), noted])).not.toContain(street);
  });

  it("are called back until they are collected, and then not", async () => {
    const orders = ordersOf(kind);
    const { waybill } = await orders.order(order);
    expect(await orders.cancel({ orderId: legId, waybill })).toBe("cancelled");
    expect(await orders.cancel({ orderId: legId, waybill })).toBe("cancelled");
    const other = { ...order, orderId: legId.replace("-1", "-2") };
    const collected = await orders.order(other);
    await post.drive(other.orderId, ["collected"]);
    expect(await orders.cancel({ orderId: other.orderId, waybill: collected.waybill })).toBe("underWay");
    expect(heard).toHaveLength(1);
  });

  it("may be asked for again when the carrier is down, slow, broken, or answers nonsense", async () => {
    post.setDown(true);
    const said = [await failure(ordersOf(kind).order(order))];
    for (const answer of ["<html>", "{}", '{"apiResultCode":"A1000","apiResultData":"7","retCode":7}']) {
      const odd = await listen((_request, response) => void response.writeHead(200).end(answer), 0);
      closing.push(odd.close);
      said.push(await failure(ordersOf(kind, odd.url).order(order)));
    }
    const slow = await listen(() => undefined, 0);
    closing.push(slow.close);
    said.push(await failure(ordersOf(kind, slow.url).order(order)));
    const elsewhere = await listen(
      (_request, response) => void response.writeHead(307, { location: post.url }).end(),
      0,
    );
    closing.push(elsewhere.close);
    said.push(await failure(ordersOf(kind, elsewhere.url).order(order)));
    for (const error of said) {
      expect(error).not.toBeInstanceOf(OrderRefused);
      expect(error.message).not.toMatch(/王小明|13800000000|七一路/);
    }
    post.setDown(false);
    expect((await ordersOf(kind).order(order)).waybill).toBeTruthy();
    expect(post.orders()).toHaveLength(1);
  });

  it("are refused for good when they cannot be carried out, with the carrier's code", async () => {
    const error = await failure(ordersOf(kind).order({ ...order, to: { name: "", phone: "", address: "" } }));
    expect(error).toBeInstanceOf(OrderRefused);
    expect(error.message).toMatch(/refused order .+ \([A-Z0-9]+\)$/);
  });
});

describe("顺丰", () => {
  it("does not speak with somebody who has another 校验码; that may be put right, so it is tried again", async () => {
    const wrong = carrierSecrets(async () => [entries({ checkword: "other" })]);
    const error = await failure(ordersOf("sf", post.url, wrong).order(order));
    expect(error.message).toMatch(/A1006/);
    expect(error).not.toBeInstanceOf(OrderRefused);
    const none = carrierSecrets(async () => ["{}"]);
    expect((await failure(ordersOf("sf", post.url, none).order(order))).message).toMatch(
      /no entry for carrier sf/,
    );
  });

  it("confirms an end that it has reported, and no other; what is no end needs no confirmation", async () => {
    const isConfirmed = confirmation(carriersAt(post.url), secrets, now);
    await ordersOf("sf").order(order);
    expect(await isConfirmed("sf", legId, "delivered")).toBe(false);
    expect(await isConfirmed("sf", legId, "outForDelivery")).toBe(true);
    await post.drive(legId, ["collected", "delivered"]);
    expect(await isConfirmed("sf", legId, "delivered")).toBe(true);
    expect(await isConfirmed("sf", legId, "returned")).toBe(false);
    expect(await isConfirmed("ems", legId, "delivered")).toBe(true);
    post.setDown(true);
    await expect(isConfirmed("sf", legId, "delivered")).rejects.toThrow("503");
  });
});
