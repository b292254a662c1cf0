import { describe, expect, it } from "vitest";
import type { CourierMessage } from "#shared/deliveries/carrier-format.ts";
import { seal } from "#shared/deliveries/ems/envelope.ts";
import { deriveKey } from "#shared/kernel/machine-keys/machine-keys.ts";
import { capturedLogs } from "#test/support/captured-logs.ts";
import { derivedKeys } from "#test/support/derived-keys.ts";
import { courierCallback } from "../../../functions/deliveries/courier-callback/courier-callback.ts";
import { callCallback, master } from "./callback-call.ts";
import {
  carriers,
  emptyStore,
  emsKey,
  formatOf,
  formerEmsKey,
  legId,
  now,
  sampleLeg,
  secrets,
} from "./samples.ts";

const logged = capturedLogs();

function setUp(refusal?: Error) {
  const queued: CourierMessage[] = [];
  const store = emptyStore();
  const routes = courierCallback({
    carriers,
    formatOf,
    keys: derivedKeys([master, "the former master"]),
    secrets,
    store,
    queue: {
      async send(message) {
        queued.push(message);
        if (refusal) throw refusal;
      },
    },
    now: () => now,
  });
  const call = (to: Partial<Parameters<typeof callCallback>[1]>) =>
    callCallback(routes, {
      rawBody: "",
      headers: { "content-type": "application/json", "accept-language": "en" },
      ...to,
    });
  return { queued, call, store };
}

const secretOf = (carrierId: string, under = master) => deriveKey(under, `carrier:${carrierId}`);
const route = { id: 1, mailno: "SF1040", orderid: legId, acceptTime: "2026-03-02 09:00:00", opCode: "30" };
const sfPush = { carrier: "sf", sourceIp: "203.0.113.9", secret: secretOf("sf") };
const sfBody = JSON.stringify({ Body: { WaybillRoute: [route] } });

describe("顺丰, which does not sign", () => {
  it("is known by its path and its address, also while the path changes", async () => {
    const { queued, call } = setUp();
    for (const change of [{}, { sourceIp: "2001:db8::7" }, { secret: secretOf("sf", "the former master") }])
      expect(await call({ ...sfPush, rawBody: sfBody, ...change })).toMatchObject({
        status: 200,
        body: { return_code: "0000" },
      });
    expect(queued.map(({ body }) => Buffer.from(body, "base64").toString())).toEqual([
      sfBody,
      sfBody,
      sfBody,
    ]);
  });

  it("is believed at once on its way, but not that it has ended: that is queued, to be asked about", async () => {
    const { queued, call, store } = setUp();
    await store.write(sampleLeg({ carrier: { id: "sf", kind: "sf" } }));
    expect(await call({ ...sfPush, rawBody: sfBody })).toMatchObject({ status: 200 });
    expect(queued).toEqual([]);
    const end = JSON.stringify({ Body: { WaybillRoute: [{ ...route, id: 2, opCode: "80" }] } });
    expect(await call({ ...sfPush, rawBody: end })).toMatchObject({ status: 200 });
    expect(queued.map(({ body }) => Buffer.from(body, "base64").toString())).toEqual([end]);
    expect(await store.read(legId)).toMatchObject({ state: "inTransit", version: 2 });
  });

  it("is refused with another path, from elsewhere, or without a path, whatever it says", async () => {
    const { queued, call } = setUp();
    const { secret, ...withoutPath } = sfPush;
    const refused = [
      await call({ ...sfPush, rawBody: sfBody, secret: secretOf("ems") }),
      await call({ ...sfPush, rawBody: sfBody, secret: secret.toUpperCase() }),
      await call({ ...sfPush, rawBody: sfBody, sourceIp: "192.0.2.1" }),
      await call({ ...sfPush, rawBody: sfBody, sourceIp: "2001:db9::1" }),
      await call({ ...withoutPath, rawBody: sfBody }),
      await call({ ...sfPush, rawBody: "{", secret: "x" }),
    ];
    for (const answer of refused) expect(answer).toMatchObject({ status: 401, body: refused[0]?.body });
    expect(queued).toEqual([]);
    expect(JSON.stringify(logged)).not.toContain(secret);
  });

  it("is told success for what cannot be read too, as a repeat would not help; it is queued for a person", async () => {
    const { queued, call } = setUp();
    for (const rawBody of ["{", "{}", JSON.stringify({ Body: { WaybillRoute: [{}] } })])
      expect(await call({ ...sfPush, rawBody })).toMatchObject({
        status: 200,
        body: { return_code: "0000" },
      });
    expect(queued).toHaveLength(3);
    expect(JSON.stringify(logged)).toContain("courierCallback.unreadable");
  });

  it("is told to push again when the queue does not take it", async () => {
    const { call } = setUp(new Error("the queue is away"));
    expect(await call({ ...sfPush, rawBody: sfBody })).toMatchObject({
      status: 503,
      body: { return_code: "1000" },
    });
  });

  it("may not come with more than 180 KB", async () => {
    const { queued, call } = setUp();
    expect((await call({ ...sfPush, rawBody: "x".repeat(180 * 1024 + 1) })).status).toBe(413);
    expect(queued).toEqual([]);
  });
});

const trace = { waybillNo: "1100000000001", opTime: "2026-03-02 09:00:00", opCode: "306" };
const emsBody = (key: string, content: unknown = trace, senderNo = "11") =>
  JSON.stringify({
    method: "040002",
    senderNo,
    serialNo: "S1",
    logitcsInterface: seal(JSON.stringify(content), key),
  });

describe("EMS, whose seal signs", () => {
  it("is known by its key and, while it changes, the one before", async () => {
    const { queued, call } = setUp();
    for (const key of [emsKey, formerEmsKey])
      expect(await call({ carrier: "ems", rawBody: emsBody(key) })).toMatchObject({
        status: 200,
        body: { serialNo: "S1", code: "00000", senderNo: "11" },
      });
    // What is queued stays sealed.
    for (const { body } of queued)
      expect(Buffer.from(body, "base64").toString()).not.toContain("1100000000001");
    expect(queued).toHaveLength(2);
  });

  it("is refused with another key, with a changed seal, for another customer, and unsealed", async () => {
    const { queued, call } = setUp();
    const bodies = [
      emsBody(Buffer.from("aaaaaaaaaaaaaaaa").toString("base64")),
      emsBody(emsKey).replace("|$4|", "|$4|AAAA"),
      emsBody(emsKey, trace, "12"),
      JSON.stringify({
        method: "040002",
        senderNo: "11",
        serialNo: "S",
        logitcsInterface: JSON.stringify(trace),
      }),
      "{",
    ];
    for (const rawBody of bodies)
      expect(await call({ carrier: "ems", rawBody })).toMatchObject({
        status: 401,
        body: { code: "signatureRefused" },
      });
    expect(queued).toEqual([]);
  });

  it("may repeat a push: it is queued again, and tells the same facts", async () => {
    const { queued, call } = setUp();
    const rawBody = emsBody(emsKey);
    await call({ carrier: "ems", rawBody });
    await call({ carrier: "ems", rawBody });
    expect(queued[0]?.body).toBe(queued[1]?.body);
  });

  it("may not come through the path of those that do not sign, nor these through its own", async () => {
    const { call } = setUp();
    expect((await call({ carrier: "tongban-post", secret: "x", rawBody: "{}" })).status).toBe(401);
    expect((await call({ carrier: "nobody", secret: "x", rawBody: "{}" })).status).toBe(404);
  });
});
