import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { citizenClaims, madeUpIdNumber } from "#local/made-up-identity.ts";
import { type Person, person } from "#local/play/api.ts";
import { citizenNamed } from "#local/play/office.ts";
import {
  act,
  applicant,
  type Materials,
  submissionOf,
  submit,
  uploadMaterials,
} from "#local/play/straight-way.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";
import { pathsOf, problemOf } from "#test/support/problem.ts";

let app: TestApp;
let citizen: Person;
let stranger: Person;
let clerk: Person;
let reviewer: Person;
let otherOffice: Person;
let materials: Materials;

beforeAll(async () => {
  app = await sharedTestApp();
  citizen = await citizenNamed(app, "who-may-citizen");
  stranger = await citizenNamed(app, "who-may-stranger");
  [clerk, reviewer, otherOffice] = (await Promise.all(
    ["chen-fang", "wang-lei", "zhao-ning"].map((id) => app.as(id)),
  )) as [Person, Person, Person];
  materials = await uploadMaterials(citizen);
});
afterAll(() => app.end());

const post = (who: Person, body: unknown, headers: Record<string, string> = {}) =>
  who.call("POST", "/v1/cases", { body, headers: { "idempotency-key": randomUUID(), ...headers } });
describe("who may do what", () => {
  test("no token, a forged one, a role that may not", async () => {
    const nobody = person(app.apiUrl);
    expect((await nobody.call("GET", "/v1/cases")).status).toBe(401);
    const forged = person(app.apiUrl, `${(await app.token("li-min")).slice(0, -6)}AAAAAA`);
    expect((await forged.call("GET", "/v1/cases")).status).toBe(401);
    const unknownRole = person(app.apiUrl, await app.tokenWith({ sub: "x", role: "emperor" }));
    expect((await unknownRole.call("GET", "/v1/cases")).status).toBe(401);
    expect((await reviewer.call("GET", "/v1/cases")).status).toBe(403);
    expect((await citizen.call("GET", "/v1/worklist")).status).toBe(403);
    const weak = person(
      app.apiUrl,
      await app.tokenWith({ sub: "input-citizen", role: "citizen", identityLevel: "password" }),
    );
    for (const path of ["/v1/cases", "/v1/me/export", "/v1/licences"])
      expect(problemOf(await weak.call("GET", path)).code).toBe("identityLevelTooLow");
    expect(problemOf(await post(weak, submissionOf(materials))).code).toBe("identityLevelTooLow");
    const oneFactor = person(
      app.apiUrl,
      await app.tokenWith({ sub: "one-factor", role: "reviewer", department: "1001", acr: "pwd" }),
    );
    expect(problemOf(await oneFactor.call("GET", "/v1/worklist")).code).toBe("secondFactorNeeded");
    const both = person(app.apiUrl, await app.tokenWith({ sub: "both", role: ["admin", "auditor"] }));
    const mixed = problemOf(await both.call("GET", "/v1/staff"));
    expect([mixed.code, mixed.detail]).toEqual(["rolesNotApart", expect.stringContaining("不得由一人兼任")]);
    // Neither does an ID number that cannot exist verify anybody: 403 with the way out, no fault of ours.
    const impossible = await citizenNamed(app, "impossible", {
      name: "张三",
      idNumber: "110105194912310021",
    });
    const refusal = await impossible.call("POST", "/v1/cases", {
      body: {},
      headers: { "idempotency-key": randomUUID() },
    });
    expect([refusal.status, problemOf(refusal).code]).toEqual([403, "identityLevelTooLow"]);
    expect(problemOf(refusal).detail).toContain("带身份证件到窗口办理");
    expect((await impossible.call("GET", "/v1/cases")).status).toBe(200);
  });

  test("a case of others answers as one that does not exist", async () => {
    const opened = await submit(citizen, submissionOf(await uploadMaterials(citizen)));
    const absent = `${opened.caseNumber.slice(0, -7)}000000${opened.caseNumber.slice(-1)}`;
    const bodies = await Promise.all(
      [
        [stranger, opened.caseNumber],
        [otherOffice, opened.caseNumber],
        [stranger, absent],
      ].map(async ([who, caseNumber]) => (await (who as Person).call("GET", `/v1/cases/${caseNumber}`)).body),
    );
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    const acted = await otherOffice.call("POST", `/v1/cases/${opened.caseNumber}/actions/passPreReview`, {
      body: {},
      headers: { "if-match": '"1"' },
    });
    expect(acted.status).toBe(404);
    const other = await otherOffice.call("GET", "/v1/worklist?department=1001");
    expect(other.status).toBe(403);
  });

  test("what the lifecycle does not allow answers 409 with what it does; a stale version 412 with the current one", async () => {
    const opened = await submit(citizen, submissionOf(await uploadMaterials(citizen)));
    const path = `/v1/cases/${opened.caseNumber}/actions`;
    const early = await reviewer.call("POST", `${path}/approve`, {
      body: {},
      headers: { "if-match": '"1"' },
    });
    expect([early.status, problemOf(early).allowedActions]).toEqual([
      409,
      ["claim", "passPreReview", "returnForChange", "requestSupplement", "recordLookUp", "refuse"],
    ]);
    await act(reviewer, opened, "passPreReview");
    const stale = await reviewer.call("POST", `${path}/accept`, { body: {}, headers: { "if-match": '"1"' } });
    expect([stale.status, problemOf(stale).currentVersion, stale.headers.get("etag")]).toEqual([
      412,
      2,
      '"2"',
    ]);
    const unmarked = await reviewer.call("POST", `${path}/accept`, { body: {} });
    expect(pathsOf(unmarked)).toEqual(["header/if-match"]);
    const unreasoned = await reviewer.call("POST", `${path}/refuse`, {
      body: {},
      headers: { "if-match": '"2"' },
    });
    expect(pathsOf(unreasoned)).toEqual(["body/basis", "body/kind", "body/reason"]);
    const mine = await clerk.call("POST", `${path}/suspend`, {
      body: { reason: "专家评审", kind: "expertReview", expectedDays: 5 },
      headers: { "if-match": '"2"' },
    });
    expect(mine.status).toBe(403);
  });

  test("what the caller knows is not sent again, and a tag weakened on the way still names the version", async () => {
    const code = submissionOf(materials).itemCode;
    const item = await citizen.ask("GET", `/v1/items/${code}`);
    for (const tag of [item.headers.get("etag") ?? "", `W/${item.headers.get("etag")}`, "*"]) {
      const known = await citizen.call("GET", `/v1/items/${code}`, { headers: { "if-none-match": tag } });
      expect([known.status, known.body, known.headers.get("etag")]).toEqual([
        304,
        { text: "" },
        item.headers.get("etag"),
      ]);
    }
    const opened = await submit(citizen, submissionOf(await uploadMaterials(citizen)));
    await app.drained();
    const path = `/v1/cases/${opened.caseNumber}`;
    const tag = (await citizen.ask("GET", path)).headers.get("etag") ?? "";
    expect(tag).toMatch(/^"1-/);
    const asked = () => citizen.call("GET", path, { headers: { "if-none-match": tag } });
    expect((await asked()).status).toBe(304);
    const passed = await reviewer.ask("POST", `${path}/actions/passPreReview`, {
      body: {},
      headers: { "if-match": `W/${tag}` },
    });
    expect([passed.body.version, passed.headers.get("etag")]).toEqual([2, '"2"']);
    expect((await asked()).status).toBe(200);
  });

  test("of two reviewers at once one acts and the other sees the change", async () => {
    const opened = await submit(citizen, submissionOf(await uploadMaterials(citizen)));
    const call = () =>
      reviewer.call("POST", `/v1/cases/${opened.caseNumber}/actions/passPreReview`, {
        body: {},
        headers: { "if-match": '"1"' },
      });
    const statuses = (await Promise.all([call(), call()])).map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, 412]);
  });

  test("a clerk applies for whoever is at the window, who sees the case by their verified ID number alone", async () => {
    const visitor = { ...applicant, name: "王芳", idNumber: madeUpIdNumber("who-may-visitor") };
    const atWindow = async (more: object = {}) =>
      submit(
        clerk,
        submissionOf(await uploadMaterials(clerk), {
          applicant: visitor,
          assistance: { kind: "helped" },
          receive: { mode: "window" },
          ...more,
        }),
      );
    const before = await atWindow();
    const asVisitor = await citizenNamed(app, "who-may-visitor", visitor);
    const seen = async (who: Person) => {
      const { body } = await who.ask("GET", "/v1/cases");
      return (body.items as { caseNumber: string }[]).map(({ caseNumber }) => caseNumber);
    };
    expect(await seen(asVisitor)).toEqual([before.caseNumber]);
    const { body: found } = await asVisitor.ask("GET", `/v1/cases/${before.caseNumber}`);
    expect(found).toMatchObject({ channel: "window", allowedActions: ["urge", "correctPerson", "withdraw"] });
    // Once they have applied under this number by themselves, the account is known.
    const own = await submit(asVisitor, submissionOf(await uploadMaterials(asVisitor)));
    await app.drained();
    const after = await atWindow();
    expect(await seen(asVisitor)).toEqual([after, own, before].map(({ caseNumber }) => caseNumber));
    const exported = await asVisitor.ask("GET", "/v1/me/export?limit=2");
    expect(exported.body.items).toHaveLength(2);
    const rest = await asVisitor.ask("GET", `/v1/me/export?limit=2&cursor=${exported.body.nextCursor}`);
    expect(rest.body.items).toMatchObject([{ case: { caseNumber: before.caseNumber } }]);
    await act(asVisitor, before, "withdraw", { reason: "不再需要" });

    // Somebody of the same name and another number, or without a verified number, sees nothing.
    expect(
      await seen(await citizenNamed(app, "who-may-namesake", { ...visitor, idNumber: madeUpIdNumber("x") })),
    ).toEqual([]);
    const unverified = person(
      app.apiUrl,
      await app.tokenWith({
        ...citizenClaims("unverified", visitor.name, visitor.idNumber),
        identityLevel: "password",
      }),
    );
    for (const { caseNumber } of [before, after]) {
      expect((await stranger.call("GET", `/v1/cases/${caseNumber}`)).status).toBe(404);
      expect((await unverified.call("GET", `/v1/cases/${caseNumber}`)).status).toBe(403);
    }
    // No account can be named for them.
    const named = await post(
      clerk,
      submissionOf(await uploadMaterials(clerk), {
        applicant: visitor,
        assistance: { kind: "helped" },
        applicantAccount: "who-may-stranger",
      }),
    );
    expect(named.status).toBe(400);
  });

  test("a number that the clerk mistyped is put right, and the case goes to whose it is", async () => {
    const [meant, typed] = ["who-may-meant", "who-may-typed"].map((id) => ({
      ...applicant,
      name: "赵敏",
      idNumber: madeUpIdNumber(id),
    }));
    if (!meant || !typed) throw new Error("nobody is there");
    const more = { applicant: typed, assistance: { kind: "helped" }, receive: { mode: "window" } };
    const opened = await submit(clerk, submissionOf(await uploadMaterials(clerk), more));
    const statuses = async () =>
      Promise.all(
        [meant, typed].map(async (identity, index) => {
          const who = await citizenNamed(app, `who-may-typed-${index}`, identity);
          return (await who.call("GET", `/v1/cases/${opened.caseNumber}`)).status;
        }),
      );
    expect(await statuses()).toEqual([404, 200]);
    await act(clerk, opened, "correctPerson", {
      idNumber: meant.idNumber,
      assistance: { kind: "helped" },
    });
    expect(await statuses()).toEqual([200, 404]);

    // What was filed online stays its account's, and a number typed there makes nobody else's cases that account's.
    const filer = await citizenNamed(app, "who-may-filer");
    const online = await submit(filer, submissionOf(await uploadMaterials(filer)));
    await act(clerk, online, "correctPerson", { idNumber: typed.idNumber, assistance: { kind: "helped" } });
    expect((await filer.ask("GET", `/v1/cases/${online.caseNumber}`)).status).toBe(200);
    const theirs = await submit(clerk, submissionOf(await uploadMaterials(clerk), more));
    expect((await filer.call("GET", `/v1/cases/${theirs.caseNumber}`)).status).toBe(404);
  });

  test("at the window the clerk says who is there, and how they help", async () => {
    const unsaid = await post(clerk, submissionOf(await uploadMaterials(clerk, 4), { applicant }));
    expect(pathsOf(unsaid)).toEqual(["body/assistance"]);
    const proxy = await post(
      clerk,
      submissionOf(await uploadMaterials(clerk, 5), { applicant, assistance: { kind: "byProxy" } }),
    );
    expect(pathsOf(proxy)).toEqual(["body/agent", "body/assistance/authority"]);
  });
});
