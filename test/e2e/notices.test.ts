import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { machineKey } from "#local/machine-key.ts";
import { madeUpIdNumber } from "#local/made-up-identity.ts";
import { type LocalNoticeProviders, startNoticeProviders } from "#local/notice-providers/notice-providers.ts";
import type { Person } from "#local/play/api.ts";
import { accepted, apply, citizenNamed, type Office, officeOf } from "#local/play/office.ts";
import { mandate } from "#local/play/representations.ts";
import { act, address, type CaseBody } from "#local/play/straight-way.ts";
import { localTables } from "#local/seed.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-store.ts";
import { recipientKeyOf } from "#shared/notices/recipient.ts";
import { type Notice, notice } from "#shared/notices/record.ts";
import { startTestApp, type TestApp } from "#test/support/app.ts";
import { read } from "#test/support/cases-over-http.ts";

let app: TestApp;
let office: Office;
let providers: LocalNoticeProviders;
/** By which the providers' clock is ahead, as the app's is: what is signed is not of another day. */
let ahead = 0;

beforeAll(async () => {
  providers = await startNoticeProviders({
    port: 0,
    mailPort: 0,
    receiptUrl: async (id) =>
      `${app.apiUrl}/v1/notice-receipts/${id}/${await machineKey(app, `notices:${id}`)}`,
    faults: { repeated: 0.5 },
    now: () => new Date(Date.now() + ahead),
    note: () => {},
  });
  // Where environment `local` says that they are.
  app = await startTestApp({ moved: { "http://127.0.0.1:8793": providers.url } });
  office = await officeOf(app, "1001");
});
afterAll(async () => {
  await providers.close();
  await app.end();
});

type Message = { noticeId: string; title: string; text: string; legal?: boolean; readAt?: string };
const inboxOf = async (who: Person): Promise<Message[]> => {
  await app.drained();
  return (await who.ask("GET", "/v1/me/notices")).body.items as Message[];
};
const unreadOf = async (who: Person) => (await who.ask("GET", "/v1/me/notices/unread")).body.unread;
const usual = { language: "zh", declined: {}, digest: false };
const consenting = async (name: string): Promise<Person> => {
  const who = await citizenNamed(app, name);
  await who.ask("PUT", "/v1/me/notice-preferences", { body: { ...usual, electronicService: true } });
  return who;
};
const missing = { materials: [{ materialId: "application", reason: "没有签字" }] };
const byCourier = { receive: { mode: "courier", address, confirmed: true } };
const supplementAsked = async (who: Person, more = {}): Promise<CaseBody> => {
  const passed = await act(office.clerk, await apply(who, more), "passPreReview");
  const asked = await act(office.clerk, passed, "requestSupplement", missing);
  await app.drained();
  return asked;
};
const answerDueOf = async (who: Person, one: CaseBody) =>
  ((await read(who, one)).clock as { answerDueAt?: string }).answerDueAt;

type Service = { serviceId: string; caseNumber: string; state: string; version: number; servedAt?: string };
const taskOf = async ({ caseNumber }: CaseBody): Promise<Service | undefined> => {
  await app.drained();
  const { body } = await office.clerk.ask("GET", "/v1/document-services?limit=50");
  return (body.items as Service[]).find((one) => one.caseNumber === caseNumber);
};
const doTo = async (
  { serviceId, version }: Service,
  action: string,
  body: unknown = {},
): Promise<Service> => {
  const path = `/v1/document-services/${serviceId}/actions/${action}`;
  const answer = await office.clerk.ask("POST", path, { body, headers: { "if-match": `"${version}"` } });
  await app.drained();
  return answer.body as Service;
};
const sweepNotices = async (days: number): Promise<void> => {
  app.travel(days);
  await app.fireSchedule("Notices");
  await app.drained();
  app.travel(-days);
};

