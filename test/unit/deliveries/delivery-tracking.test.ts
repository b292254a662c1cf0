import { describe, expect, it } from "vitest";
import type { Confirmation } from "#shared/deliveries/confirmation.ts";
import { seal } from "#shared/deliveries/ems/envelope.ts";
import { recordFact } from "#shared/deliveries/leg.ts";
import type { LegStore } from "#shared/deliveries/record.ts";
import { attemptsToFind } from "#shared/kernel/messaging/dead-letter.ts";
import { capturedLogs } from "#test/support/captured-logs.ts";
import { deliveryTracking } from "../../../functions/deliveries/delivery-tracking/delivery-tracking.ts";
import { consume } from "./consume.ts";
import {
  carrierId,
  emptyStore,
  emsKey,
  formatOf,
  formerEmsKey,
  legId,
  now,
  sampleLeg,
  traceparent,
} from "./samples.ts";

type Event = { kind: string; minute: number } & Record<string, unknown>;

const eventOf = ({ kind, minute, ...more }: Event) => ({
  eventId: `${kind}-${minute}`,
  orderId: legId,
  waybill: "TB1234567890",
  kind,
  occurredAt: new Date(Date.parse(now) - 3_600_000 + minute * 60_000).toISOString(),
  ...more,
});
const rawMessage = (body: string, carrier = carrierId) =>
  JSON.stringify({
    carrier,
    receivedAt: now,
    body: Buffer.from(body).toString("base64"),
    traceparent,
  });
/** One message with events of our own format. */
const messageOf = (...events: Event[]) => rawMessage(JSON.stringify({ events: events.map(eventOf) }));

const trackingOf = (store: LegStore, isConfirmed: Confirmation = async () => true) =>
  deliveryTracking({ store, formatOf, isConfirmed, now: () => now });

async function setUp(wrap: (store: LegStore) => LegStore = (store) => store) {
  const store = emptyStore();
  await store.write(sampleLeg());
  const handle = trackingOf(wrap(store));
  return { store, handle, run: (...bodies: string[]) => consume(handle, bodies) };
}

const logged = capturedLogs();

