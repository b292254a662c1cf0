import { beforeEach, describe, expect, it } from "vitest";
import { timeOfDay } from "#shared/kernel/calendar/working-days.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { deriveKey } from "#shared/kernel/machine-keys/machine-keys.ts";
import { signBody } from "#shared/kernel/machine-keys/signature.ts";
import { deviceHeartbeat } from "#shared/ratings/api.ts";
import {
  device,
  endShift,
  registerDevice,
  servedAt,
  shiftAt,
  shiftLog,
  startShift,
} from "#shared/ratings/devices/devices.ts";
import { ratingRules } from "#shared/ratings/rules/rules.ts";
import { callRoute } from "#test/support/call-route.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { deviceRoutes } from "../../../functions/ratings/rating-management/devices.ts";
import { callbackWorld, master } from "./callback-world.ts";
import { deviceId, now, traceparent } from "./samples.ts";

const at = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();
const by = (minutes: number) => ({
  at: at(minutes),
  trace: traceparent,
  actor: { role: "admin", id: "admin-1" },
});

describe("a rating device", () => {
  let the: ReturnType<typeof callbackWorld>;
  beforeEach(() => {
    the = callbackWorld();
  });
  const registered = { deviceId, window: "B20", department: "1001", registeredAt: now };
  const register = (minutes: number, change: { window?: string; retiredAt?: string } = {}) =>
    registerDevice(the.devices, { ...registered, registeredAt: at(minutes), ...change }, by(minutes));
  const beat = (minutes: number, said: { waiting: number; software?: string }) => {
    the.clock.now = at(minutes);
    const [body, timestamp] = [JSON.stringify(said), String(Date.parse(the.clock.now) / 1000)];
    return the.call(deviceHeartbeat, {
      path: { deviceId },
      body,
      headers: {
        "x-tongban-key": deviceId,
        "x-tongban-timestamp": timestamp,
        "x-tongban-signature": signBody(deriveKey(master, `device:${deviceId}`), timestamp, body),
      },
    });
  };
  const read = async () => {
    const { lastEvent: _last, version: _version, ...fields } = (await the.devices.read(deviceId)) ?? {};
    return fields;
  };

  it("is heard of once it is registered, and what was registered changes nothing of that", async () => {
    expect(await beat(0, { waiting: 1 })).toMatchObject({ status: 404, body: { code: "deviceNotFound" } });
    await register(0);
    expect(await read()).toEqual(registered);
    expect(await beat(5, { waiting: 2, software: "1.0" })).toMatchObject({
      status: 200,
      body: { now: at(5), window: "B20", department: "1001", shift: null },
    });
    expect(await read()).toMatchObject({ seenAt: at(5), waiting: 2 });
    await beat(4, { waiting: 9 });
    expect(await read()).toMatchObject({ seenAt: at(5), waiting: 2 });
    await register(9, { window: "B21", retiredAt: at(9) });
    expect(await read()).toEqual({
      ...registered,
      window: "B21",
      retiredAt: at(9),
      seenAt: at(5),
      waiting: 2,
      software: "1.0",
    });
    expect((await beat(10, { waiting: 0 })).status).toBe(404);
    await register(11);
    expect(await read()).not.toHaveProperty("retiredAt");
    expect(await beat(12, { waiting: 0 })).toMatchObject({ status: 200 });
    expect(await read()).toMatchObject({ seenAt: at(12), waiting: 0, software: "1.0" });
  });

  it("is answered though somebody changes it at that very moment, and tells it again the next time", async () => {
    await register(0);
    const { read: readDevice } = the.devices;
    the.devices.read = async (id) => {
      const found = await readDevice(id);
      the.devices.read = readDevice;
      await register(1, { window: "B21" });
      return found;
    };
    expect(await beat(5, { waiting: 2 })).toMatchObject({ status: 200 });
    expect(await read()).toMatchObject({ window: "B21" });
    await beat(6, { waiting: 3 });
    expect(await read()).toMatchObject({ window: "B21", seenAt: at(6), waiting: 3 });
  });
});