describe("a citizen's inbox", () => {
  test("tells of each step of a case once, in both languages, and whether it was read", async () => {
    const citizen = await citizenNamed(app, "told");
    const opened = await accepted(office, await apply(citizen));
    const [latest, first, ...others] = await inboxOf(citizen);
    expect(others).toEqual([]);
    expect([first?.title, latest?.title]).toEqual(["申请已收到", "申请已受理"]);
    expect(latest?.text).toContain(opened.caseNumber.slice(-6));
    expect(await unreadOf(citizen)).toBe(2);
    const english = await citizen.call("GET", "/v1/me/notices", { headers: { "accept-language": "en" } });
    expect((english.body.items as Message[])[0]?.title).toBe("Application accepted");
    const path = `/v1/me/notices/${latest?.noticeId}/read`;
    expect((await citizen.ask("POST", path)).body).toMatchObject({ readAt: expect.any(String) });
    expect(await unreadOf(citizen)).toBe(1);
    const stranger = await citizenNamed(app, "told-nothing");
    expect(await inboxOf(stranger)).toEqual([]);
    expect(await stranger.call("POST", path)).toMatchObject({
      status: 404,
      body: { code: "noticeNotFound" },
    });
  });

  test("holds no name, and no queue, event or log does", async () => {
    expect(JSON.stringify(app.log)).not.toMatch(/\b1[3-9]\d{9}\b|\b\d{17}[\dX]\b/);
  });
});

/** Minutes until it is so late in Shanghai next, as an app that has not travelled has it. */
const minutesUntil = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const today = (Date.now() / 60_000 + 8 * 60) % (24 * 60);
  return (hour * 60 + minute - today + 24 * 60) % (24 * 60);
};
/** Does it at that time of some day: by night nothing is sent that can wait. */
const at = async (time: string, work: () => Promise<void>): Promise<void> => {
  const minutes = minutesUntil(time);
  await later(minutes);
  try {
    await work();
  } finally {
    app.travel(-ahead / dayMs);
    ahead = 0;
  }
};
const dayMs = 86_400_000;
const later = async (minutes: number): Promise<void> => {
  ahead += minutes * 60_000;
  app.travel(minutes / (24 * 60));
};
/** What arrived at a number, once nothing is on its way but what a queue keeps back. */
const arrived = async (address: string) => {
  await app.drained(60_000, { waitsForDelayed: false });
  await providers.settled();
  await app.drained(60_000, { waitsForDelayed: false });
  return providers.messages().filter(({ to }) => to.endsWith(address));
};
const fired = async (): Promise<void> => app.fireSchedule("NoticeDeadlines");
const codeIn = (shows: Record<string, string> = {}): string =>
  /\d{6}/.exec(Object.values(shows).join(" "))?.[0] ?? "";
const verify = "/v1/me/addresses/sms/verify";
/** A citizen who proved that a number is theirs. Codes are urgent, and come by night. */
const withPhone = async (name: string, phone: string): Promise<Person> => {
  const who = await citizenNamed(app, name);
  await who.ask("POST", "/v1/me/addresses", { body: { channel: "sms", address: phone } });
  const [first] = await arrived(phone);
  await who.ask("POST", verify, { body: { code: codeIn(first?.shows) } });
  return who;
};
/** A case of theirs that something is missing of: one message, besides the code. */
const askedOf = async (who: Person): Promise<void> => {
  const passed = await act(office.clerk, await apply(who), "passPreReview");
  await act(office.clerk, passed, "requestSupplement", missing);
};
const newestOf = async (name: string): Promise<Notice | undefined> => {
  const table = app.outputs.NoticesTableName ?? "";
  const { readGroup } = dynamodbRecordReader(notice, table, localTables(app));
  return (await readGroup(recipientKeyOf(name))).filter(({ legal }) => legal).at(-1);
};