describe("delivery-tracking", () => {
  it("merges a batch of one leg's events, jumbled and repeated, each once", async () => {
    const { store, run } = await setUp();
    const events = [
      { kind: "delivered", minute: 5, signer: "self" },
      { kind: "collected", minute: 2 },
      { kind: "delivered", minute: 5, signer: "self" },
      { kind: "inTransit", minute: 3 },
    ];
    expect(await run(...events.map((event) => messageOf(event)))).toEqual({ retried: [], parked: [] });
    expect(await run(messageOf(...events))).toEqual({ retried: [], parked: [] });
    const leg = await store.read(legId);
    expect(leg).toMatchObject({ state: "delivered", version: 4 });
    expect(leg?.facts.map(({ kind, late }) => [kind, late])).toEqual([
      ["collected", true],
      ["inTransit", true],
      ["delivered", false],
    ]);
    // The event belongs to the trace of the request that brought the fact.
    expect(leg?.lastEvent.trace.slice(0, 35)).toBe(traceparent.slice(0, 35));
  });

  it("does not compete with itself for a leg", async () => {
    let lost = 0;
    const { run } = await setUp((store) => ({
      ...store,
      async write(leg) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        const written = await store.write(leg);
        if (!written) lost += 1;
        return written;
      },
    }));
    await run(...Array.from({ length: 10 }, (_, minute) => messageOf({ kind: "inTransit", minute })));
    expect(lost).toBe(0);
  });

  it("merges again from a fresh read when somebody else wrote first", async () => {
    const { store, run } = await setUp((inner) => {
      let interfered = false;
      return {
        ...inner,
        async write(leg) {
          if (!interfered) {
            interfered = true;
            await consume(trackingOf(inner), [messageOf({ kind: "forwarded", minute: 1 })]);
          }
          return inner.write(leg);
        },
      };
    });
    expect(await run(messageOf({ kind: "inTransit", minute: 2 }))).toEqual({ retried: [], parked: [] });
    expect(await store.read(legId)).toMatchObject({ state: "inTransit", version: 3 });
  });

  it("uses what it can of a body, and has the rest delivered again: a leg may be written late", async () => {
    const { store, run } = await setUp();
    const orderId = legId.replace("outbound", "inbound");
    const message = messageOf({ kind: "collected", minute: 1, orderId }, { kind: "collected", minute: 1 });
    expect(await run(message)).toEqual({ retried: [0], parked: [] });
    expect(await store.read(legId)).toMatchObject({ state: "collected", version: 2 });
    await store.write(sampleLeg({ kind: "inbound" }));
    expect(await run(message)).toEqual({ retried: [], parked: [] });
    expect(await store.read(orderId)).toMatchObject({ state: "collected", version: 2 });
    expect(await store.read(legId)).toMatchObject({ version: 2 });
  });

  it("sets aside what is about no leg of its carrier once it was looked for long enough, and counts it", async () => {
    const { store, handle } = await setUp();
    const unknown = legId.replace("outbound", "inbound");
    const trace = {
      waybillNo: "1100000000001",
      opTime: "2026-03-02 09:00:00",
      opCode: "704",
      logisticsOrderNo: legId,
    };
    const push = { method: "040002", senderNo: "11", serialNo: "S", logitcsInterface: "" };
    const sealed = (traces: unknown[]) =>
      rawMessage(JSON.stringify({ ...push, logitcsInterface: seal(JSON.stringify(traces), emsKey) }), "ems");
    const waybills = ["1100000000002", "1100000000003"].map((waybillNo) => ({
      ...trace,
      waybillNo,
      logisticsOrderNo: undefined,
    }));
    const messages = [
      sealed([trace]),
      sealed(waybills),
      messageOf({ kind: "collected", minute: 1, orderId: unknown }, { kind: "collected", minute: 1 }),
    ];
    const before = await consume(handle, messages, attemptsToFind - 1);
    expect({ ...before, retried: before.retried.toSorted() }).toEqual({ retried: [0, 1, 2], parked: [] });
    const { retried, parked, setAside } = await consume(handle, messages, attemptsToFind);
    expect([retried, parked]).toEqual([[], []]);
    // Whole and as they came, to be sent back should they be ours after all.
    expect(setAside?.map(({ body }) => body).toSorted()).toEqual(messages.toSorted());
    expect(setAside?.map(({ reason }) => reason).toSorted()).toEqual([
      `leg ${legId} is not one of carrier ems`,
      `there is no leg ${unknown}`,
      "there is no leg with the reported waybill",
    ]);
    const counted = logged.flatMap((line) => {
      const [, facts] = line as [string, { code: string; carrier: string; parcels: number }];
      return facts.code === "deliveryTracking.notOurs" ? [[facts.carrier, facts.parcels]] : [];
    });
    expect(counted.toSorted()).toEqual([
      ["ems", 1],
      ["ems", 2],
      [carrierId, 1],
    ]);
    expect(await store.read(legId)).toMatchObject({ state: "collected", version: 2 });
  });

  it("does not wait for a carrier to confirm what it tells of a parcel that is not ours", async () => {
    const handle = trackingOf(emptyStore(), async () => {
      throw new Error("carrier sf did not tell the routes");
    });
    const route = { id: 1, mailno: "SF100", orderid: legId, acceptTime: "2026-03-02 09:00:00", opCode: "80" };
    const message = rawMessage(JSON.stringify({ Body: { WaybillRoute: [route] } }), "sf");
    expect(await consume(handle, [message], attemptsToFind)).toMatchObject({ retried: [], parked: [] });
  });

  it("parks what cannot be read, with where and how", async () => {
    const { store, run } = await setUp();
    const bad = [
      "not JSON",
      rawMessage("{"),
      rawMessage("{}", "another-post"),
      messageOf({ kind: "lost", minute: 1, recipient: "王小明" }, { kind: "vanished", minute: 2 }),
    ];
    const { retried, parked } = await run(...bad);
    expect(retried).toEqual([]);
    expect(parked.map(({ reason }) => reason).toSorted()).toEqual([
      "body/events/0/recipient: unrecognized_keys; body/events/1/kind: invalid_value",
      "carrier another-post is not configured",
      "not JSON",
      "the body cannot be read: malformedBody",
    ]);
    expect(parked.map(({ body }) => body).toSorted()).toEqual(bad.toSorted());
    expect((await store.read(legId))?.version).toBe(1);
  });

  it("asks the carrier before an end that was not signed counts, and waits while it does not say so", async () => {
    const store = emptyStore();
    await store.write(sampleLeg({ carrier: { id: "sf", kind: "sf" } }));
    const asked: unknown[] = [];
    let answer = false;
    const handle = trackingOf(store, async (...about) => {
      asked.push(about);
      return answer;
    });
    const route = { id: 1, mailno: "SF100", orderid: legId, acceptTime: "2026-03-02 09:00:00", opCode: "80" };
    const message = rawMessage(JSON.stringify({ Body: { WaybillRoute: [route] } }), "sf");
    expect(await consume(handle, [message])).toEqual({ retried: [0], parked: [] });
    expect(await store.read(legId)).toMatchObject({ state: "requested" });
    answer = true;
    expect(await consume(handle, [message])).toEqual({ retried: [], parked: [] });
    expect(await store.read(legId)).toMatchObject({ state: "delivered", waybill: "SF100" });
    expect(asked).toEqual([
      ["sf", legId, "delivered"],
      ["sf", legId, "delivered"],
    ]);
  });

  it("finds the leg of a carrier that names the waybill only, also when it is written later", async () => {
    const store = emptyStore();
    await store.write(sampleLeg({ carrier: { id: "ems", kind: "ems" } }));
    const handle = trackingOf(store);
    const trace = { waybillNo: "1100000000001", opTime: "2026-03-02 09:00:00", opCode: 203 };
    const push = { method: "040002", senderNo: "11", serialNo: "S", logitcsInterface: "" };
    const message = rawMessage(
      JSON.stringify({ ...push, logitcsInterface: seal(JSON.stringify(trace), formerEmsKey) }),
      "ems",
    );
    expect((await consume(handle, [message])).retried).toEqual([0]);
    const ordered = {
      carrier: "ems",
      legId,
      key: "0".repeat(16),
      kind: "ordered",
      occurredAt: now,
      waybill: "1100000000001",
    } as const;
    await recordFact(store, ordered, { now, traceparent });
    expect(await consume(handle, [message, message])).toEqual({ retried: [], parked: [] });
    expect(await store.read(legId)).toMatchObject({ state: "collected", version: 3 });
  });
});
