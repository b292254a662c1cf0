import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { machineKey } from "#local/machine-key.ts";
import { madeUpIdNumber } from "#local/made-up-identity.ts";
import { type Person, person } from "#local/play/api.ts";
import { asDevice, asMachine } from "#local/play/devices.ts";
import { accepted, apply, citizenNamed, type Office, officeOf, refusal } from "#local/play/office.ts";
import { act, type CaseBody } from "#local/play/straight-way.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import { startTestApp, type TestApp } from "#test/support/app.ts";
import { problemOf } from "#test/support/problem.ts";
import { invite, linkFor, numberOf, ratingStoreOf } from "#test/support/ratings.ts";

let app: TestApp;
let citizen: Person;
let supervisor: Person;
let office: Office;
let publicly: Person;
let serial = 0;

beforeAll(async () => {
  app = await startTestApp();
  citizen = await citizenNamed(app, "applicant", { name: "李敏", idNumber: madeUpIdNumber("applicant") });
  supervisor = await app.as("liu-yang");
  office = await officeOf(app, "1001");
  publicly = person(app.apiUrl);
});
afterAll(() => app.end());

const figures = async (query = "") => (await publicly.ask("GET", `/v1/ratings/summary${query}`)).body;
const five = { score: 5, details: [] };

/** A stage that can be rated, without the case around it. */
async function ratable(stage: "acceptance" | "completion" = "completion", department = "1001") {
  serial += 1;
  const caseNumber = numberOf(serial, department);
  await invite(app, caseNumber, [stage], "applicant");
  return caseNumber;
}

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
    const record = await ratingStoreOf(app).read(
      ratingIdText({
        caseNumber: opened.caseNumber,
        stage: "acceptance",
        turn: "first",
      }),
    );
    expect(record?.rating).toMatchObject({ window: "A03", clerkId: "chen-fang" });
    const decided = await act(await app.as("wang-lei"), running, "approve", { reason: "材料齐全" });
    await act(office.clerk, decided, "collect", { identity: "residentId", relation: "self" });
    await app.drained();
  });

  test("a link printed by the window that handles the case: once, and for nothing else", async () => {
    const path = `/v1/cases/${opened.caseNumber}/rating-links`;
    const body = { stage: "completion", channel: "qr" };
    const stranger = (await officeOf(app, "1002")).clerk;
    expect((await stranger.call("POST", path, { body })).status).toBe(404);
    const invites = async (who: Person) => problemOf(await who.call("POST", path, { body })).code;
    expect(await invites(office.clerk)).toBe("handlerInvites");
    expect(await invites(await app.as("wang-lei"))).toBe("handlerInvites");
    const { token } = (await (await app.as("chen-fang")).ask("POST", path, { body })).body;
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
    const own = { body: { stage: "completion", score: 1, details: [] } };
    await citizen.ask("POST", `/v1/cases/${opened.caseNumber}/ratings`, own);
    expect(await level("completion")).toBe("veryDissatisfied");
    expect(
      (
        await citizen.call("POST", `/v1/cases/${opened.caseNumber}/ratings`, {
          body: { ...own.body, ...five },
        })
      ).status,
    ).toBe(409);
    expect((await rate({ ...five, score: 3 })).status).toBe(409);
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
      // The one by a code was the applicant's own in the end.
      "sms",
      "windowTablet",
    ]);
  });

  test("the telephone, for a sample that anybody can draw again", async () => {
    const unrated = await Promise.all([ratable("completion", "1003"), ratable("completion", "1003")]);
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const question = { from: today, to: today, department: "1003", size: 1 };
    const { body: draw } = await supervisor.ask("POST", "/v1/rating-draws", { body: question });
    expect(draw).toMatchObject({ population: 2, drawn: 1 });
    expect((await supervisor.ask("POST", "/v1/rating-draws", { body: question })).body).toEqual(draw);
    expect((await supervisor.ask("GET", "/v1/rating-draws")).body.items).toEqual([draw]);
    const { body } = await supervisor.ask("GET", `/v1/rating-draws/${draw.drawId}`);
    const [call] = body.calls as { callId: string; caseNumber: string; version: number }[];
    expect(unrated).toContain(call?.caseNumber);
    const path = `/v1/rating-calls/${call?.callId}/actions/record`;
    const record = (version: number, sent: object) => ({
      body: sent,
      headers: { "if-match": `"${version}"`, "idempotency-key": `attempt-${version}` },
    });
    await supervisor.ask("POST", path, record(1, { outcome: "notReached" }));
    expect((await supervisor.call("POST", path, record(2, { outcome: "rated" }))).status).toBe(400);
    const rated = record(2, { outcome: "rated", rating: { score: 4, details: [] } });
    for (let repeat = 0; repeat < 2; repeat += 1)
      expect((await supervisor.ask("POST", path, rated)).body).toMatchObject({ state: "rated", version: 3 });
    expect((await supervisor.call("POST", path, record(3, { outcome: "refused" }))).status).toBe(409);
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
      quarantined: 0,
    });
    const { items } = (await supervisor.ask("GET", "/v1/rating-devices")).body as {
      items: { deviceId: string; silent: boolean }[];
    };
    expect(items).toHaveLength(14);
    expect(items.filter(({ silent }) => !silent).map(({ deviceId }) => deviceId)).toEqual(["window-06"]);
  });

  test("every end, also of a case that was withdrawn or refused before it was accepted", async () => {
    const rate = async ({ caseNumber }: CaseBody, stage: string) =>
      (await citizen.call("POST", `/v1/cases/${caseNumber}/ratings`, { body: { stage, ...five } })).status;
    const withdrawn = await act(citizen, await apply(citizen), "withdraw", { reason: "不开店了" });
    expect(await rate(withdrawn, "acceptance")).toBe(409);
    expect(await rate(withdrawn, "completion")).toBe(201);
    const refused = await act(office.clerk, await apply(citizen), "refuse", refusal);
    expect(await rate(refused, "acceptance")).toBe(201);
    expect(await rate(refused, "completion")).toBe(201);
    await app.drained();
  });

  test("the higher platform takes a day's ratings, and learns of each that does not pass why", async () => {
    const noCase = await ratable();
    await citizen.ask("POST", `/v1/cases/${noCase}/ratings`, { body: { stage: "completion", ...five } });
    // A case of its own: stages that are rated within seconds are under review.
    const passed = await accepted(office, await apply(citizen));
    await app.drained();
    const device = { deviceId: "window-03", key: await machineKey(app, "device:window-03") };
    await asDevice(app.apiUrl, device, "ratings", {
      caseNumber: passed.caseNumber,
      stage: "acceptance",
      ...five,
      ratedAt: new Date().toISOString(),
    });
    await app.drained();
    const key = await machineKey(app, "rating:national");
    const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const taken = await asMachine(app.apiUrl, { name: "national", key }, "/v1/national-ratings", {
      department: "1001",
      day,
    });
    const { records, heldBack } = taken.body as { records: object[]; heldBack: { ratingId: string }[] };
    expect(records).toContainEqual(
      expect.objectContaining({
        projectNo: passed.caseNumber,
        proStatus: "2",
        proManager: "陈芳",
        satisfaction: "5",
        effectivEvalua: "1",
      }),
    );
    const held = {
      ratingId: expect.stringContaining(noCase),
      faults: [{ field: "projectNo", code: "noCase" }],
    };
    expect(heldBack).toContainEqual(held);
    const { items } = (await supervisor.ask("GET", "/v1/ratings/held-back?limit=50")).body;
    const listed = (items as { ratingId: string }[]).map(({ ratingId }) => ratingId);
    expect(listed).toContain(`${noCase}-completion-first`);
    expect(listed).not.toContain(`${passed.caseNumber}-acceptance-first`);
  });

  test("nobody rates what they handled, nor for others", async () => {
    const own = await accepted(office, await apply(await citizenNamed(app, "wang-lei")));
    await app.drained();
    const [path, body] = [`/v1/cases/${own.caseNumber}/ratings`, { stage: "acceptance", ...five }];
    expect((await (await citizenNamed(app, "clerk-1001")).call("POST", path, { body })).status).toBe(404);
    expect((await office.clerk.call("POST", path, { body })).status).toBe(403);
  });
});
