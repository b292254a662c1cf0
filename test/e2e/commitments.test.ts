import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer, Person } from "#local/play/api.ts";
import { accepted, apply, citizenNamed, type Office, officeOf } from "#local/play/office.ts";
import { act, submissionOf, uploadMaterials } from "#local/play/straight-way.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";

let app: TestApp;
let office: Office;
let supervisor: Person;

beforeAll(async () => {
  app = await sharedTestApp();
  office = await officeOf(app, "1001");
  supervisor = await app.as("liu-yang");
});
afterAll(() => app.end());

type Check = Answer["body"] & { version: number; state: string };
const checkOf = async (who: Person, caseNumber: string): Promise<Check> =>
  (await who.ask("GET", `/v1/commitments/${caseNumber}`)).body as Check;
const take = async (who: Person, caseNumber: string, action: string, body: unknown): Promise<Check> => {
  const { version } = await checkOf(who, caseNumber);
  const answer = await who.ask("POST", `/v1/commitments/${caseNumber}/actions/${action}`, {
    body,
    headers: { "if-match": `"${version}"` },
  });
  await app.drained();
  return answer.body as Check;
};
const commitments = ["food-safety-rules"];

const approved = async (citizen: Person, more: Record<string, unknown> = {}): Promise<string> => {
  const opened = await accepted(office, await apply(citizen, { commitments, ...more }));
  await act(office.reviewer, opened, "approve");
  await app.drained();
  return opened.caseNumber;
};

describe("a decision that relied on a commitment", () => {
  test("is checked, and found true after it was put right", async () => {
    const citizen = await citizenNamed(app, "committed-truly");
    const caseNumber = await approved(citizen);
    const { officialDocuments } = (await citizen.ask("GET", `/v1/cases/${caseNumber}`)).body as {
      officialDocuments: { kind: string; documentId: string }[];
    };
    const paper = officialDocuments.find(({ kind }) => kind === "commitment");
    expect((await citizen.call("GET", `/v1/documents/${paper?.documentId}/content`)).status).toBeLessThan(
      400,
    );
    const listed = (await office.clerk.ask("GET", "/v1/commitments")).body.items as Check[];
    expect(listed).toMatchObject([{ caseNumber, state: "toCheck", materials: commitments, overdue: false }]);
    const found = { way: "onSite", words: "制度齐全，未在场所公示", days: 10 };
    expect(await take(office.clerk, caseNumber, "orderRectification", found)).toMatchObject({
      state: "rectifying",
    });
    expect(await checkOf(citizen, caseNumber)).toMatchObject({ state: "rectifying", allowedActions: [] });
    const right = { way: "onSite", words: "已公示" };
    expect(await take(office.clerk, caseNumber, "confirm", right)).toMatchObject({ state: "fulfilled" });
    expect((await office.clerk.ask("GET", "/v1/commitments")).body.items).toEqual([]);
    // Nobody without a commitment is checked, and nobody else's is seen.
    const stranger = await citizenNamed(app, "committed-to-nothing");
    expect((await stranger.call("GET", `/v1/commitments/${caseNumber}`)).status).toBe(404);
    const plain = await approved(stranger, { commitments: [] });
    expect((await stranger.call("GET", `/v1/commitments/${plain}`)).status).toBe(404);
  });

  test("is revoked when that was not true: the licence goes, and no second commitment is taken", async () => {
    const citizen = await citizenNamed(app, "committed-falsely");
    const caseNumber = await approved(citizen);
    app.travel(60);
    await app.fireSchedule("Commitments");
    await app.drained();
    expect(await checkOf(office.clerk, caseNumber)).toMatchObject({ state: "toCheck", overdue: true });
    app.travel(-60);
    await take(office.reviewer, caseNumber, "findUntrue", { way: "data", words: "没有制定制度" });
    const revoke = { ground: "fraud", words: "以欺骗手段取得许可" };
    const same = await office.reviewer.call("POST", `/v1/commitments/${caseNumber}/actions/revoke`, {
      body: revoke,
      headers: { "if-match": `"${(await checkOf(office.reviewer, caseNumber)).version}"` },
    });
    expect(same).toMatchObject({ status: 409, body: { guard: "notFinder" } });
    expect(await take(supervisor, caseNumber, "revoke", revoke)).toMatchObject({ state: "revoked" });
    const licences = (await citizen.ask("GET", "/v1/licences")).body.items as {
      caseNumber: string;
      state: string;
    }[];
    expect(licences).toMatchObject([{ state: "rescinded" }]);

    const again = submissionOf(await uploadMaterials(citizen, 2), { receive: { mode: "window" } });
    const submit = (body: unknown, key: string) =>
      citizen.call("POST", "/v1/cases", { body, headers: { "idempotency-key": key } });
    const refused = await submit({ ...again, commitments }, "second-commitment");
    expect(refused).toMatchObject({ status: 400, body: { code: "invalidRequest" } });
    expect(refused.body.errors).toMatchObject([{ path: "body/commitments", code: "barred" }]);
    expect(JSON.stringify(refused.body.errors)).toContain(caseNumber);
    // The material itself is taken as from anybody.
    expect((await submit(again, "without-commitment")).status).toBe(201);
    await take(supervisor, caseNumber, "repairCredit", { words: "已缴纳罚款并纠正" });
    const third = submissionOf(await uploadMaterials(citizen, 3), {
      receive: { mode: "window" },
      commitments,
    });
    expect((await submit(third, "after-repair")).status).toBe(201);
    const { body: history } = await supervisor.ask("GET", `/v1/commitments/${caseNumber}/history`);
    expect((history.items as { event: string }[]).map(({ event }) => event)).toEqual([
      "late",
      "foundUntrue",
      "revoked",
      "creditRepaired",
    ]);
    expect(app.log.filter(({ message }) => message.includes('"level":"ERROR"'))).toEqual([]);
    app.checkAnswers();
  });
});
