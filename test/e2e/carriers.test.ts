import { request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localSecrets } from "#local/carrier/secrets.ts";
import { machineKey } from "#local/machine-key.ts";
import type { Person } from "#local/play/api.ts";
import { apply, citizenNamed, type Office, officeOf } from "#local/play/office.ts";
import { act, type CaseBody } from "#local/play/straight-way.ts";
import { localTimeOf } from "#shared/deliveries/carrier-text.ts";
import { seal } from "#shared/deliveries/ems/envelope.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { startTestApp, type TestApp } from "#test/support/app.ts";

let app: TestApp;
let citizen: Person;
let office: Office;
let sfPath: string;
beforeAll(async () => {
  app = await startTestApp({ visibilitySeconds: 1 });
  citizen = await citizenNamed(app, "sender");
  office = await officeOf(app, "1001");
  sfPath = `/v1/couriers/sf/${await machineKey(app, "carrier:sf")}/events`;
});
afterAll(() => app.end());

const address = { recipient: "李敏", phone: "13800003210", street: "七一路 100 号 3 单元 402" };
const handIn = { handIn: { mode: "courier", address }, receive: { mode: "window" } };
const legOf = async ({ caseNumber }: CaseBody) =>
  (
    (await citizen.ask("GET", `/v1/cases/${caseNumber}`)).body.deliveries as {
      legId: string;
      state: string;
      waybill: string;
      next?: { en: string };
    }[]
  )[0];
const underWay = async (): Promise<CaseBody> => {
  const waiting = await act(office.clerk, await apply(citizen, handIn), "passPreReview");
  await app.drained();
  return waiting;
};
const post = (path: string, body: unknown) =>
  fetch(`${app.apiUrl}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const until = async (happened: () => Promise<boolean> | boolean) => {
  for (const patience = Date.now() + 15_000; !(await happened()); await wait(100))
    if (Date.now() > patience) throw new Error("it did not happen in time");
};
const deadQueue = () => Object.keys(app.queues).find((name) => /CourierEventsDeadLetters/.test(name)) ?? "";
const dead = () => app.peekQueue(deadQueue()).length;

describe("a carrier's push", () => {
  test("of a signature that 顺丰 itself does not confirm moves nothing, and counts once it is confirmed", async () => {
    const waiting = await underWay();
    const leg = await legOf(waiting);
    expect(leg).toMatchObject({
      state: "ordered",
      next: { en: "The courier will collect the documents at your address." },
    });
    const route = {
      id: "forged-1",
      mailno: leg?.waybill,
      orderid: leg?.legId,
      acceptTime: localTimeOf(systemClock()),
      acceptAddress: "周口市",
      opCode: "80",
      remark: "已签收",
    };
    const answer = await post(sfPath, { Body: { WaybillRoute: [route] } });
    expect([answer.status, await answer.json()]).toEqual([200, { return_code: "0000", return_msg: "成功" }]);
    await until(() => app.log.some(({ message }) => message.includes("does not confirm")));
    expect(await legOf(waiting)).toMatchObject({ state: "ordered" });
    await app.carriers.drive(leg?.legId ?? "", ["collected", "delivered"]);
    await until(async () => (await legOf(waiting))?.state === "delivered");
    await app.drained();
    expect(dead()).toBe(0);
  });

  test("that nobody can read is acknowledged, and kept for a person with the reason", async () => {
    const before = dead();
    const sealed = (content: unknown) => ({
      method: "040002",
      senderNo: localSecrets.ems.senderNo,
      serialNo: "S-1",
      logitcsInterface: seal(JSON.stringify(content), localSecrets.ems.key),
    });
    expect((await post(sfPath, "<xml/>")).status).toBe(200);
    const answer = await post("/v1/couriers/ems/events", sealed([{ waybillNo: "?" }]));
    expect(await answer.json()).toMatchObject({ serialNo: "S-1", code: "00000" });
    await until(() => dead() === before + 2);
    const kept = app
      .peekQueue(deadQueue())
      .map((body) => JSON.parse(body) as { carrier: string; body: string });
    expect(kept.map(({ carrier }) => carrier).toSorted()).toEqual(["ems", "sf"]);
    const [sf] = kept.filter(({ carrier }) => carrier === "sf");
    expect(Buffer.from(sf?.body ?? "", "base64").toString()).toBe("<xml/>");
  });

  test("from somebody else is refused, whatever the carrier; its path stays out of every log", async () => {
    const secret = sfPath.split("/")[4] ?? "";
    const bodies = ["{}", "", "x".repeat(190_000)];
    for (const path of ["/v1/couriers/sf/wrong/events", "/v1/couriers/sf/events", "/v1/couriers/ems/events"])
      for (const body of bodies) expect([401, 413]).toContain((await post(path, body)).status);
    expect((await post("/v1/couriers/dhl/x/events", "{}")).status).toBe(404);
    expect(app.log.filter(({ message }) => message.includes(secret))).toEqual([]);
  });

  test("that comes slowly holds nobody up, and breaks off without a trace", async () => {
    const waiting = await underWay();
    const leg = await legOf(waiting);
    const slow = Array.from({ length: 30 }, () => {
      const call = request(`${app.apiUrl}${sfPath}`, {
        method: "POST",
        headers: { "content-type": "application/json", "content-length": "5000" },
      });
      call.on("error", () => undefined);
      call.write('{"Body":{"WaybillRoute":[');
      return call;
    });
    await wait(200);
    const depth = () => app.queueDepth(deadQueue()).ready;
    const before = depth();
    await app.carriers.drive(leg?.legId ?? "", ["collected"]);
    await until(async () => (await legOf(waiting))?.state === "collected");
    for (const call of slow) call.destroy();
    await app.drained();
    expect(depth()).toBe(before);
  });
});
