import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "#local/play/api.ts";
import { accepted, apply, citizenNamed, type Office, officeOf } from "#local/play/office.ts";
import { act, applicant, type CaseBody } from "#local/play/straight-way.ts";
import { localTables } from "#local/seed.ts";
import { audit } from "#scripts/audit/audit.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";
import { refused } from "#test/support/applications.ts";
import { casesIn, read } from "#test/support/cases-over-http.ts";
import { pathsOf, problemOf } from "#test/support/problem.ts";

let app: TestApp;
let citizen: Person;
let leader: Person;
let office: Office;
let eventsOf: ReturnType<typeof casesIn>["eventsOf"];
let documentsOf: ReturnType<typeof casesIn>["documentsOf"];

beforeAll(async () => {
  app = await sharedTestApp();
  ({ eventsOf, documentsOf } = casesIn(app));
  citizen = await citizenNamed(app, "remedies", applicant);
  leader = await app.as("he-ping");
  office = await officeOf(app, "1001");
});
afterAll(() => app.end());

const today = dayOf(new Date().toISOString());
const court = {
  kind: "litigation",
  organ: "川汇区人民法院",
  number: "（2026）豫1602行初1号",
  receivedOn: today,
};
const judgment = {
  outcome: "decideAnew",
  number: "（2026）豫1602行初1号",
  decidedOn: today,
  servedOn: today,
  within: { days: 30, unit: "calendarDay" },
  reason: "主要证据不足",
};
const inLicences = async (who: Person, { caseNumber }: Pick<CaseBody, "caseNumber">) => {
  await app.drained();
  const { body } = await who.ask("GET", "/v1/licences?limit=100");
  return (body.items as { caseNumber: string; state: string; licenceId: string }[]).filter(
    (one) => one.caseNumber === caseNumber,
  );
};
const collected = async (one: CaseBody): Promise<CaseBody> => {
  await app.drained();
  return act(office.clerk, one, "collect", { identity: "residentId", relation: "self" });
};

describe("a decision that is questioned afterwards", () => {
  test("is revoked by a court: its licence ends, and it is made anew in another case", async () => {
    const first = await collected(
      await act(office.reviewer, await accepted(office, await apply(citizen)), "approve"),
    );
    expect(await inLicences(citizen, first)).toMatchObject([{ state: "valid" }]);

    const sued = await act(office.reviewer, first, "recordRemedy", court);
    const wrong = await refused(office.reviewer, sued, "recordRemedyOutcome", {
      ...judgment,
      outcome: "upheld",
      servedOn: "2020-01-01",
    });
    expect([wrong.status, pathsOf(wrong)]).toEqual([400, ["body/outcome", "body/servedOn"]]);
    const lost = await act(office.reviewer, sued, "recordRemedyOutcome", judgment);
    expect(problemOf(await refused(office.reviewer, lost, "carryOutRemedy", { reason: "按判决" })).code).toBe(
      "forbidden",
    );
    const { body: listed } = await leader.ask(
      "GET",
      "/v1/worklist?state=completed&department=1001&limit=100",
    );
    expect((listed.items as CaseBody[]).map(({ caseNumber }) => caseNumber)).toContain(first.caseNumber);
    await app.drained();
    const done = await act(leader, lost, "carryOutRemedy", { reason: "按照判决重新办理" });
    await app.drained();

    expect(await inLicences(citizen, first)).toMatchObject([{ state: "rescinded" }]);
    expect((await documentsOf(citizen, first)).at(-1)).toBe("remedyNotice");
    const before = await read(citizen, done);
    const remedy = before.remedy as { anew: string };
    expect(before).toMatchObject({
      state: "completed",
      decision: "approved",
      remedy: { kind: "litigation", outcome: "decideAnew", carriedOut: true, within: "30n" },
    });

    const again = await read(citizen, { caseNumber: remedy.anew });
    expect(again).toMatchObject({
      state: "accepted",
      anewFor: first.caseNumber,
      answers: { shopName: "颍河小馆" },
    });
    expect(await eventsOf(citizen, again)).toEqual(["openedAnew"]);
    // Another decision, with a licence of its own.
    const second = await act(office.reviewer, again, "approve");
    expect(await inLicences(citizen, second)).toMatchObject([{ state: "valid" }]);
    expect(await documentsOf(citizen, second)).toEqual(["approval"]);
  });

  test("stands when reconsideration upholds it", async () => {
    const first = await collected(
      await act(office.reviewer, await accepted(office, await apply(citizen)), "approve"),
    );
    const asked = await act(office.reviewer, first, "recordRemedy", {
      ...court,
      kind: "reconsideration",
      organ: "周口市川汇区人民政府",
    });
    const { within: _none, ...upheld } = { ...judgment, outcome: "upheld", reason: "事实清楚" };
    const over = await act(office.reviewer, asked, "recordRemedyOutcome", upheld);
    expect(problemOf(await refused(leader, over, "carryOutRemedy", { reason: "执行" })).guard).toBe(
      "remedyToCarryOut",
    );
    expect(await inLicences(citizen, first)).toMatchObject([{ state: "valid" }]);
  });

  test("is corrected where a word is wrong, by a notice that says what is right, and so is its licence", async () => {
    const first = await act(office.reviewer, await accepted(office, await apply(citizen)), "approve");
    const [licence] = await inLicences(citizen, first);
    const body = {
      document: "approval",
      place: "店铺名称",
      wrong: "颖河小馆",
      right: "颖河小馆",
      reason: "录入时错字",
    };
    const wrong = await refused(office.reviewer, first, "correctDecision", body);
    expect(pathsOf(wrong)).toEqual(["body/clerical"]);
    const right = { ...body, right: "颍河小馆", clerical: true };
    const other = await refused(office.reviewer, first, "correctDecision", {
      ...right,
      document: "rejection",
    });
    expect(problemOf(other).guard).toBe("documentGiven");
    await act(office.reviewer, first, "correctDecision", right);
    expect(await documentsOf(citizen, first)).toEqual(["receipt", "acceptance", "approval", "correction"]);

    const path = `/v1/licences/${licence?.licenceId}`;
    const { body: shown } = await office.reviewer.ask("GET", path);
    await office.reviewer.ask("POST", `${path}/actions/correct`, {
      body: { holderName: "李 敏", words: "姓名中漏了空格" },
      headers: { "if-match": `"${shown.version}"` },
    });
    expect((await documentsOf(citizen, first)).slice(-2)).toEqual(["correction", "correction"]);
    const { officialDocuments } = await read(citizen, first);
    const numbers = (officialDocuments as { kind: string; number?: string }[]).flatMap(({ kind, number }) =>
      kind === "correction" ? [number] : [],
    );
    expect(new Set(numbers).size).toBe(2);
  });

  test("leaves every history whole", async () => {
    await app.drained();
    const { findings } = await audit(app.outputs.CasesTableName ?? "", localTables(app), undefined);
    expect(findings).toEqual([]);
  });
});
