import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Person, person } from "#local/play/api.ts";
import { citizenNamed, type Office, officeOf } from "#local/play/office.ts";
import { startTestApp, type TestApp } from "#test/support/app.ts";
import { invite, numberOf, recountOf } from "#test/support/ratings.ts";

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

const recounted = () => recountOf(app);
const figures = async () => (await publicly.ask("GET", "/v1/ratings/summary?department=1001")).body.overall;

const bad = async (more: Record<string, unknown> = {}): Promise<string> => {
  serial += 1;
  const caseNumber = numberOf(serial);
  await invite(app, caseNumber, ["completion"], "applicant");
  await citizen.ask("POST", `/v1/cases/${caseNumber}/ratings`, {
    body: { stage: "completion", score: 2, details: ["210"], ...more },
  });
  await app.drained();
  return caseNumber;
};

type Order = { rectificationId: string; version: number; state: string } & Record<string, unknown>;
const orders = async (who: Person): Promise<Order[]> =>
  (await who.ask("GET", "/v1/rectifications?limit=50")).body.items as Order[];
const handle = async (
  who: Person,
  order: Order,
  { action, ...body }: { action: string } & Record<string, unknown>,
): Promise<Order> =>
  (
    await who.ask("POST", `/v1/rectifications/${order.rectificationId}/actions/${action}`, {
      body,
      headers: { "if-match": `"${order.version}"` },
    })
  ).body as Order;

describe("a bad rating", () => {
  test("is put right, reported back, and followed by another rating", async () => {
    const caseNumber = await bad({ comment: "同样的材料交了三次，我叫张三，电话 13800003210" });
    const [order] = (await orders(office.clerk)).filter(({ state }) => state === "opened");
    if (!order) throw new Error("no work order was opened");
    const { body: whole } = await office.clerk.ask("GET", `/v1/rectifications/${order.rectificationId}`);
    expect(whole).toMatchObject({
      caseNumber,
      level: "dissatisfied",
      allowedActions: ["recordCall", "appeal"],
      rating: { details: [{ code: "210" }], comment: expect.stringContaining("三次") },
    });
    const unreached = await handle(office.clerk, order, { action: "recordCall", result: "notReached" });
    expect(unreached.state).toBe("opened");
    const reached = await handle(office.clerk, unreached, { action: "recordCall", result: "reached" });
    const justified = { action: "verify", finding: "justified", words: "属实，窗口重复索要材料" };
    const verified = await handle(office.reviewer, reached, justified);
    expect(verified).toMatchObject({ state: "rectifying", allowedActions: ["rectify"] });
    const path = `/v1/rectifications/${order.rectificationId}/actions`;
    const stale = await office.reviewer.call("POST", `${path}/rectify`, {
      body: { words: "已整改" },
      headers: { "if-match": `"${order.version}"` },
    });
    expect(stale.status).toBe(412);
    const done = await handle(office.reviewer, verified, { action: "rectify", words: "已取消重复材料" });
    const closed = await handle(office.clerk, done, {
      action: "notify",
      how: "telephone",
      words: "已取消重复材料，感谢您的监督",
    });
    expect(closed.state).toBe("closed");
    await app.drained();
    expect((await citizen.ask("GET", "/v1/my/rectifications")).body.items).toMatchObject([
      {
        caseNumber,
        state: "closed",
        outcome: "rectified",
        notified: { words: "已取消重复材料，感谢您的监督" },
      },
    ]);
    const { body: history } = await supervisor.ask(
      "GET",
      `/v1/rectifications/${order.rectificationId}/history`,
    );
    expect((history.items as { event: string }[]).map(({ event }) => event)).toEqual([
      "opened",
      "calledBack",
      "calledBack",
      "verified",
      "rectified",
      "closed",
    ]);
    await citizen.ask("POST", `/v1/cases/${caseNumber}/ratings`, {
      body: { stage: "completion", turn: "followUp", score: 5, details: [] },
    });
    await app.drained();
    expect(await figures()).toMatchObject({
      bad: 1,
      rectified: 1,
      named: 1,
      calledBack: 1,
      callBackRate: 1,
      rectificationRate: 1,
      followUps: { verySatisfied: 1 },
    });
    expect((await recounted()).differences).toEqual([]);
  });

  test("lets its comment out only without anything personal, and the department replies", async () => {
    const waiting = (await supervisor.ask("GET", "/v1/rating-comments")).body.items as {
      ratingId: string;
      version: number;
      proposal: string;
    }[];
    expect(waiting).toHaveLength(1);
    expect(waiting[0]?.proposal).not.toMatch(/张三|13800003210/);
    const actions = `/v1/rating-comments/${waiting[0]?.ratingId}/actions`;
    const asSeen = (text: unknown, version = waiting[0]?.version) => ({
      body: { text },
      headers: { "if-match": `"${version}"` },
    });
    const refused = await supervisor.call("POST", `${actions}/publish`, asSeen("我的电话 13800003210"));
    expect(refused.status).toBe(400);
    const { body } = await supervisor.ask("POST", `${actions}/publish`, asSeen(waiting[0]?.proposal));
    expect(body).toMatchObject({ state: "published", allowedActions: ["publish", "withhold"] });
    await office.clerk.ask("POST", `${actions}/reply`, asSeen("已取消重复材料。", Number(body.version)));
    expect((await publicly.ask("GET", "/v1/ratings/comments?department=1001")).body.items).toMatchObject([
      { level: "dissatisfied", text: waiting[0]?.proposal, reply: { text: "已取消重复材料。" } },
    ]);
    for (const { message } of app.log) expect(message).not.toMatch(/13800003210|交了三次/);
  });

  test("does not count once an appeal was upheld, which the appellant does not decide", async () => {
    const before = (await figures()) as { total: number };
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
    expect(await figures()).toMatchObject({ total: before.total });
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
