import { beforeEach, describe, expect, it } from "vitest";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { openOrder } from "#shared/rectifications/decide.ts";
import { type Order, rectification } from "#shared/rectifications/record.ts";
import { type Claims, callRoute, type RouteCall } from "#test/support/call-route.ts";
import { memoryAccesses } from "#test/support/memory-accesses.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { standingBy } from "#test/support/standing.ts";
import { caseNumberNo, itemCode, traceparent } from "#test/unit/ratings/samples.ts";
import { rectifications } from "../../../functions/rectifications/rectifications/rectifications.ts";
import { citizenClaims } from "../../../local/made-up-identity.ts";

const citizen = { sub: "citizen-1", role: "citizen", identityLevel: "realName" };
const clerk = { sub: "clerk-1", role: "clerk", department: "1001" };
const colleague = { sub: "clerk-2", role: "clerk", department: "1002" };
const supervisor = { sub: "supervisor-1", role: "supervisor" };
const opening = "2026-03-06T02:00:00.000Z";
const later = "2026-03-20T02:00:00.000Z";

let now: string;
let store: ReturnType<typeof memoryRecordStore<Order, (typeof rectification)["indexes"]>>;
let handlers: string[];
let handler: ReturnType<typeof httpApi>;
beforeEach(() => {
  now = opening;
  store = memoryRecordStore(rectification);
  handlers = [];
  handler = httpApi(
    rectifications({
      store,
      isOneself: async (account, { name }) => account === "clerk-1" && name === "陈芳",
      cases: { handlersOf: async () => handlers },
      standing: standingBy(),
      ratings: {
        ratingOf: async ({ turn }) => ({
          details: ["210"],
          channel: "mobile",
          ratedAt: opening,
          comment: `words of the ${turn} rating`,
        }),
      },
      calendar: async () => calendar,
      now: () => now,
    }),
    { accesses: memoryAccesses() },
  );
});

/** Of the case with this serial number. */
async function openedOrder(serial: number, change: Partial<Order> = {}): Promise<Order> {
  const order = openOrder(
    {
      caseNumber: caseNumberNo(serial),
      stage: "completion",
      itemCode,
      department: "1001",
      applicantId: "citizen-1",
      level: "dissatisfied",
      anonymous: false,
      ...change,
    },
    { now, calendar },
    traceparent,
  );
  await store.write(order);
  return order;
}

const call = (who: Claims, route: string, more?: RouteCall) => callRoute(handler, who, route, more);
const look = (who: Claims, { rectificationId }: Order) =>
  call(who, "GET /v1/rectifications/{rectificationId}", { path: { rectificationId } });
const list = async (who: Claims) => (await call(who, "GET /v1/rectifications")).body.items as Order[];
const mine = async (who: Claims) => (await call(who, "GET /v1/my/rectifications")).body.items as Order[];
async function act(who: Claims, { rectificationId }: Order, action: string, body: object) {
  const version = (await store.read(rectificationId))?.version;
  return call(who, `POST /v1/rectifications/{rectificationId}/actions/${action}`, {
    path: { rectificationId },
    body,
    headers: { "if-match": `"${version}"` },
  });
}
const numbers = (orders: Order[]) => orders.map(({ caseNumber }) => caseNumber);

