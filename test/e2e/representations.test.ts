import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { organisationOf } from "#local/business-licence/business-licence.ts";
import { madeUpIdNumber } from "#local/made-up-identity.ts";
import type { Person } from "#local/play/api.ts";
import { accepted, citizenNamed, type Office, officeOf } from "#local/play/office.ts";
import {
  actOn,
  bindOrganisation,
  guard,
  mandate,
  requestRepresentation,
} from "#local/play/representations.ts";
import {
  act,
  applicant,
  type CaseBody,
  foodLicence,
  submissionOf,
  submit,
  uploadMaterials,
} from "#local/play/straight-way.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";
import { refused } from "#test/support/applications.ts";
import { problemOf } from "#test/support/problem.ts";

const uscc = "91411602MA9F00002J";
const identityOf = (id: string, bornOn?: string) => ({ name: "测试", idNumber: madeUpIdNumber(id, bornOn) });
const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const until = daysFromNow(30);
const anotherItem = "11411602MB910050XQ4000705001001";

let app: TestApp;
let owner: Person;
let agent: Person;
let office: Office;
beforeAll(async () => {
  app = await sharedTestApp();
  app.businessLicence.register(organisationOf(uscc, "周口槐店商贸有限公司", "rep-owner"));
  owner = await citizenNamed(app, "rep-owner");
  agent = await citizenNamed(app, "rep-agent");
  office = await officeOf(app, "1001");
});
afterAll(() => app.end());

const behalf = ({ representationId }: { representationId: string }) => ({ onBehalfOf: { representationId } });
const apply = async (who: Person, more: object) =>
  submit(who, submissionOf(await uploadMaterials(who), { receive: { mode: "electronic" }, ...more }));