describe("a verified telephone", () => {
  test("is proved by the code that was sent there, and gets one message for each step", () =>
    at("10:30", async () => {
      const citizen = await citizenNamed(app, "told-by-phone");
      const phone = "13812345678";
      const wanted = { body: { channel: "sms", address: phone } };
      await citizen.ask("POST", "/v1/me/addresses", wanted);
      expect((await citizen.call("POST", "/v1/me/addresses", wanted)).status).toBe(429);
      const [first] = await arrived(phone);
      const code = codeIn(first?.shows);
      const wrong = { body: { code: code === "000000" ? "000001" : "000000" } };
      expect(await citizen.call("POST", verify, wrong)).toMatchObject({
        status: 409,
        body: { code: "codeRefused" },
      });
      expect((await citizen.ask("POST", verify, { body: { code } })).body).toMatchObject({
        channel: "sms",
        address: "138****5678",
      });
      await askedOf(citizen);
      expect(await arrived(phone)).toHaveLength(2);
    }));

  test("is not rung by night: what happens then is sent in the morning, once", () =>
    at("22:30", async () => {
      const citizen = await withPhone("told-in-the-morning", "13812340001");
      await askedOf(citizen);
      expect(await arrived("13812340001")).toHaveLength(1);
      expect(await newestOf("told-in-the-morning")).toMatchObject({ state: "held" });
      await later(9.5 * 60 + 1);
      await fired();
      await fired();
      expect(await arrived("13812340001")).toHaveLength(2);
    }));

  test("gets what can wait in one message a day, where somebody wants that", () =>
    at("10:30", async () => {
      const citizen = await withPhone("told-in-the-evening", "13812340002");
      await citizen.ask("PUT", "/v1/me/notice-preferences", {
        body: { ...usual, digest: true, electronicService: false },
      });
      for (const _case of [1, 2]) {
        await act(office.clerk, await apply(citizen), "returnForChange", {
          reason: "请补充门店照片后再提交",
        });
      }
      expect(await arrived("13812340002")).toHaveLength(1);
      await later(7.5 * 60 + 1);
      await fired();
      expect(await arrived("13812340002")).toHaveLength(2);
    }));

  test("gets one message from a provider that took it and did not answer", () =>
    at("10:30", async () => {
      const citizen = await withPhone("told-once", "13812340003");
      providers.setFaults({ silent: 1, unreported: 1 });
      await askedOf(citizen);
      expect(await arrived("13812340003")).toHaveLength(2);
      providers.setFaults({});
      expect(await newestOf("told-once")).toMatchObject({ state: "unknown" });
      await later(61 / 60);
      expect(await arrived("13812340003")).toHaveLength(2);
      expect(await newestOf("told-once")).toMatchObject({ state: "delivered" });
    }));

  test("hears by another provider where one turns away, and a receipt may come before its message is written down", () =>
    at("10:30", async () => {
      const citizen = await withPhone("told-by-another", "13812340004");
      providers.setDown("aliyun-sms", true);
      providers.setFaults({ early: 1 });
      await askedOf(citizen);
      await arrived("13812340004");
      providers.setDown("aliyun-sms", false);
      providers.setFaults({ repeated: 0.5 });
      await later(1);
      const [, ...messages] = await arrived("13812340004");
      expect(messages.map(({ provider }) => provider)).toEqual(["tencent-sms"]);
      const delivered = await newestOf("told-by-another");
      expect(delivered).toMatchObject({ state: "delivered" });

      const report = [{ ...receiptOf(messages[0]), report_status: "FAIL" }, receiptOf(messages[0])];
      const url = (secret: string) => `${app.apiUrl}/v1/notice-receipts/tencent-sms/${secret}`;
      const post = (secret: string) => fetch(url(secret), { method: "POST", body: JSON.stringify(report) });
      expect((await post("0".repeat(64))).status).toBe(404);
      expect((await post(await machineKey(app, "notices:tencent-sms"))).status).toBe(200);
      expect(await arrived("13812340004")).toHaveLength(2);
      expect(await newestOf("told-by-another")).toEqual(delivered);
      const counted = ["noticeReceipts.forged", "noticeOutcomes.repeated"].map(
        (code) => app.log.filter(({ message }) => message.includes(code)).length > 0,
      );
      expect(counted).toEqual([true, true]);
    }));
});

/** What 腾讯云 says of a message. */
const receiptOf = (message: { providerRef: string } | undefined) => ({
  user_receive_time: "2026-11-28 10:31:00",
  nationcode: "86",
  mobile: "13812340004",
  report_status: "SUCCESS",
  errmsg: "DELIVRD",
  description: "",
  sid: message?.providerRef,
});

