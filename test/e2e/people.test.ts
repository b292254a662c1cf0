import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { citizenClaims, madeUpIdNumber } from "#local/made-up-identity.ts";
import { handIn, type Person, person } from "#local/play/api.ts";
import { makePdf } from "#local/play/files.ts";
import { entriesOf } from "#local/play/history.ts";
import { accepted, apply, citizenNamed, type Office, officeOf, signIn } from "#local/play/office.ts";
import { act, applicant, type CaseBody, submit, uploadMaterials } from "#local/play/straight-way.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";
import { answersFor, inTenDays, refused } from "#test/support/applications.ts";
import { pathsOf, problemOf } from "#test/support/problem.ts";

let app: TestApp;
let citizen: Person;
let supervisor: Person;
let office: Office;

beforeAll(async () => {
  app = await sharedTestApp();
  citizen = await citizenNamed(app, "applicant");
  supervisor = await app.as("liu-yang");
  office = await officeOf(app, "1001");
  await Promise.all([office.clerk, office.reviewer].map(signIn));
});
afterAll(() => app.end());

const read = async (who: Person, { caseNumber }: Pick<CaseBody, "caseNumber">) =>
  (await who.ask("GET", `/v1/cases/${caseNumber}`)).body as CaseBody & Record<string, unknown>;

describe("who does what with a case", () => {
  test("claimed, handed over, released, assigned; nobody else acts on it meanwhile", async () => {
    const opened = await apply(citizen);
    const colleague = await app.as("chen-fang");
    const claimed = await act(office.clerk, opened, "claim");
    expect(claimed).toMatchObject({ handler: "clerk-1001" });
    expect(problemOf(await refused(colleague, claimed, "passPreReview")).guard).toBe("handledByNobodyElse");
    expect(problemOf(await refused(colleague, claimed, "claim")).guard).toBe("unassigned");
    expect(problemOf(await refused(colleague, claimed, "release")).guard).toBe("handledByYou");
    const handed = await act(office.clerk, claimed, "transfer", { assignee: "chen-fang", reason: "轮岗" });
    const toApplicant = await refused(supervisor, handed, "assign", { assignee: "applicant" });
    expect(problemOf(toApplicant).guard).toBe("notToApplicant");
    const assigned = await act(supervisor, handed, "assign", { assignee: "reviewer-1001" });
    const released = await act(office.reviewer, assigned, "release");
    expect(released).toMatchObject({ handler: null });
    expect((await act(colleague, released, "passPreReview")).state).toBe("awaitingAcceptance");
  });

  test("whoever accepts may not decide where the item says so, and nobody handles their own application", async () => {
    const opened = await apply(citizen);
    const running = await act(office.reviewer, await act(office.reviewer, opened, "passPreReview"), "accept");
    expect(problemOf(await refused(office.reviewer, running, "approve")).guard).toBe("anotherDecides");
    expect((await act(await app.as("wang-lei"), running, "approve")).state).toBe("approved");

    const asCitizen = await citizenNamed(app, "reviewer-1001");
    const own = await apply(asCitizen);
    expect(problemOf(await refused(office.reviewer, own, "passPreReview")).guard).toBe("notOwnCase");
  });

  test("staff who applied with another account are known by their ID number when they accept or decide", async () => {
    const identity = { name: "周敏", idNumber: madeUpIdNumber("zhou-min") };
    const privately = await apply(await citizenNamed(app, "zhou-min-at-home", identity));
    const claims = citizenClaims("zhou-min", identity.name, identity.idNumber);
    const official = person(
      app.apiUrl,
      await app.tokenWith({ ...claims, role: "reviewer", department: "1001" }),
    );
    const passed = await act(official, privately, "passPreReview");
    expect(problemOf(await refused(official, passed, "accept")).guard).toBe("notOwnCase");
    const running = await act(office.reviewer, passed, "accept");
    expect(problemOf(await refused(official, running, "approve")).guard).toBe("notOwnCase");
    expect(
      problemOf(
        await refused(official, running, "reject", {
          reason: "不符合条件",
          provisions: [{ basis: "《食品安全法》第三十三条", fact: "没有相应的设备" }],
        }),
      ).guard,
    ).toBe("notOwnCase");
    // Two accounts of staff are one person as well: who accepted does not decide with the other.
    await signIn(official);
    const another = { ...claims, sub: "zhou-min-again", role: "reviewer", department: "1001" };
    const again = person(app.apiUrl, await app.tokenWith(another));
    const theirs = await act(
      official,
      await act(office.clerk, await apply(citizen), "passPreReview"),
      "accept",
    );
    expect(problemOf(await refused(again, theirs, "approve")).guard).toBe("anotherDecides");
    await act(office.reviewer, theirs, "approve");
  });

  test("another department is asked for its opinion and sees the case until it has answered", async () => {
    const running = await accepted(office, await apply(citizen));
    const { reviewer: asked } = await officeOf(app, "1017");
    const path = `/v1/cases/${running.caseNumber}`;
    expect((await asked.call("GET", path)).status).toBe(404);
    const question = { department: "1017", question: "该路段可否设置店招？" };
    const waiting = await act(office.reviewer, running, "askOpinion", question);
    const twice = await refused(office.reviewer, waiting, "askOpinion", question);
    expect(problemOf(twice).guard).toBe("opinionNotAsked");
    expect((await read(asked, waiting)).allowedActions).toEqual(["giveOpinion"]);
    expect((await refused(asked, waiting, "approve")).status).toBe(403);
    expect(
      (
        await asked.call("POST", `${path}/reveal`, {
          body: { reasonCode: "other", reason: "看看是谁申请的" },
        })
      ).status,
    ).toBe(403);
    await act(asked, waiting, "giveOpinion", { opinion: "可以设置，宽不超过门面。" });
    expect((await asked.call("GET", path)).status).toBe(404);
    await app.drained();
    const { body } = await office.reviewer.ask("GET", `${path}/history?limit=50`);
    expect(JSON.stringify(body)).toContain("宽不超过门面");
  });

  test("deferred materials come later, and nothing is approved before", async () => {
    const hygiene = "11411602MB9100809U4000108001001";
    const health = await officeOf(app, "1008");
    const paper = async (materialId: string) => ({
      materialId,
      documentId: await handIn(citizen, makePdf(materialId)),
    });
    const opened = await submit(citizen, {
      itemCode: hygiene,
      applicant: { phone: applicant.phone },
      answers: await answersFor(citizen, hygiene),
      materials: [await paper("hygiene-application"), await paper("layout")],
      deferred: [{ materialId: "test-report", until: inTenDays() }],
      handIn: { mode: "online" },
      receive: { mode: "window" },
    });
    const running = await accepted(health, opened);
    const early = await refused(health.reviewer, running, "approve");
    expect(problemOf(early)).toMatchObject({
      code: "guardFailed",
      guard: "deferredPresent",
      detail: "容缺材料还没有补齐。",
      allowedActions: ["claim", "proposeExtension", "askOpinion", "reject", "terminate"],
    });
    const bring = {
      body: { materials: [await paper("test-report")] },
      headers: { "if-match": `"${running.version}"`, "idempotency-key": `report-${running.caseNumber}` },
    };
    const bringing = `/v1/cases/${running.caseNumber}/actions/submitDeferred`;
    const supplied = (await citizen.ask("POST", bringing, bring)).body as CaseBody;
    // The same once more, as after a lost answer: neither the version nor the documents are in its way.
    expect((await citizen.ask("POST", bringing, bring)).body).toEqual(supplied);
    expect((await read(citizen, supplied)).deferredUntil).toBeUndefined();
    expect((await act(health.reviewer, supplied, "approve")).state).toBe("approved");
  });
});

