import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { machineKey } from "#local/machine-key.ts";
import { type Person, person } from "#local/play/api.ts";
import { asDevice } from "#local/play/devices.ts";
import { accepted, apply, citizenNamed, type Office, officeOf } from "#local/play/office.ts";
import { act, type CaseBody } from "#local/play/straight-way.ts";
import { localTables } from "#local/seed.ts";
import { recount } from "#scripts/ratings/recount.ts";
import { startTestApp, type TestApp } from "#test/support/app.ts";
import { invite, linkFor, numberOf, postFrom, ratingStoreOf } from "#test/support/ratings.ts";

let app: TestApp;
let citizen: Person;
let supervisor: Person;
let office: Office;
let publicly: Person;
let serial = 0;

beforeAll(async () => {
  app = await startTestApp();
  citizen = await citizenNamed(app, "applicant");
  supervisor = await app.as("liu-yang");
  office = await officeOf(app, "1001");
  publicly = person(app.apiUrl);
});
afterAll(() => app.end());

const recounted = () => recount(app.outputs.RatingsTableName ?? "", localTables(app));
const figures = async (query = "") => (await publicly.ask("GET", `/v1/ratings/summary${query}`)).body;
const five = { score: 5, details: [] };

/** The API's ceiling for everybody together answers 429 while a script runs against it; clients come again. */
async function patiently(ask: () => Promise<number>): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const status = await ask();
    if (status !== 429 || attempt === 40) return status;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** A stage that can be rated, without the case around it. */
async function ratable(stage: "acceptance" | "completion" = "completion", department = "1001") {
  serial += 1;
  const caseNumber = numberOf(serial, department);
  await invite(app, caseNumber, [stage], "applicant");
  return caseNumber;
}

const bad = async (more: Record<string, unknown> = {}): Promise<string> => {
  const caseNumber = await ratable();
  await citizen.ask("POST", `/v1/cases/${caseNumber}/ratings`, {
    body: { stage: "completion", score: 2, details: ["203"], ...more },
  });
  await app.drained();
  return caseNumber;
};

type Order = { rectificationId: string; version: number; state: string } & Record<string, unknown>;
const orders = async (who: Person): Promise<Order[]> =>
  (await who.ask("GET", "/v1/rectifications?limit=50")).body.items as Order[];
const handle = async (who: Person, order: Order, body: Record<string, unknown>): Promise<Order> =>
  (
    await who.ask("POST", `/v1/rectifications/${order.rectificationId}/actions`, {
      body,
      headers: { "if-match": `"${order.version}"` },
    })
  ).body as Order;