describe("whoever files for somebody", () => {
  test("is told as they are", async () => {
    const identity = { name: "测试", idNumber: madeUpIdNumber("told-as-agent") };
    const agent = await citizenNamed(app, "told-as-agent", identity);
    const principal = await citizenNamed(app, "told-as-principal");
    const until = new Date(Date.now() + 90 * dayMs).toISOString().slice(0, 10);
    const { representationId } = await mandate(principal, { person: agent, identity }, { until });
    await apply(agent, { onBehalfOf: { representationId } });
    for (const who of [agent, principal])
      expect((await inboxOf(who)).map(({ title }) => title)).toEqual(["申请已收到"]);
  });
});

describe("a document that starts a limit", () => {
  test("is served by arrival with consent; unread for three days a clerk telephones, and the day stands", async () => {
    const citizen = await consenting("served-electronically");
    const asked = await supplementAsked(citizen);
    const [message] = await inboxOf(citizen);
    expect(message).toMatchObject({ title: "补正告知书送达", legal: true, servedByArrival: true });
    const due = await answerDueOf(citizen, asked);
    const clock = (await read(citizen, asked)).clock as { servedAt: string; askedAt: string };
    expect(clock.servedAt >= clock.askedAt).toBe(true);
    expect(await taskOf(asked)).toBeUndefined();
    await sweepNotices(4);
    const call = await taskOf(asked);
    expect(call).toMatchObject({ state: "callDue" });
    const notReached = await doTo(call as Service, "recordCall", { outcome: "notReached" });
    expect(notReached.state).toBe("callDue");
    const told = await doTo(notReached, "recordCall", { outcome: "told", words: "已告知补正内容和期限" });
    expect(told).toMatchObject({ state: "called", servedAt: call?.servedAt });
    expect(await answerDueOf(citizen, asked)).toBe(due);
    expect(await taskOf(asked)).toBeUndefined();
  });

  test("that is read in time makes nobody telephone", async () => {
    const citizen = await consenting("served-and-reading");
    const asked = await supplementAsked(citizen);
    const [message] = await inboxOf(citizen);
    await citizen.ask("POST", `/v1/me/notices/${message?.noticeId}/read`);
    await sweepNotices(4);
    expect(await taskOf(asked)).toBeUndefined();
  });

  test("is printed and posted without consent, and the limit runs from its proof", async () => {
    const citizen = await citizenNamed(app, "served-by-post");
    const asked = await supplementAsked(citizen, byCourier);
    expect((await read(citizen, asked)).clock).not.toHaveProperty("servedAt");
    const task = await taskOf(asked);
    expect(task).toMatchObject({ state: "toPost" });
    expect((await inboxOf(citizen))[0]).not.toHaveProperty("servedByArrival");
    const posted = await doTo(task as Service, "post");
    expect(posted).toMatchObject({ state: "posted", posting: 1 });
    await app.carriers.deliver(`${asked.caseNumber}-notice-1`, () => app.drained());
    await app.drained();
    const whole = await read(citizen, asked);
    expect(whole.clock).toHaveProperty("servedAt");
    expect((whole.officialDocuments as { kind: string }[]).map(({ kind }) => kind)).toContain(
      "proofOfDelivery",
    );
    expect(await taskOf(asked)).toBeUndefined();
  });

  test("is served in person where there is no address to post to", async () => {
    const citizen = await citizenNamed(app, "served-in-person");
    const asked = await supplementAsked(citizen);
    const task = (await taskOf(asked)) as Service;
    const path = `/v1/document-services/${task.serviceId}/actions/post`;
    const headers = { "if-match": `"${task.version}"` };
    expect(await office.clerk.call("POST", path, { body: {}, headers })).toMatchObject({
      status: 409,
      body: { guard: "addressKnown" },
    });
    const at = new Date(Date.now() + 8 * 3_600_000).toISOString();
    await act(office.clerk, await read(office.clerk, asked), "recordService", {
      document: "notice",
      way: "inPerson",
      servedOn: at.slice(0, 10),
      servedAt: at.slice(11, 16),
      place: "综合窗口",
      receiver: "self",
      server: "陈芳",
    });
    expect(await taskOf(asked)).toBeUndefined();
    expect((await read(citizen, asked)).clock).toHaveProperty("servedAt");
  });
});