describe("people's data", () => {
  test("every opening by staff is told; who does not handle the case gives a reason, who is asked sees no documents", async () => {
    const mine = await citizenNamed(app, "watchful");
    const opened = await apply(mine);
    await app.drained();
    const running = await act(office.clerk, opened, "claim");
    const path = `/v1/cases/${running.caseNumber}`;
    const whole = await read(office.clerk, running);
    const [material] = whole.materials as { documentId: string }[];
    const [paper] = whole.officialDocuments as { documentId: string }[];
    const documents = [material, paper].map(
      (one) => `/v1/documents/${one?.documentId}/content?case=${running.caseNumber}`,
    );
    const json = { headers: { accept: "application/json" } };

    const colleague = await app.as("chen-fang");
    expect(await read(colleague, running)).toMatchObject({ answers: {}, materials: [], reasonNeeded: true });
    for (const document of documents)
      expect(problemOf(await colleague.call("GET", document, json)).code).toBe("reasonNeeded");
    await colleague.ask("POST", `${path}/openings`, {
      body: { reasonCode: "handling", reason: "接替同事办理" },
    });
    expect((await read(colleague, running)).reasonNeeded).toBeUndefined();
    for (const document of documents) expect((await colleague.call("GET", document, json)).status).toBe(200);

    const { reviewer: asked } = await officeOf(app, "1017");
    const accepting = await act(office.clerk, await act(office.clerk, running, "passPreReview"), "release");
    const accepted = await act(office.reviewer, accepting, "accept");
    await act(office.reviewer, accepted, "askOpinion", { department: "1017", question: "可否设置？" });
    // What the matter is, and nobody's name.
    expect(await read(asked, running)).toMatchObject({
      officialDocuments: [],
      answers: { shopName: "颍河小馆", foodSafety: { safetyStaff: [{ name: "李*", role: "食品安全员" }] } },
    });
    const [ofMaterial, ofPaper] = await Promise.all(
      documents.map((document) => asked.call("GET", document, json)),
    );
    expect([ofMaterial?.status, ofPaper?.status]).toEqual([200, 403]);

    const { body } = await mine.ask("GET", `${path}/accesses?limit=50`);
    const openings = (body.items as { by: { id: string }; what: string; reason?: string }[]).map(
      ({ by, what, reason }) => [by.id, what, reason].filter(Boolean).join(" "),
    );
    expect(new Set(openings)).toEqual(
      new Set([
        "clerk-1001 case",
        "chen-fang case",
        "chen-fang content 接替同事办理",
        "chen-fang document",
        "reviewer-1017 case",
        "reviewer-1017 document",
      ]),
    );
  });

  test("revealed with a reason that the applicant can read, found by number, corrected, exported", async () => {
    const mine = await citizenNamed(app, "careful", applicant);
    const opened = await apply(mine, { receive: { mode: "window" } });
    const path = `/v1/cases/${opened.caseNumber}`;
    expect(pathsOf(await office.clerk.call("POST", `${path}/reveal`, { body: {} }))).toEqual([
      "body/reason",
      "body/reasonCode",
    ]);
    const { body: shown } = await office.clerk.ask("POST", `${path}/reveal`, {
      body: { reasonCode: "contact", reason: "电话核实" },
    });
    expect(shown.applicant).toEqual(applicant);
    const { body: looks } = await mine.ask("GET", `${path}/accesses`);
    expect(looks.items).toMatchObject([{ by: { id: "clerk-1001", role: "clerk" }, reason: "电话核实" }]);

    const find = async (who: Person, body: unknown) =>
      ((await who.ask("POST", "/v1/cases/search", { body })).body.items as CaseBody[]).map(
        ({ caseNumber }) => caseNumber,
      );
    const why = { reasonCode: "atWindow", reason: "群众到窗口查询" };
    expect(await find(office.clerk, { idNumber: applicant.idNumber, ...why })).toContain(opened.caseNumber);
    const { clerk: elsewhere } = await officeOf(app, "1003");
    expect(await find(elsewhere, { idNumber: applicant.idNumber, ...why })).toEqual([]);

    const { body: searches } = await supervisor.ask(
      "GET",
      "/v1/person-searches?account=clerk-1001&limit=100",
    );
    expect(searches.items).toContainEqual(
      expect.objectContaining({ kind: "idNumber", found: expect.any(Number), ...why }),
    );
    expect(JSON.stringify(searches)).not.toContain(applicant.idNumber);
    expect((await office.clerk.call("GET", "/v1/person-searches")).status).toBe(403);

    const corrected = await act(mine, opened, "correctPerson", { phone: "13900001234" });
    expect(await find(office.clerk, { phone: "13900001234", ...why })).toEqual([opened.caseNumber]);
    expect((await read(mine, corrected)).applicant).toMatchObject({ phone: "139****1234" });
    expect(pathsOf(await refused(mine, corrected, "correctPerson", { name: "李小敏" }))).toEqual([
      "body/name",
    ]);

    await mine.ask("POST", "/v1/me/addresses", {
      body: { channel: "sms", address: "13900001234" },
    });
    const chosen = { language: "zh", declined: {}, digest: false, electronicService: true };
    await mine.ask("PUT", "/v1/me/notice-preferences", { body: chosen });
    const policyChoice = { consent: true, sensitive: false, declined: ["housing"] };
    await mine.ask("PUT", "/v1/me/policy-preferences", { body: policyChoice });
    await mine.ask("POST", "/v1/consultations", {
      body: { department: "1001", text: "请问周末可以到窗口办理吗？" },
      headers: { "idempotency-key": "careful-asks" },
    });
    await app.drained();
    const { body: all } = await mine.ask("GET", "/v1/me/export");
    expect(all.elsewhere).toMatchObject({
      notices: {
        addresses: [{ channel: "sms", pending: "13900001234" }],
        preferences: { consents: [{ since: expect.any(String) }] },
        messages: expect.arrayContaining([
          expect.objectContaining({ caseNumber: opened.caseNumber, state: expect.any(String) }),
        ]),
      },
      consultations: [
        { department: "1001", state: "asked", said: [{ by: "asker", text: "请问周末可以到窗口办理吗？" }] },
      ],
      policies: { consents: [{ since: expect.any(String) }], declined: ["housing"], matches: [] },
    });
    expect(JSON.stringify(all.elsewhere)).not.toContain('"code"');
    expect(all.items).toMatchObject([
      { person: { applicant: { phone: "13900001234" } }, history: [{ version: 1 }, { version: 2 }] },
    ]);
  });

  test("a clerk applies for somebody without an account, the same person each time", async () => {
    const materials = await uploadMaterials(office.clerk, 31);
    const nobody = { ...applicant, name: "王秀英", idNumber: madeUpIdNumber("never signed in") };
    const more = { applicant: nobody, assistance: { kind: "helped" }, receive: { mode: "window" } };
    const body = { ...more, materials };
    const opened = await apply(office.clerk, body);
    const again = await apply(office.clerk, more);
    const ids = await Promise.all(
      [opened, again].map(async (one) => {
        await app.drained();
        const { body: history } = await office.clerk.ask("GET", `/v1/cases/${one.caseNumber}/history`);
        return entriesOf(one.caseNumber, history)[0]?.changes?.set.applicantId;
      }),
    );
    expect(ids[0]).toMatch(/^id:[0-9a-f]{32}$/);
    expect(ids[1]).toBe(ids[0]);
  });
});