describe("a device's shifts", () => {
  let store: ReturnType<
    typeof memoryRecordStore<ReturnType<typeof shiftLog.fromItem>, typeof shiftLog.indexes>
  >;
  beforeEach(() => {
    store = memoryRecordStore(shiftLog);
  });
  const clerk = (id: string, minutes: number) => ({ ...by(minutes), actor: { role: "clerk", id } as const });
  const start = (id: string, minutes: number) => startShift(store, deviceId, id, clerk(id, minutes));
  const end = (id: string, minutes: number) => endShift(store, deviceId, clerk(id, minutes));
  const day = 24 * 60;
  const clerksAt = async (...minutes: number[]) => {
    const log = await store.read(deviceId);
    return minutes.map((minute) => shiftAt(log, at(minute))?.clerkId);
  };

  it("each have their moments, one at a time", async () => {
    expect(await end("a", 1)).toBeUndefined();
    await start("a", 10);
    expect((await start("a", 15)).since).toBe(at(10));
    await end("a", 19);
    await start("b", 20);
    expect(await end("b", 30)).toBeUndefined();
    expect(await end("b", 31)).toBeUndefined();
    expect((await store.read(deviceId))?.version).toBe(4);
    await start("a", 40);
    expect(await clerksAt(5, 12, 25, 35, 1000)).toEqual([undefined, "a", "b", undefined, "a"]);
  });

  it("are ended by no colleague on the same day, neither openly nor by starting another", async () => {
    await start("a", 10);
    expect(await start("b", 20)).toEqual({ clerkId: "a", since: at(10) });
    expect(await end("b", 20)).toEqual({ clerkId: "a", since: at(10) });
    expect((await store.read(deviceId))?.version).toBe(1);
    const supervisor = { ...by(30), actor: { role: "supervisor", id: "s" } as const };
    expect(await endShift(store, deviceId, supervisor)).toBeUndefined();
    expect((await store.read(deviceId))?.shifts).toEqual([
      { clerkId: "a", since: at(10), until: at(30), endedBy: "s" },
    ]);
    expect((await start("b", 31)).clerkId).toBe("b");
  });

  it("are taken over when they were forgotten the day before, and it is on record by whom", async () => {
    await start("a", 10);
    expect(await end("b", day)).toMatchObject({ clerkId: "a" });
    expect(await start("b", day)).toEqual({ clerkId: "b", since: at(day) });
    expect((await store.read(deviceId))?.shifts).toEqual([
      { clerkId: "a", since: at(10), until: at(day), endedBy: "b" },
      { clerkId: "b", since: at(day) },
    ]);
  });

  it("are refused over HTTP with since when a colleague is there, and the way on", async () => {
    const devices = memoryRecordStore(device);
    await registerDevice(devices, { deviceId, window: "B20", department: "1001", registeredAt: now }, by(0));
    const clock = { now: at(0) };
    const handler = httpApi(
      deviceRoutes({ devices, shifts: store, rules: ratingRules, now: () => clock.now }),
    );
    const ask = (sub: string, what: string) =>
      callRoute(
        handler,
        { sub, role: "clerk", department: "1001" },
        `POST /v1/rating-devices/{deviceId}/${what}`,
        {
          path: { deviceId },
        },
      );
    expect((await ask("a", "shifts")).status).toBe(201);
    clock.now = at(1);
    const { status, body } = await ask("b", "shifts");
    expect([status, body.code, body.since]).toEqual([409, "shiftRuns", at(0)]);
    expect(body.detail).toContain(`今天 ${timeOfDay(at(0))} 起有同事在岗`);
    expect(JSON.stringify(body)).not.toContain('"a"');
    expect((await ask("b", "shifts/end")).body.code).toBe("othersShift");
    expect((await ask("a", "shifts/end")).status).toBe(204);
    expect((await ask("b", "shifts")).status).toBe(201);
  });

  it("have what is rated a few minutes after their end", async () => {
    await start("a", 0);
    await end("a", 30);
    const log = await store.read(deviceId);
    expect([31, 45, 46].map((minute) => servedAt(log, at(minute), 15)?.clerkId)).toEqual([
      "a",
      "a",
      undefined,
    ]);
    await start("b", 40);
    expect(servedAt(await store.read(deviceId), at(41), 15)?.clerkId).toBe("b");
  });

  it("are one when several start at once", async () => {
    const started = await Promise.all(["a", "b", "c"].map((clerkId, index) => start(clerkId, index)));
    expect((await store.read(deviceId))?.shifts).toHaveLength(1);
    expect(new Set(started.map(({ clerkId }) => clerkId)).size).toBe(1);
  });

  it("are known for the last thirty, in less than what one read unit gives", async () => {
    const clerkId = "3f2504e0-4f89-41d3-9a0c-0305e82c33";
    for (let serial = 0; serial < 40; serial += 1) {
      await start(`${clerkId}${10 + serial}`, serial * 300);
      await end(`${clerkId}${10 + serial}`, serial * 300 + 299);
    }
    expect(await clerksAt(9 * 300, 10 * 300, 39 * 300)).toEqual([undefined, `${clerkId}20`, `${clerkId}49`]);
    const log = await store.read(deviceId);
    expect(log && JSON.stringify(shiftLog.toItem(log)).length).toBeLessThan(4096);
  });
});