describe("each way in", () => {
  let opened: CaseBody;
  let level: (stage: string) => Promise<string | undefined>;

  beforeAll(async () => {
    opened = await apply(citizen);
    level = async (stage) => {
      await app.drained();
      const { body } = await citizen.ask("GET", `/v1/cases/${opened.caseNumber}`);
      const views = body.rating as { stage: string; level?: string }[];
      return views.find((view) => view.stage === stage)?.level;
    };
  });

  test("the device at the window, whose rating says where and in whose shift", async () => {
    const running = await accepted(office, opened);
    const device = { deviceId: "window-03", key: await machineKey(app, "device:window-03") };
    const rating = { caseNumber: opened.caseNumber, stage: "acceptance", ...five };
    const answer = await asDevice(app.apiUrl, device, "ratings", {
      ...rating,
      ratedAt: new Date().toISOString(),
    });
    expect(answer.status).toBe(202);
    expect(await level("acceptance")).toBe("verySatisfied");
    const { body: asStaff } = await office.clerk.ask("GET", `/v1/cases/${opened.caseNumber}`);
    expect(JSON.stringify(asStaff.rating)).not.toContain("verySatisfied");
    const record = await ratingStoreOf(app).get({
      caseNumber: opened.caseNumber,
      stage: "acceptance",
      turn: "first",
    });
    expect(record?.rating).toMatchObject({ window: "A03", clerkId: "chen-fang" });
    const decided = await act(await app.as("wang-lei"), running, "approve", { reason: "材料齐全" });
    await act(office.clerk, decided, "collect");
    await app.drained();
  });

  test("a link printed by the window that handles the case: once, and for nothing else", async () => {
    const path = `/v1/cases/${opened.caseNumber}/rating-links`;
    const body = { stage: "completion", channel: "qr" };
    const stranger = (await officeOf(app, "1002")).clerk;
    expect((await stranger.call("POST", path, { body })).status).toBe(404);
    const { token } = (await office.clerk.ask("POST", path, { body })).body;
    expect((await publicly.ask("POST", "/v1/rating-links/open", { body: { token } })).body).toMatchObject({
      state: "ratable",
      stage: "completion",
    });
    const rate = (more: Record<string, unknown>) =>
      publicly.call("POST", "/v1/rating-links/ratings", {
        body: { token, score: 4, details: [], ...more },
        headers: { "user-agent": "a phone" },
      });
    const first = await rate({});
    expect(first.status).toBe(201);
    expect((await rate({})).body).toEqual(first.body);
    expect((await rate(five)).status).toBe(409);
    expect((await rate({ token: `${String(token).slice(0, -3)}AAA` })).status).toBe(401);
    expect(await level("completion")).toBe("satisfied");
    const expired = await linkFor(app, {
      caseNumber: opened.caseNumber,
      stage: "completion",
      expiresAt: new Date(Date.now() - 1000).toISOString(),
    });
    expect((await rate({ token: expired })).status).toBe(410);
  });

  test("the page on a phone and on a computer, a message, and the hall's terminal", async () => {
    const numbers = await Promise.all([ratable(), ratable(), ratable(), ratable()]);
    const [onPhone = "", onComputer = "", byMessage = "", atTerminal = ""] = numbers;
    const rate = (caseNumber: string, agent: string) =>
      citizen.ask("POST", `/v1/cases/${caseNumber}/ratings`, {
        body: { stage: "completion", ...five },
        headers: { "user-agent": agent },
      });
    await rate(onPhone, "Mozilla/5.0 (Linux; Android 14) Mobile");
    await rate(onComputer, "Mozilla/5.0 (X11; Linux x86_64)");
    const token = await linkFor(app, { caseNumber: byMessage, stage: "completion", channel: "sms" });
    await publicly.ask("POST", "/v1/rating-links/ratings", { body: { token, ...five } });
    const device = { deviceId: "window-05", key: await machineKey(app, "device:window-05") };
    await asDevice(app.apiUrl, device, "ratings", {
      caseNumber: atTerminal,
      stage: "completion",
      channel: "hallTerminal",
      ...five,
      ratedAt: new Date().toISOString(),
    });
    await app.drained();
    const { groups } = await figures("?by=channel");
    expect((groups as { key: string }[]).map(({ key }) => key)).toEqual([
      "hallTerminal",
      "mobile",
      "pc",
      "qr",
      "sms",
      "windowTablet",
    ]);
  });

  test("the telephone, for a sample that anybody can draw again", async () => {
    const unrated = await Promise.all([ratable("completion", "1003"), ratable("completion", "1003")]);
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const question = { from: today, to: today, department: "1003", size: 1 };
    const { body: draw } = await supervisor.ask("POST", "/v1/rating-calls", { body: question });
    expect(draw).toMatchObject({ population: 2, drawn: 1 });
    expect((await supervisor.ask("POST", "/v1/rating-calls", { body: question })).body).toEqual(draw);
    const { body } = await supervisor.ask("GET", `/v1/rating-calls/${draw.drawId}`);
    const [call] = body.calls as { caseNumber: string }[];
    expect(unrated).toContain(call?.caseNumber);
    const path = `/v1/rating-calls/${draw.drawId}/${call?.caseNumber}`;
    await supervisor.ask("POST", path, { body: { outcome: "notReached" } });
    expect((await supervisor.call("POST", path, { body: { outcome: "rated" } })).status).toBe(400);
    const rated = { body: { outcome: "rated", rating: { score: 4, details: [] } } };
    expect((await supervisor.ask("POST", path, rated)).body).toMatchObject({ state: "rated" });
    expect((await supervisor.call("POST", path, { body: { outcome: "refused" } })).status).toBe(409);
    await app.drained();
    expect((await figures("?department=1003")).overall).toMatchObject({
      total: 1,
      ratable: 2,
      activeRatingRate: 0.5,
    });
  });

  test("a device that was offline for a day: what it brings counts on the day it was given", async () => {
    const caseNumber = await ratable("completion", "1002");
    const ratedAt = new Date().toISOString();
    app.travel(1);
    const device = { deviceId: "window-06", key: await machineKey(app, "device:window-06") };
    const rating = { caseNumber, stage: "completion", ...five, ratedAt };
    const tomorrow = new Date(Date.now() + 86_400_000);
    const beat = await asDevice(app.apiUrl, device, "heartbeat", { waiting: 1 }, tomorrow);
    expect(beat.body).toMatchObject({
      window: "A06",
      department: "1002",
      shift: { since: expect.any(String) },
    });
    for (let repeat = 0; repeat < 2; repeat += 1)
      expect((await asDevice(app.apiUrl, device, "ratings", rating, tomorrow)).status).toBe(202);
    await app.drained();
    app.travel(-1);
    const day = new Date(Date.parse(ratedAt) + 8 * 3_600_000).toISOString().slice(0, 10);
    expect((await figures(`?department=1002&from=${day}&to=${day}`)).overall).toMatchObject({
      total: 1,
      setApart: 0,
    });
    const { items } = (await supervisor.ask("GET", "/v1/rating-devices")).body as {
      items: { deviceId: string; silent: boolean }[];
    };
    expect(items).toHaveLength(14);
    expect(items.filter(({ silent }) => !silent).map(({ deviceId }) => deviceId)).toEqual(["window-06"]);
  });

  test("nobody rates what they handled, nor for others", async () => {
    const own = await accepted(office, await apply(await citizenNamed(app, "wang-lei")));
    await app.drained();
    const [path, body] = [`/v1/cases/${own.caseNumber}/ratings`, { stage: "acceptance", ...five }];
    expect((await (await citizenNamed(app, "clerk-1001")).call("POST", path, { body })).status).toBe(404);
    expect((await office.clerk.call("POST", path, { body })).status).toBe(403);
  });
});

