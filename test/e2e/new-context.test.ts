import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PublishedEvent } from "#local/engine/index.ts";
import type { Answer, Person } from "#local/play/api.ts";
import { apply, citizenNamed, type Office, officeOf } from "#local/play/office.ts";
import { act } from "#local/play/straight-way.ts";
import { allRoutes, openApi, routesOf } from "#scripts/openapi.ts";
import { startTestApp, type TestApp } from "#test/support/app.ts";
import { projectWithToy, toyFiles } from "#test/support/toy-project.ts";
import { suggestions } from "#test/toy/shared/suggestions/context.ts";

/** The guide for new contexts, held to what it says: its files are put into the project and the app is run. */
describe("a new context", () => {
  let toy: Awaited<ReturnType<typeof projectWithToy>>;
  let app: TestApp;
  let citizen: Person;
  let supervisor: Person;
  let office: Office;
  const published: string[] = [];

  beforeAll(async () => {
    toy = await projectWithToy();
    app = await startTestApp({
      assemblyDir: toy.assemblyDir,
      openApi: openApi([...allRoutes, ...routesOf(suggestions)]),
      hooks: { onPublished: ({ event }: PublishedEvent) => published.push(event["detail-type"]) },
    });
    citizen = await citizenNamed(app, "author");
    supervisor = await app.as("liu-yang");
    office = await officeOf(app, "1001");
  });
  afterAll(async () => {
    await app.end();
    toy.end();
  });

  const suggest = (
    who: Person,
    caseNumber: string,
    key: string,
    text = "请在门口放一把椅子",
  ): Promise<Answer> =>
    who.call("POST", "/v1/suggestions", { body: { caseNumber, text }, headers: { "idempotency-key": key } });
  const take = (who: Person, at: Answer["body"], action: string, headers: Record<string, string> = {}) =>
    who.call("POST", `/v1/suggestions/${at.suggestionId}/actions/${action}`, {
      body: { words: "已经放置" },
      headers: { "if-match": `"${at.version}"`, ...headers },
    });
  const open = async (who: Person): Promise<{ suggestionId: string; escalated?: true }[]> =>
    (await who.ask("GET", "/v1/suggestions")).body.items as never;

  test("is made of the files that the guide names, and one line elsewhere", () => {
    const guide = readFileSync("docs/adding-a-context.md", "utf8");
    for (const file of toyFiles())
      expect(guide, file).toContain(file.replaceAll("suggestion", "NAME").split("/").at(-1));
    expect(toyFiles()).toHaveLength(13);
  });

  test("makes records once, lists them by department, and decides them by its table", async () => {
    const { caseNumber } = await apply(citizen);
    const made = await suggest(citizen, caseNumber, "suggestion-1");
    expect(made).toMatchObject({ status: 201, body: { state: "open", version: 1, allowedActions: [] } });
    expect(made.headers.get("location")).toBe(`/v1/suggestions/${made.body.suggestionId}`);
    expect((await suggest(citizen, caseNumber, "suggestion-1")).body).toEqual(made.body);
    expect(await suggest(citizen, caseNumber, "suggestion-1", "另一件事")).toMatchObject({
      status: 422,
      body: { code: "idempotencyKeyReused" },
    });
    const stranger = await citizenNamed(app, "stranger");
    expect((await suggest(stranger, caseNumber, "suggestion-2")).status).toBe(404);
    expect((await stranger.call("GET", `/v1/suggestions/${made.body.suggestionId}`)).status).toBe(404);
    expect(await open(office.clerk)).toMatchObject([{ suggestionId: made.body.suggestionId, caseNumber }]);
    expect((await office.clerk.call("GET", "/v1/suggestions?department=1002")).status).toBe(403);
    expect(await open(supervisor)).toHaveLength(1);

    expect((await take(citizen, made.body, "answer")).status).toBe(403);
    expect((await take(office.clerk, made.body, "decline")).status).toBe(403);
    const key = { "idempotency-key": "answer-1" };
    const answered = await take(office.clerk, made.body, "answer", { ...key, "if-match": 'W/"1"' });
    expect(answered).toMatchObject({ status: 200, body: { state: "answered", version: 2 } });
    expect((await take(office.clerk, made.body, "answer", key)).body).toEqual(answered.body);
    expect((await take(office.clerk, made.body, "answer")).status).toBe(412);
    expect(await take(office.clerk, answered.body, "answer")).toMatchObject({
      status: 409,
      body: { code: "actionNotAllowed", allowedActions: [] },
    });
    expect(await open(office.clerk)).toEqual([]);
    await app.drained();
    const { body: history } = await citizen.ask("GET", `/v1/suggestions/${made.body.suggestionId}/history`);
    expect(history.items).toMatchObject([
      { version: 1, event: "made", state: "open", by: { role: "citizen" } },
      { version: 2, event: "answered", state: "answered", by: { role: "clerk" }, words: "已经放置" },
    ]);
  });

  test("follows other contexts' events, and the clock", async () => {
    const [withdrawn, waiting] = [await apply(citizen), await apply(citizen)];
    const about = (await suggest(citizen, withdrawn.caseNumber, "suggestion-3")).body;
    const left = (await suggest(citizen, waiting.caseNumber, "suggestion-4")).body;
    await act(citizen, withdrawn, "withdraw");
    await app.drained();
    const seen = await citizen.ask("GET", `/v1/suggestions/${about.suggestionId}`);
    expect(seen.body).toMatchObject({ state: "dropped", version: 2 });
    app.travel(10);
    for (let run = 0; run < 2; run += 1) await app.fireSchedule("Suggestions");
    app.travel(-10);
    await app.drained();
    expect(await open(supervisor)).toMatchObject([{ suggestionId: left.suggestionId, escalated: true }]);
    expect((await citizen.ask("GET", `/v1/suggestions/${left.suggestionId}`)).body.version).toBe(2);
    const historyOf = async ({ suggestionId }: Answer["body"]) => {
      const { body } = await citizen.ask("GET", `/v1/suggestions/${suggestionId}/history`);
      return (body.items as { event: string }[]).map(({ event }) => event);
    };
    expect([await historyOf(about), await historyOf(left)]).toEqual([
      ["made", "dropped"],
      ["made", "escalated"],
    ]);
    // Nobody follows what suggestions tell, so the bus has none of it.
    expect(published).toContain("tongban.case.withdrawn.v1");
    expect(published.filter((type) => type.startsWith("tongban.suggestion"))).toEqual([]);
    expect(app.log.filter(({ level }) => level === "error")).toEqual([]);
  });
});
