import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "#local/play/api.ts";
import { citizenNamed, type Office, officeOf } from "#local/play/office.ts";
import { act, applicant, type CaseBody, submit } from "#local/play/straight-way.ts";
import { localTables } from "#local/seed.ts";
import { audit } from "#scripts/audit/audit.ts";
import { startTestApp, type TestApp } from "#test/support/app.ts";
import { inTenDays } from "#test/support/applications.ts";

const marriage = "11411602MB9100403J4000704001001";
const wangIs = { name: "王强", idNumber: "110101199003074610" };
const phone = "13900003210";

let app: TestApp;
let li: Person;
let wang: Person;
let office: Office;
beforeAll(async () => {
  app = await startTestApp({ stepMs: 5 });
  li = await citizenNamed(app, "together-li", applicant);
  wang = await citizenNamed(app, "together-wang", wangIs);
  office = await officeOf(app, "1004");
});
afterAll(() => app.end());

const spouse = { ...wangIs, idType: "residentId", phone, role: "spouse" };
const body = (more: Record<string, unknown> = {}) => ({
  itemCode: marriage,
  applicant: { phone: applicant.phone },
  applicantRole: "spouse",
  parties: [spouse],
  answers: { bookedOn: inTenDays(), session: "上午", phone: applicant.phone },
  materials: [],
  handIn: { mode: "online" },
  receive: { mode: "window" },
  ...more,
});
const read = (who: Person, { caseNumber }: Pick<CaseBody, "caseNumber">) =>
  who.call("GET", `/v1/cases/${caseNumber}`);
const kinds = async (who: Person, one: CaseBody) => {
  await app.drained();
  return ((await read(who, one)).body.officialDocuments as { kind: string }[]).map(({ kind }) => kind);
};

describe("a marriage, applied for by both", () => {
  test("waits for the other's word, is received with it, and is both's from then on", async () => {
    const opened = await submit(li, body());
    expect(opened).toMatchObject({ state: "awaitingParties", version: 1 });
    const worklist = await office.clerk.ask("GET", "/v1/worklist?department=1004");
    expect(worklist.body.items).toEqual([]);
    expect((await read(wang, opened)).status).toBe(404);

    const found = await wang.ask("GET", "/v1/invitations");
    expect(found.body.items).toMatchObject([{ caseNumber: opened.caseNumber, answer: "awaited" }]);
    expect((await li.ask("GET", "/v1/invitations")).body.items).toEqual([]);
    expect(await kinds(li, opened)).toEqual([]);

    const path = `/v1/invitations/${opened.caseNumber}/confirm`;
    const both = await Promise.all([0, 1].map(() => wang.ask("POST", path, { body: { agreed: true } })));
    expect(both.map(({ body: answer }) => answer.state)).toEqual(["submitted", "submitted"]);
    expect(await kinds(wang, opened)).toEqual(["receipt"]);
    const seen = (await read(wang, opened)).body as CaseBody & Record<string, unknown>;
    expect(seen).toMatchObject({
      state: "submitted",
      version: 2,
      parties: [{ name: "王*", confirmed: true }],
    });

    const decided = await act(office.clerk, seen, "decideOnTheSpot", {});
    await app.drained();
    // It waits at the window for either of them, with one code.
    const codes = await Promise.all([li, wang].map(async (who) => (await read(who, opened)).body.collection));
    expect(codes).toEqual([codes[0], codes[0]]);
    expect(codes[0]).toMatchObject({ code: expect.stringMatching(/^\d{8}$/) });
    const { body: licences } = await li.ask("GET", "/v1/licences");
    expect(licences.items).toMatchObject([{ type: { name: { zh: "结婚证" } } }]);
    expect(
      (await act(office.clerk, decided, "collect", { identity: "residentId", relation: "self" })).state,
    ).toBe("completed");
  });

  test("ends with a notice when the other declines", async () => {
    const opened = await submit(li, body());
    const path = `/v1/invitations/${opened.caseNumber}`;
    const declined = await wang.ask("POST", `${path}/decline`, { body: { reason: "改日再办" } });
    expect(declined.body.state).toBe("terminated");
    expect(await kinds(li, opened)).toEqual(["notConfirmed"]);
    expect((await wang.call("POST", `${path}/confirm`, { body: { agreed: true } })).status).toBe(409);
  });

  test("is received at once at the window, where both are with their documents", async () => {
    const opened = await submit(office.clerk, {
      ...body({ parties: [{ ...spouse, present: true }] }),
      applicant: { ...applicant },
      assistance: { kind: "helped" },
    });
    expect(opened.state).toBe("submitted");
    for (const who of [li, wang])
      expect((await who.ask("GET", `/v1/cases/${opened.caseNumber}`)).body).toMatchObject({
        state: "submitted",
      });
  });

  test("and every case is what its history says", async () => {
    await app.drained();
    const { cases, findings } = await audit(app.outputs.CasesTableName ?? "", localTables(app), undefined);
    expect([cases, findings]).toEqual([3, []]);
  });
});