describe("a work order", () => {
  it("is seen by its own department and by supervisors", async () => {
    const order = await openedOrder(1);
    for (const who of [clerk, supervisor]) expect((await look(who, order)).status).toBe(200);
    expect((await look(colleague, order)).status).toBe(404);
    expect((await look(citizen, order)).status).toBe(403);
    const history = (who: Claims) =>
      call(who, "GET /v1/rectifications/{rectificationId}/history", {
        path: { rectificationId: order.rectificationId },
      });
    expect((await history(clerk)).status).toBe(200);
    expect((await history(colleague)).status).toBe(404);
    expect((await act(colleague, order, "recordCall", { result: "reached" })).status).toBe(404);
  });

  it("shows the rating that opened it, and the case unless the rater is anonymous", async () => {
    const [named, anonymous] = [await openedOrder(1), await openedOrder(2, { anonymous: true })];
    expect((await look(clerk, named)).body).toMatchObject({
      caseNumber: named.caseNumber,
      rating: { comment: "words of the first rating", details: [{ code: "210" }] },
    });
    const { body } = await look(clerk, anonymous);
    expect(body).toMatchObject({ state: "verifying" });
    expect(JSON.stringify([body, await list(clerk)])).not.toContain(anonymous.caseNumber);
  });

  it("is verified by nobody who handled the case", async () => {
    const order = await openedOrder(1, { anonymous: true });
    handlers = ["clerk-1"];
    expect((await look(clerk, order)).body.allowedActions).toEqual(["appeal"]);
    const verification = { finding: "unfounded", words: "不属实" };
    expect(await act(clerk, order, "verify", verification)).toMatchObject({
      status: 409,
      body: { code: "guardFailed", guard: "notHandler" },
    });
    const withAnother = { ...citizenClaims("clerk-2", "陈芳"), role: "clerk", department: "1001" };
    expect(await act(withAnother, order, "verify", verification)).toMatchObject({
      status: 409,
      body: { guard: "notHandler" },
    });
    expect((await act(supervisor, order, "verify", verification)).status).toBe(200);
  });

  it("is overdue after its deadline and while it is open", async () => {
    const order = await openedOrder(1, { anonymous: true });
    const overdue = async () => (await look(clerk, order)).body.overdue;
    now = order.dueAt;
    expect(await overdue()).toBe(false);
    now = later;
    expect(await overdue()).toBe(true);
    await act(clerk, order, "verify", { finding: "unfounded", words: "不属实" });
    await act(clerk, order, "notify", { how: "sms", words: "已说明" });
    now = "2026-06-01T00:00:00.000Z";
    expect((await look(clerk, order)).body).toMatchObject({ state: "closed", overdue: false });
  });
});

describe("the list of work orders", () => {
  it("holds a department's open ones for its staff and all for supervisors, by what is due first", async () => {
    const [soon, other] = [await openedOrder(2), await openedOrder(3, { department: "1002" })];
    const hard = await openedOrder(1, { anonymous: true });
    await act(supervisor, hard, "verify", { finding: "justified", complex: true, words: "属实" });
    now = later;
    const last = await openedOrder(4);
    const dropped = await openedOrder(5);
    await store.write(
      rectification.next(
        dropped,
        { state: "voided" },
        { event: "dropped", at: now, trace: traceparent, actor: { role: "system", id: "ratings" } },
      ),
    );
    const ids = (orders: Order[]) => orders.map(({ rectificationId }) => rectificationId);
    expect(ids(await list(clerk))).toEqual(ids([soon, last, hard]));
    expect(numbers(await list(colleague))).toEqual([other.caseNumber]);
    expect(ids(await list(supervisor)).sort()).toEqual(ids([soon, other, last, hard]).sort());
    const another = await call(clerk, "GET /v1/rectifications", { query: { department: "1002" } });
    expect(another.status).toBe(403);
  });
});

describe("what a rater is told", () => {
  it("is of their own ratings, newest first", async () => {
    const before = await openedOrder(1);
    now = later;
    const [after, others] = [await openedOrder(2), await openedOrder(3, { applicantId: "citizen-2" })];
    expect(numbers(await mine(citizen))).toEqual([after.caseNumber, before.caseNumber]);
    expect(numbers(await mine({ ...citizen, sub: "citizen-2" }))).toEqual([others.caseNumber]);
    expect(await mine({ ...citizen, sub: "citizen-3" })).toEqual([]);
  });

  it("holds the outcome and the words once they stand", async () => {
    const order = await openedOrder(1, { anonymous: true });
    await act(clerk, order, "verify", { finding: "unfounded", words: "不属实" });
    const [underWay] = await mine(citizen);
    expect(underWay).toMatchObject({ state: "inProgress" });
    expect(underWay).not.toHaveProperty("outcome");
    await act(clerk, order, "notify", { how: "sms", words: "已向您说明" });
    expect(await mine(citizen)).toMatchObject([
      { state: "closed", outcome: "unfounded", notified: { words: "已向您说明" } },
    ]);
  });
});
