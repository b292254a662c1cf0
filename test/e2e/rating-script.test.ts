import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Person, person } from "#local/play/api.ts";
import { asDevice } from "#local/play/devices.ts";
import { type Office, officeOf } from "#local/play/office.ts";
import { startTestApp, type TestApp } from "#test/support/app.ts";
import { invite, linkFor, numberOf, postFrom, recountOf } from "#test/support/ratings.ts";

let app: TestApp;
let supervisor: Person;
let office: Office;
let publicly: Person;

beforeAll(async () => {
  // The limit is one execution environment's: with one of each function it is the same on every machine.
  app = await startTestApp({ maxConcurrency: 1 });
  supervisor = await app.as("liu-yang");
  office = await officeOf(app, "1001");
  publicly = person(app.apiUrl);
});
afterAll(() => app.end());

const recounted = () => recountOf(app);
const figures = async (query: string) => (await publicly.ask("GET", `/v1/ratings/summary${query}`)).body;
const five = { score: 5, details: [] };

/** The API's ceiling for everybody together answers 429 while a script runs against it; clients come again. */
async function patiently(ask: () => Promise<number>): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const status = await ask();
    if (status !== 429 || attempt === 40) return status;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

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
      quarantined: tokens.length,
    });
    expect((await recounted()).differences).toEqual([]);

    const list = (await supervisor.ask("GET", "/v1/ratings/quarantined?limit=50")).body as {
      items: { ratingId: string; version: number; department: string; reasons: { rule: string }[] }[];
      nextCursor: string | null;
    };
    expect(list.items).toHaveLength(50);
    expect(list.nextCursor).not.toBeNull();
    for (const { reasons } of list.items) expect(reasons.length).toBeGreaterThan(0);
    expect(JSON.stringify(list)).not.toMatch(/applicant|127\.0\.0\.66/);
    const one = list.items.find((item) => item.department === department);
    expect(one).toMatchObject({ state: "quarantined", allowedActions: ["release", "dismiss"] });
    const decide = (who: Person, action: string, version = one?.version) =>
      who.call("POST", `/v1/ratings/${one?.ratingId}/actions/${action}`, {
        body: { words: "电话核实为本人评价" },
        headers: { "if-match": `"${version}"`, "idempotency-key": `review-${action}` },
      });
    expect((await decide(office.clerk, "release")).status).toBe(403);
    const released = await decide(supervisor, "release");
    expect(released).toMatchObject({ status: 200, body: { state: "released", allowedActions: [] } });
    expect((await decide(supervisor, "release")).body).toEqual(released.body);
    expect((await decide(supervisor, "dismiss")).status).toBe(412);
    // What counts again passes the national gate, or is held back there: a step of the platform's own.
    await app.drained();
    const now = (await supervisor.ask("GET", `/v1/ratings/${one?.ratingId}`)).body;
    expect(now).toMatchObject({ state: "released" });
    expect(await decide(supervisor, "dismiss", Number(now.version))).toMatchObject({
      status: 409,
      body: { code: "actionNotAllowed" },
    });
    expect((await supervisor.call("GET", "/v1/ratings/nothing")).status).toBe(400);
    await app.drained();
    expect((await figures(`?department=${department}`)).overall).toMatchObject({
      total: honest.length + 1,
      quarantined: tokens.length - 1,
    });
    expect((await recounted()).differences).toEqual([]);
  });
});