describe("acting for others", () => {
  test("a company's agent applies in its name, follows the case, and the licence is the company's", async () => {
    const binding = await bindOrganisation(owner, app.businessLicence, uscc);
    const granted = await mandate(
      owner,
      { person: agent, identity: identityOf("rep-agent") },
      { until, under: binding.representationId },
    );
    const opened = await apply(agent, behalf(granted));
    await app.drained();
    const { body: seen } = await agent.ask("GET", `/v1/cases/${opened.caseNumber}`);
    expect(seen).toMatchObject({
      applicant: { name: expect.stringMatching(/^周\*+司$/) },
      agent: { name: "测*" },
    });
    const { body: companys } = await owner.ask("GET", `/v1/cases?onBehalfOf=${binding.representationId}`);
    expect(companys.items).toMatchObject([
      { caseNumber: opened.caseNumber, allowedActions: ["urge", "correctPerson", "withdraw"] },
    ]);
    expect((await owner.ask("GET", `/v1/cases/${opened.caseNumber}`)).body).toMatchObject(seen);
    const stranger = await citizenNamed(app, "rep-stranger");
    const foreign = await stranger.call("GET", `/v1/cases?onBehalfOf=${binding.representationId}`);
    expect(foreign.status).toBe(403);
    const { body: staffs } = await office.clerk.ask("GET", `/v1/cases/${opened.caseNumber}`);
    expect(staffs).toMatchObject({ agent: { name: "测*" } });

    await app.drained();
    const { body: shown } = await owner.ask("GET", `/v1/cases/${opened.caseNumber}`);
    const [receipt] = shown.officialDocuments as { documentId: string }[];
    const document = {
      path: `/v1/documents/${receipt?.documentId}/content`,
      headers: { accept: "application/json" },
    };
    const opens = (who: Person) => who.call("GET", document.path, { headers: document.headers });
    expect(await Promise.all([owner, agent, stranger].map(async (who) => (await opens(who)).status))).toEqual(
      [200, 200, 404],
    );

    // Revoked at once: nothing is seen, the next application is refused, what was applied for goes on.
    await actOn(owner, granted, "revoke");
    expect((await agent.call("GET", `/v1/cases/${opened.caseNumber}`)).status).toBe(404);
    expect((await opens(agent)).status).toBe(404);
    expect((await agent.call("GET", `/v1/cases?onBehalfOf=${granted.representationId}`)).status).toBe(403);
    const again = await agent.call("POST", "/v1/cases", {
      body: submissionOf(await uploadMaterials(agent), behalf(granted)),
      headers: { "idempotency-key": randomUUID() },
    });
    expect(problemOf(again).errors).toMatchObject([
      { path: "body/onBehalfOf/representationId", code: "notActive" },
    ]);
    await act(office.reviewer, await accepted(office, opened), "approve", { reason: "材料齐全" });
    await app.drained();
    const wallet = async (who: Person, query: string) =>
      (await who.ask("GET", `/v1/licences${query}`)).body.items as { licenceId: string }[];
    const held = await wallet(owner, `?onBehalfOf=${binding.representationId}`);
    expect(held).toMatchObject([{ caseNumber: opened.caseNumber }]);
    const path = `/v1/licences/${held[0]?.licenceId}`;
    expect((await owner.ask("GET", path)).body).toMatchObject({
      holder: { name: "周口槐店商贸有限公司", idNumber: uscc },
      document: expect.anything(),
    });
    expect((await owner.ask("GET", `${path}/uses`)).body.items).toEqual([]);
    expect([await wallet(owner, ""), await wallet(agent, "")]).toEqual([[], []]);
    for (const who of [agent, stranger]) {
      expect((await who.call("GET", path)).status).toBe(404);
      expect((await who.call("GET", `${path}/uses`)).status).toBe(404);
      expect((await who.call("GET", `/v1/licences?onBehalfOf=${binding.representationId}`)).status).toBe(403);
    }
    expect((await owner.call("GET", "/v1/licences?onBehalfOf=ffffffffffffffff")).status).toBe(403);
    expect((await owner.call("GET", "/v1/licences?onBehalfOf=company")).status).toBe(400);

    const rate = (who: Person) =>
      who.call("POST", `/v1/cases/${opened.caseNumber}/ratings`, {
        body: { stage: "acceptance", score: 5, details: [] },
      });
    expect([(await rate(agent)).status, (await rate(stranger)).status]).toEqual([404, 404]);
    expect((await rate(owner)).status).toBe(201);
  });

  test("an agent for some items sees these, lists what they filed, and nothing once the day is over", async () => {
    const binding = await bindOrganisation(owner, app.businessLicence, uscc);
    const helper = await citizenNamed(app, "rep-helper");
    const identity = identityOf("rep-helper");
    const grant = (scope: string[], last: string) =>
      mandate(owner, { person: helper, identity }, { until: last, under: binding.representationId, scope });
    const first = await grant([foodLicence], until);
    const [others, own] = [await apply(owner, behalf(binding)), await apply(helper, behalf(first))];
    const listed = async ({ representationId }: { representationId: string }) => {
      const { body } = await helper.ask("GET", `/v1/cases?onBehalfOf=${representationId}`);
      return (body.items as CaseBody[]).map(({ caseNumber }) => caseNumber);
    };
    const sees = async ({ caseNumber }: CaseBody) =>
      (await helper.call("GET", `/v1/cases/${caseNumber}`)).status;
    expect(await listed(first)).toEqual([own.caseNumber]);
    expect([await sees(others), await sees(own)]).toEqual([200, 200]);
    await act(helper, others, "withdraw", { reason: "另行申请" });

    await actOn(owner, first, "revoke");
    expect([await sees(others), await sees(own)]).toEqual([404, 404]);
    const second = await grant([anotherItem], daysFromNow(20));
    expect(await listed(second)).toEqual([]);
    expect([await sees(others), await sees(own)]).toEqual([404, 404]);
    const withdrawn = await helper.call("POST", `/v1/cases/${own.caseNumber}/actions/withdraw`, {
      body: { reason: "另行申请" },
      headers: { "if-match": '"1"', "idempotency-key": randomUUID() },
    });
    expect(withdrawn.status).toBe(404);
  });

  test("a guardian applies for a child, whom a clerk's look at the original made theirs", async () => {
    const ward = { name: "小雨", idNumber: madeUpIdNumber("rep-child", "2019-03-05") };
    const registered = await guard(owner, office.clerk, ward);
    const opened = await apply(owner, behalf(registered));
    const { body } = await owner.ask("GET", `/v1/cases/${opened.caseNumber}`);
    expect(body).toMatchObject({ applicant: { name: "小*" }, agent: { name: "测*" } });
    // The other guardian sees it by their own registration, and the child once they sign in.
    const other = await citizenNamed(app, "rep-other-guardian");
    expect((await other.call("GET", `/v1/cases/${opened.caseNumber}`)).status).toBe(404);
    const theirs = await guard(other, office.clerk, ward);
    const child = await citizenNamed(app, "rep-child", ward);
    for (const [who, query] of [
      [other, `?onBehalfOf=${theirs.representationId}`],
      [child, ""],
    ] as const) {
      const { body: listed } = await who.ask("GET", `/v1/cases${query}`);
      expect(listed.items).toMatchObject([{ caseNumber: opened.caseNumber }]);
      expect((await who.ask("GET", `/v1/licences${query}`)).body.items).toEqual([]);
      expect((await who.call("GET", `/v1/cases/${opened.caseNumber}`)).status).toBe(200);
    }
    await actOn(office.clerk, theirs, "end", { words: "监护关系终止" });
    expect((await other.call("GET", `/v1/cases/${opened.caseNumber}`)).status).toBe(404);
    const own = await citizenNamed(app, "rep-young", identityOf("rep-young", "2012-01-01"));
    const refusal = await own.call("POST", "/v1/cases", {
      body: submissionOf(await uploadMaterials(own)),
      headers: { "idempotency-key": randomUUID() },
    });
    expect(problemOf(refusal).errors).toMatchObject([{ path: "body/applicant", code: "minor" }]);

    const bornOn = new Date(Date.now() - 17 * 365.25 * 86_400_000).toISOString().slice(0, 10);
    const earner = await citizenNamed(app, "rep-earner", identityOf("rep-earner", bornOn));
    const { body: filed } = await earner.ask("POST", "/v1/cases", {
      body: { ...submissionOf(await uploadMaterials(earner)), ownEarnings: true },
      headers: { "idempotency-key": randomUUID() },
    });
    const { body: seen } = await office.clerk.ask("GET", `/v1/cases/${filed.caseNumber}`);
    expect(seen.ownEarnings).toBe(true);
  });

  test("an answer of the registry that is lost, late or forged binds nobody until a good one comes", async () => {
    const requested = await requestRepresentation(owner, { kind: "legalRepresentative", uscc }, "second");
    app.businessLicence.confirm(requested.representationId);
    const verify = () =>
      owner.call("POST", `/v1/representations/${requested.representationId}/actions/verify`, {
        body: {},
        headers: { "if-match": '"1"' },
      });
    const guards = [];
    // A refusal is decided on the newest record, so each of these calls asks twice.
    for (const faults of [
      ["lost", "lost"],
      ["late", "late"],
      ["forged", "mixedUp"],
    ] as const) {
      app.businessLicence.failNext(...faults);
      guards.push((await verify()).body.guard);
    }
    expect(guards).toEqual(["licenceServiceAnswers", "licenceConfirmed", "licenceServiceAnswers"]);
    expect((await verify()).body.state).toBe("active");
  });

  test("whoever submitted for somebody at the window neither accepts nor decides", async () => {
    const more = { applicant, assistance: { kind: "helped" }, receive: { mode: "window" } };
    const opened = await submit(office.clerk, submissionOf(await uploadMaterials(office.clerk), more));
    const reviewed = await act(office.clerk, opened, "passPreReview");
    const own = await refused(office.clerk, reviewed, "accept");
    expect(problemOf(own)).toMatchObject({ code: "guardFailed", guard: "notSubmitter" });
    expect((await act(office.reviewer, reviewed, "accept")).state).toBe("accepted");
  });
});