describe("a script", () => {
  test("gets nothing counted, and honest ratings in the same minute are not touched", async () => {
    const department = "1004";
    const cases = Array.from({ length: 60 }, (_, index) => numberOf(5000 + index, department));
    const honest = Array.from({ length: 8 }, (_, index) => numberOf(6000 + index, department));
    await Promise.all(cases.map((each) => invite(app, each, ["acceptance", "completion"], "applicant")));
    await Promise.all(honest.map((each) => invite(app, each, ["completion"], "applicant")));
    const url = `${app.apiUrl}/v1/rating-links/ratings`;
    const tokens = await Promise.all(
      cases.flatMap((caseNumber) =>
        (["acceptance", "completion"] as const).map((stage) => linkFor(app, { caseNumber, stage })),
      ),
    );
    const script = "127.0.0.66";
    const statuses = new Map<number, number>();
    const post = async (content: unknown): Promise<void> => {
      const status = await postFrom(script, url, content);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    };
    const attack = async (): Promise<void> => {
      // Every stage of every case at once, then each token again, then tokens of its own making by the thousand.
      const all = [
        ...tokens.map((token) => ({ token, ...five })),
        ...tokens.map((token) => ({ token, ...five })),
        ...Array.from({ length: 1800 }, (_, index) => ({
          token: `${tokens[index % tokens.length]?.split(".")[0]}.${"A".repeat(43)}`,
          ...five,
        })),
      ];
      for (let from = 0; from < all.length; from += 40)
        await Promise.all(all.slice(from, from + 40).map(post));
    };
    const beHonest = async (): Promise<void> => {
      for (const [index, caseNumber] of honest.entries()) {
        const token = await linkFor(app, { caseNumber, stage: "completion", issuerId: "another" });
        const rate = () => postFrom(`127.0.1.${index + 1}`, url, { token, score: 4, details: [] });
        expect(await patiently(rate)).toBe(201);
      }
    };
    await Promise.all([attack(), beHonest()]);
    // Every answer is one of ours: taken, rated before, forged, or asked too often.
    expect([...statuses.keys()].filter((status) => ![201, 401, 409, 429].includes(status))).toEqual([]);
    expect(statuses.get(429)).toBeGreaterThan(1000);

    const forged = { deviceId: "window-09", key: "f".repeat(64) };
    const rating = { caseNumber: cases[0], stage: "completion", ...five, ratedAt: new Date().toISOString() };
    const forge = async () => (await asDevice(app.apiUrl, forged, "ratings", rating)).status;
    expect(await patiently(forge)).toBe(401);
    await app.drained();
    const { overall } = await figures(`?department=${department}`);
    expect(overall).toMatchObject({
      total: honest.length,
      counts: { verySatisfied: 0, satisfied: honest.length },
      answered: honest.length,
      setApart: tokens.length,
    });
    expect((await recounted()).differences).toEqual([]);

    const list = (await supervisor.ask("GET", "/v1/ratings/set-apart?limit=50")).body as {
      items: { ratingId: string; department: string; reasons: { rule: string }[] }[];
      nextCursor: string | null;
    };
    expect(list.items).toHaveLength(50);
    expect(list.nextCursor).not.toBeNull();
    for (const { reasons } of list.items) expect(reasons.length).toBeGreaterThan(0);
    expect(JSON.stringify(list)).not.toMatch(/applicant|127\.0\.0\.66/);
    const one = list.items.find((item) => item.department === department);
    const path = `/v1/ratings/${one?.ratingId}/review`;
    const body = { decision: "released", reason: "电话核实为本人评价" };
    expect((await office.clerk.call("POST", path, { body })).status).toBe(403);
    await supervisor.ask("POST", path, { body });
    await supervisor.ask("POST", path, { body });
    expect((await supervisor.call("POST", path, { body: { ...body, decision: "dismissed" } })).status).toBe(
      409,
    );
    await app.drained();
    expect((await figures(`?department=${department}`)).overall).toMatchObject({
      total: honest.length + 1,
      setApart: tokens.length - 1,
    });
    expect((await recounted()).differences).toEqual([]);
  }, 60_000);
});

