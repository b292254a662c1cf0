import { describe, expect, it } from "vitest";
import type { CarrierEvent, CourierMessage } from "#shared/deliveries/carrier-format.ts";
import { capturedLogs } from "#test/support/captured-logs.ts";
import { derivedKeys } from "#test/support/derived-keys.ts";
import { courierCallback } from "../../../functions/deliveries/courier-callback/courier-callback.ts";
import { callCallback, master, signedHeaders } from "./callback-call.ts";
import { carrierId, carriers, emptyStore, formatOf, legId, now, sampleLeg, secrets } from "./samples.ts";

const good = {
  eventId: "E-1",
  orderId: legId,
  waybill: "TB1234567890",
  kind: "inTransit",
  occurredAt: "2026-03-02T09:59:00+08:00",
  place: "周口分拨中心",
};

/** What a message of the queue tells, as delivery-tracking reads it. */
const eventsIn = async ({ carrier, body, receivedAt }: CourierMessage): Promise<CarrierEvent[]> =>
  (await formatOf(carrier)?.read(Buffer.from(body, "base64"), receivedAt))?.events ?? [];

function setUp(refusal?: Error) {
  const queued: CourierMessage[] = [];
  const store = emptyStore();
  const routes = courierCallback({
    carriers,
    formatOf,
    keys: derivedKeys([master]),
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
  const post = (body: unknown, change: { headers?: object; carrier?: string } = {}) => {
    const rawBody = typeof body === "string" ? body : JSON.stringify(body);
    return callCallback(routes, {
      rawBody,
      headers: { ...signedHeaders(rawBody), ...change.headers },
      ...(change.carrier && { carrier: change.carrier }),
    });
  };
  return { queued, post, store };
}

const logged = capturedLogs();

describe("POST /v1/couriers/{carrier}/events", () => {
  it("queues the body as it came when its leg is not there yet, and acknowledges what it tells", async () => {
    const { queued, post } = setUp();
    const events = [good, { ...good, eventId: "E-2", kind: "delivered", signer: "self" }];
    const answer = await post({ events });
    expect(answer).toMatchObject({ status: 200, body: { accepted: 2, rejected: [] } });
    expect(queued).toEqual([
      {
        carrier: carrierId,
        receivedAt: now,
        body: Buffer.from(JSON.stringify({ events })).toString("base64"),
        traceparent: expect.stringMatching(/^00-/),
      },
    ]);
    expect(await eventsIn(queued[0] as CourierMessage)).toEqual([
      {
        about: { legId },
        identity: { eventId: "E-1" },
        kind: "inTransit",
        waybill: "TB1234567890",
        occurredAt: "2026-03-02T01:59:00.000Z",
        place: "周口分拨中心",
      },
      expect.objectContaining({ identity: { eventId: "E-2" }, kind: "delivered", signer: "self" }),
    ]);
  });

  it("merges at once what it can, so that nothing is queued, and a repeat changes nothing", async () => {
    const { queued, post, store } = setUp();
    await store.write(sampleLeg());
    const events = [good, { ...good, eventId: "E-2", kind: "delivered", signer: "self" }];
    for (let time = 0; time < 2; time += 1)
      expect(await post({ events })).toMatchObject({ status: 200, body: { accepted: 2, rejected: [] } });
    expect(queued).toEqual([]);
    expect(await store.read(legId)).toMatchObject({ state: "delivered", version: 3 });
  });

  it("queues the whole body when a part of it cannot be merged, or it tells much", async () => {
    const { queued, post, store } = setUp();
    await store.write(sampleLeg());
    const many = Array.from({ length: 11 }, (_, index) => ({ ...good, eventId: `M-${index}` }));
    const bodies = [
      { events: [good, { ...good, orderId: legId.replace("outbound", "inbound") }] },
      {
        events: [
          { ...good, eventId: "E-2" },
          { ...good, kind: "vanished" },
        ],
      },
      { events: many },
    ];
    for (const body of bodies) expect(await post(body)).toMatchObject({ status: 200 });
    expect(queued.map(({ body }) => Buffer.from(body, "base64").toString())).toEqual(
      bodies.map((body) => JSON.stringify(body)),
    );
    // What could be read whole and used was used; the queue repeats it, which changes nothing.
    expect(await store.read(legId)).toMatchObject({ state: "inTransit", version: 2 });
  });

  it("queues when the table does not answer", async () => {
    const { queued, post, store } = setUp();
    await store.write(sampleLeg());
    store.write = async () => {
      throw new Error("no route");
    };
    expect(await post({ events: [good] })).toMatchObject({ status: 200 });
    expect(queued).toHaveLength(1);
  });

  it("takes the good events of a batch and tells what is wrong with each bad one", async () => {
    const { queued, post } = setUp();
    const answer = await post({
      events: [
        { ...good, kind: "vanished", recipient: "王小明" },
        good,
        "not an event",
        { ...good, occurredAt: "2026-03-02T09:59:00Z" },
        { ...good, kind: "delivered", signer: "self", proof: { sha256: "x" } },
        { ...good, place: "联系 13800000000" },
        { ...good, kind: "ordered" },
        { ...good, orderId: "somebody" },
      ],
    });
    expect(answer.status).toBe(200);
    expect(await eventsIn(queued[0] as CourierMessage)).toHaveLength(1);
    const { accepted, rejected } = answer.body as {
      accepted: number;
      rejected: { index: number; errors: { path: string; code: string; message: string }[] }[];
    };
    expect(accepted).toBe(1);
    expect(
      rejected.map(({ index, errors }) => [index, errors.map(({ path, code }) => [path, code])]),
    ).toEqual([
      [
        0,
        expect.arrayContaining([
          ["body/events/0/kind", "invalid_value"],
          ["body/events/0/recipient", "unrecognized_keys"],
        ]),
      ],
      [2, [["body/events/2", "invalid_type"]]],
      [3, [["body/events/3/occurredAt", "inFuture"]]],
      [4, [["body/events/4/proof/sha256", "invalid_format"]]],
      [5, [["body/events/5/place", "invalid_format"]]],
      [6, [["body/events/6/kind", "invalid_value"]]],
      [7, [["body/events/7/orderId", "invalid_format"]]],
    ]);
    expect(JSON.stringify(logged)).toContain("courierCallback.rejected");
    for (const secret of ["王小明", "13800000000", "周口"])
      expect(JSON.stringify(logged)).not.toContain(secret);
  });

  it("says that a signer belongs to a delivery", async () => {
    const { post } = setUp();
    const answer = await post({ events: [{ ...good, signer: "self" }] });
    expect(answer.body).toMatchObject({
      accepted: 0,
      rejected: [
        { index: 0, errors: [{ path: "body/events/0/signer", message: "Only a delivered event has this." }] },
      ],
    });
  });

  it.each<[unknown, string]>([
    ["{", "malformedBody"],
    [{}, "invalidRequest"],
    [{ events: [] }, "invalidRequest"],
    [{ events: Array.from({ length: 101 }, () => good) }, "invalidRequest"],
    [{ events: [good], note: "hello" }, "invalidRequest"],
    [[good], "invalidRequest"],
  ])("refuses a batch that cannot be read, and keeps it for a person: %#", async (body, code) => {
    const { queued, post } = setUp();
    expect(await post(body)).toMatchObject({ status: 400, body: { code } });
    expect(queued).toHaveLength(1);
  });

  it("refuses more than 180 KB", async () => {
    const { post } = setUp();
    expect(await post(`{"events":["${"x".repeat(180 * 1024)}"]}`)).toMatchObject({ status: 413 });
  });

  it("knows only its own carriers", async () => {
    const { post } = setUp();
    expect(await post({ events: [good] }, { carrier: "unknown" })).toMatchObject({ status: 404 });
  });

  it("checks the signature before it reads a word", async () => {
    const { queued, post } = setUp();
    const refused = [
      await post({ events: [good] }, { headers: signedHeaders("another body") }),
      await post(
        { events: [good] },
        { headers: signedHeaders(JSON.stringify({ events: [good] }), "1970-01-01T00:00:00.000Z") },
      ),
      await post("{", { headers: { "x-tongban-signature": "" } }),
    ];
    for (const answer of refused) {
      expect(answer).toMatchObject({ status: 401, body: { code: "signatureRefused" } });
      expect(answer.body).toEqual(refused[0]?.body);
    }
    expect(queued).toEqual([]);
  });

  it("answers 503 when the body is not queued, so that the carrier sends again", async () => {
    const { post } = setUp(new TypeError("the queue is away"));
    const answer = await post({ events: [good] });
    expect(answer).toMatchObject({
      status: 503,
      body: { code: "eventsNotQueued" },
      headers: { "retry-after": "5" },
    });
    expect(JSON.stringify(logged)).toContain("courierCallback.notQueued");
    expect(JSON.stringify(logged)).toContain("TypeError");
  });
});