describe("a bad rating", () => {
  test("is put right, told, and followed by another rating", async () => {
    const caseNumber = await bad({ comment: "同样的材料交了三次，我叫张三，电话 13800003210" });
    const [order] = (await orders(office.clerk)).filter(({ state }) => state === "opened");
    if (!order) throw new Error("no work order was opened");
    const { body: whole } = await office.clerk.ask("GET", `/v1/rectifications/${order.rectificationId}`);
    expect(whole).toMatchObject({
      caseNumber,
      level: "dissatisfied",
      allowedActions: ["recordCall", "appeal"],
      rating: { details: [{ code: "203" }], comment: expect.stringContaining("三次") },
    });
    const unreached = await handle(office.clerk, order, { action: "recordCall", result: "notReached" });
    expect(unreached.state).toBe("opened");
    const reached = await handle(office.clerk, unreached, { action: "recordCall", result: "reached" });
    const justified = { action: "verify", finding: "justified", words: "属实，窗口重复索要材料" };
    const verified = await handle(office.reviewer, reached, justified);
    expect(verified).toMatchObject({ state: "rectifying", allowedActions: ["rectify"] });
    const stale = await office.reviewer.call("POST", `/v1/rectifications/${order.rectificationId}/actions`, {
      body: { action: "rectify", words: "已整改" },
      headers: { "if-match": `"${order.version}"` },
    });
    expect(stale.status).toBe(412);
    const done = await handle(office.reviewer, verified, { action: "rectify", words: "已取消重复材料" });
    const closed = await handle(office.clerk, done, {
      action: "tell",
      how: "telephone",
      words: "已取消重复材料，感谢您的监督",
    });
    expect(closed.state).toBe("closed");
    await app.drained();
    expect((await citizen.ask("GET", "/v1/my/rectifications")).body.items).toMatchObject([
      { caseNumber, state: "closed", outcome: "rectified", told: { words: "已取消重复材料，感谢您的监督" } },
    ]);
    const { body: history } = await supervisor.ask(
      "GET",
      `/v1/rectifications/${order.rectificationId}/history`,
    );
    expect((history.items as { what: string }[]).map(({ what }) => what)).toEqual([
      "opened",
      "calledBack",
      "calledBack",
      "verified",
      "rectified",
      "closed",
    ]);
    await citizen.ask("POST", `/v1/cases/${caseNumber}/ratings`, {
      body: { stage: "completion", turn: "followUp", ...five },
    });
    await app.drained();
    expect((await figures("?department=1001")).overall).toMatchObject({
      bad: 1,
      rectified: 1,
      rectificationRate: 1,
      followUps: { verySatisfied: 1 },
    });
    expect((await recounted()).differences).toEqual([]);
  });

  test("lets its comment out only without anything personal, and the department replies", async () => {
    const waiting = (await supervisor.ask("GET", "/v1/rating-comments")).body.items as {
      ratingId: string;
      proposal: string;
    }[];
    expect(waiting).toHaveLength(1);
    expect(waiting[0]?.proposal).not.toMatch(/张三|13800003210/);
    const review = `/v1/rating-comments/${waiting[0]?.ratingId}/review`;
    const refused = await supervisor.call("POST", review, {
      body: { decision: "published", text: "我的电话 13800003210" },
    });
    expect(refused.status).toBe(400);
    await supervisor.ask("POST", review, { body: { decision: "published", text: waiting[0]?.proposal } });
    await office.clerk.ask("POST", `/v1/rating-comments/${waiting[0]?.ratingId}/reply`, {
      body: { text: "已取消重复材料。" },
    });
    expect((await publicly.ask("GET", "/v1/ratings/comments?department=1001")).body.items).toMatchObject([
      { level: "dissatisfied", text: waiting[0]?.proposal, reply: { text: "已取消重复材料。" } },
    ]);
    for (const { message } of app.log) expect(message).not.toMatch(/13800003210|交了三次/);
  });

  test("does not count once an appeal was upheld, which the appellant does not decide", async () => {
    const before = (await figures("?department=1001")).overall as { total: number };
    await bad();
    const order = (await orders(office.clerk)).find(({ state }) => state === "opened");
    if (!order) throw new Error("no work order was opened");
    const appealed = await handle(office.clerk, order, {
      action: "appeal",
      ground: "mistaken",
      words: "评价人误将其他部门的事项评给我们",
    });
    expect(appealed).toMatchObject({ state: "appealed", allowedActions: [] });
    const upheld = { action: "upholdAppeal", words: "核实为误评" };
    expect((await handle(supervisor, appealed, upheld)).state).toBe("voided");
    await app.drained();
    expect((await figures("?department=1001")).overall).toMatchObject({ total: before.total });
    expect((await recounted()).differences).toEqual([]);
  });

  test("that is anonymous is verified by the records, and one that is late reaches the supervisor once", async () => {
    const caseNumber = await bad({ anonymous: true });
    const order = (await orders(office.reviewer)).find(({ anonymous }) => anonymous);
    if (!order) throw new Error("no work order was opened");
    expect(order).toMatchObject({ state: "verifying", escalated: false });
    const { body } = await office.reviewer.ask("GET", `/v1/rectifications/${order.rectificationId}`);
    expect(JSON.stringify(body)).not.toContain(caseNumber);
    app.travel(10);
    try {
      for (let run = 0; run < 2; run += 1) {
        await app.fireSchedule("Rectifications");
        await app.drained();
      }
    } finally {
      app.travel(-10);
    }
    const late = (await orders(supervisor)).find(
      ({ rectificationId }) => rectificationId === order.rectificationId,
    );
    expect(late).toMatchObject({ escalated: true, version: order.version + 1 });
  });
});
