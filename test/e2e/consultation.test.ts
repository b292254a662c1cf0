import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Person, person } from "#local/play/api.ts";
import { citizenNamed, type Office, officeOf } from "#local/play/office.ts";
import { uploadMaterials } from "#local/play/straight-way.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";

/** 食品经营许可, of the department that is asked. */
const itemCode = "11411602MB9100104L4000101001001";
let app: TestApp;
let citizen: Person;
let stranger: Person;
let supervisor: Person;
let office: Office;
let publicly: Person;

beforeAll(async () => {
  app = await sharedTestApp();
  citizen = await citizenNamed(app, "applicant");
  stranger = await citizenNamed(app, "somebody-else");
  supervisor = await app.as("liu-yang");
  office = await officeOf(app, "1001");
  publicly = person(app.apiUrl);
});
afterAll(() => app.end());

type Kept = { version: number; state: string; allowedActions: string[] } & Record<string, unknown>;
type Consultation = Kept & { consultationId: string };
type Faq = Kept & { faqId: string };

let serial = 0;
const key = () => ({ "idempotency-key": `consultation-${++serial}` });
const words = "我想开一家小饭店，营业执照上写的地址和实际经营场所不一样，电话 13800003210";
const ask = async (body: Record<string, unknown> = { itemCode }): Promise<Consultation> =>
  (await citizen.ask("POST", "/v1/consultations", { body: { text: words, ...body }, headers: key() }))
    .body as Consultation;
const look = async (who: Person, { consultationId }: { consultationId: string }) =>
  (await who.ask("GET", `/v1/consultations/${consultationId}`)).body as Consultation;
const take = (
  plural: "consultations" | "faqs",
  of: Kept & { consultationId?: string; faqId?: string },
  action: string,
) => `/v1/${plural}/${of.consultationId ?? of.faqId}/actions/${action}`;
const act = async <Of extends Consultation | Faq>(
  who: Person,
  of: Of,
  action: string,
  body: Record<string, unknown> = {},
): Promise<Of> =>
  (
    await who.ask("POST", take("faqId" in of ? "faqs" : "consultations", of, action), {
      body,
      headers: { "if-match": `"${of.version}"` },
    })
  ).body as Of;
const refused = (who: Person, of: Consultation | Faq, action: string, body: Record<string, unknown> = {}) =>
  who.call("POST", take("faqId" in of ? "faqs" : "consultations", of, action), {
    body,
    headers: { "if-match": `"${of.version}"` },
  });
const cites = { part: "conditions" };
const sweepIn = async (days: number): Promise<void> => {
  app.travel(days);
  try {
    await app.fireSchedule("Consultation");
    await app.drained();
  } finally {
    app.travel(-days);
  }
};

describe("a question", () => {
  test("goes its whole way, and what was written is in the table alone", async () => {
    const asked = await ask();
    expect(asked).toMatchObject({ about: "item", department: "1001", state: "asked", overdue: false });
    expect((await stranger.call("GET", `/v1/consultations/${asked.consultationId}`)).status).toBe(404);
    const { body: desk } = await office.clerk.ask("GET", "/v1/consultations");
    expect(JSON.stringify(desk)).toContain(asked.consultationId);
    expect(JSON.stringify(desk)).not.toContain("饭店");
    const taken = await act(office.clerk, asked, "take");
    const uncited = await refused(office.clerk, taken, "answer", { text: "请先变更营业执照地址。" });
    expect(uncited).toMatchObject({
      status: 400,
      body: { errors: [{ path: "body/cites", code: "citationNeeded" }] },
    });
    const nowhere = { text: "请先变更营业执照地址。", cites: { part: "materials", number: 50 } };
    expect((await refused(office.clerk, taken, "answer", nowhere)).status).toBe(400);
    const waiting = await act(office.clerk, taken, "askBack", { text: "实际场所有租赁合同吗？" });
    const replied = await act(citizen, waiting, "reply", { text: "有，三年的合同。" });
    const answered = await act(office.clerk, replied, "answer", { text: "请先变更营业执照地址。", cites });
    const reopened = await act(citizen, answered, "reopen", { text: "变更要多久？" });
    const again = await act(office.clerk, reopened, "answer", { text: "一般三个工作日。", cites });
    expect((await refused(citizen, again, "reopen", { text: "还有一个问题" })).body).toMatchObject({
      code: "guardFailed",
      guard: "reopensOnce",
    });
    const rated = await act(citizen, again, "rate", { level: "satisfied" });
    expect(rated).toMatchObject({ state: "answered", level: "satisfied", answeredInTime: true });
    await app.drained();

    const whole = await look(citizen, asked);
    expect((whole.said as { kind: string }[]).map(({ kind }) => kind)).toEqual([
      "asked",
      "askedBack",
      "replied",
      "answered",
      "reopened",
      "answered",
    ]);
    const { body: looks } = await citizen.ask("GET", `/v1/consultations/${asked.consultationId}/accesses`);
    expect(looks.items).toEqual([]);
    await look(office.clerk, asked);
    const { body: seen } = await citizen.ask("GET", `/v1/consultations/${asked.consultationId}/accesses`);
    expect(seen.items).toMatchObject([{ what: "consultation", by: { role: "clerk" } }]);
    const { body: history } = await office.clerk.ask(
      "GET",
      `/v1/consultations/${asked.consultationId}/history`,
    );
    expect(JSON.stringify(history)).not.toMatch(/饭店|租赁|13800003210/);
    for (const line of app.log) expect(JSON.stringify(line)).not.toMatch(/饭店|租赁|13800003210/);

    await sweepIn(20);
    expect(await look(citizen, asked)).toMatchObject({ state: "closed" });
  });

  test("has files that the department reads, and nobody by attaching somebody else's", async () => {
    const [{ documentId = "" } = {}] = await uploadMaterials(citizen);
    const [{ documentId: foreign = "" } = {}] = await uploadMaterials(stranger, 2);
    const asked = await ask({ itemCode, files: [documentId, foreign] });
    const read = async (who: Person, id: string, query = `?consultation=${asked.consultationId}`) =>
      (
        await who.call("GET", `/v1/documents/${id}/content${query}`, {
          headers: { accept: "application/json" },
        })
      ).status;
    expect(await read(office.clerk, documentId)).toBe(200);
    expect(await read(office.clerk, documentId, "")).toBe(404);
    expect(await read(office.clerk, foreign)).toBe(404);
    expect(await read(citizen, foreign)).toBe(404);
    const { body: seen } = await citizen.ask("GET", `/v1/consultations/${asked.consultationId}/accesses`);
    expect(seen.items).toMatchObject([{ what: "document", record: documentId }]);
  });

  test("is refused with everything that is wrong at once", async () => {
    const body = { text: "办", itemCode, caseNumber: "411602100120260917FZHRRD1", department: "9999" };
    const answer = await citizen.call("POST", "/v1/consultations", {
      body: { ...body, text: words },
      headers: key(),
    });
    expect(answer.status).toBe(400);
    expect((answer.body as { errors: { code: string }[] }).errors.map(({ code }) => code).sort()).toEqual([
      "oneSubject",
      "unknownCase",
      "unknownDepartment",
    ]);
    expect((await citizen.call("POST", "/v1/consultations", { body, headers: key() })).status).toBe(400);
  });

  test("is transferred twice, then a supervisor says whose it is", async () => {
    const moved = { department: "1002", words: "不属本局职责" };
    const first = await act(office.clerk, await ask({ department: "1001" }), "transfer", moved);
    expect((await office.clerk.call("GET", `/v1/consultations/${first.consultationId}`)).status).toBe(404);
    const second = await act(supervisor, first, "transfer", { department: "1003", words: "转医保局" });
    const third = await refused(supervisor, second, "transfer", moved);
    expect(third.body).toMatchObject({ code: "guardFailed", guard: "transfersLeft" });
    const fixed = await act(supervisor, second, "assign", { department: "1001", words: "由市场监管局答复" });
    expect(fixed).toMatchObject({ state: "asked", department: "1001", transfers: 2 });
    await act(office.clerk, await act(office.clerk, fixed, "take"), "redirect", { words: "反映的是投诉" });
  });

  test("ends by silence, says once that it is late, and is merged only with one of the same person", async () => {
    const silent = await act(office.clerk, await act(office.clerk, await ask(), "take"), "askBack", {
      text: "请补充经营场所地址。",
    });
    const late = await ask();
    const target = await act(office.clerk, await ask(), "take");
    const others = (await look(office.clerk, late)).others as { consultationId: string; alike: boolean }[];
    expect(others.find(({ consultationId }) => consultationId === target.consultationId)).toMatchObject({
      alike: true,
    });
    const { body: foreign } = await stranger.ask("POST", "/v1/consultations", {
      body: { text: words, itemCode },
      headers: key(),
    });
    const wrong = await refused(office.clerk, target, "merge", { into: foreign.consultationId });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ code: "notMergeable" }] } });
    const merged = await act(office.clerk, target, "merge", { into: late.consultationId });
    expect(merged).toMatchObject({ state: "merged", mergedInto: late.consultationId });
    await sweepIn(20);
    await sweepIn(20);
    expect(await look(citizen, silent)).toMatchObject({ state: "closed" });
    expect(await look(citizen, late)).toMatchObject({
      state: "asked",
      late: true,
      version: late.version + 1,
    });
    const { body: figures } = await office.clerk.ask("GET", "/v1/consultation-figures");
    expect(figures).toMatchObject({ merged: 1, redirected: 1, lateNow: 0 });
  });
});

describe("an answer for everybody", () => {
  const texts = {
    question: "营业执照地址和经营场所不一致怎么办？",
    answer: "请先办理营业执照住所变更，再申请食品经营许可。",
  };
  const listed = async () => (await publicly.ask("GET", `/v1/faqs?item=${itemCode}`)).body.items as Faq[];

  test("tells of nobody, is confirmed by a second person, and helps", async () => {
    const personal = { question: "我叫张三，怎么办？", answer: "请打 13800003210 联系。", itemCode };
    const named = await office.clerk.call("POST", "/v1/faqs", { body: personal, headers: key() });
    expect(named.status).toBe(400);
    expect((named.body as { errors: { path: string }[] }).errors.map(({ path }) => path)).toEqual([
      "body/question",
      "body/answer",
    ]);
    const { body } = await office.clerk.ask("POST", "/v1/faqs", {
      body: { ...texts, itemCode },
      headers: key(),
    });
    const proposed = body as Faq;
    expect(await listed()).toEqual([]);
    expect((await refused(office.clerk, proposed, "confirm")).body).toMatchObject({ guard: "notProposer" });
    await act(office.reviewer, proposed, "confirm");
    expect(await listed()).toMatchObject([texts]);
    const [{ faqId = "" } = {}] = await listed();
    await citizen.ask("POST", `/v1/faqs/${faqId}/helped`);
    await citizen.ask("POST", `/v1/faqs/${faqId}/helped`);
    expect((await office.clerk.ask("GET", `/v1/faqs/${faqId}`)).body).toMatchObject({ helped: 2 });
    expect((await office.clerk.ask("GET", "/v1/consultation-figures")).body).toMatchObject({ deflected: 2 });
  });

  test("is looked at with a new version of its item, and hidden when nobody does", async () => {
    const { body } = await publicly.ask("GET", `/v1/items/${itemCode}`);
    const { version: _version, ...item } = body;
    const admin = await app.as("sun-jing");
    await admin.ask("POST", "/v1/catalogue/imports", {
      body: { items: [{ ...item, phone: "0394-8260001" }] },
    });
    await app.drained();
    const [faq] = (await office.clerk.ask("GET", "/v1/desk/faqs?state=toCheck")).body.items as Faq[];
    expect(faq).toMatchObject({ itemVersion: 1, state: "toCheck" });
    expect(await listed()).toHaveLength(1);
    await sweepIn(20);
    expect(await listed()).toEqual([]);
    const { body: hidden } = await office.clerk.ask("GET", `/v1/faqs/${faq?.faqId}`);
    const again = await act(office.clerk, hidden as Faq, "revise", texts);
    expect(await act(office.reviewer, again, "confirm")).toMatchObject({
      state: "published",
      itemVersion: 2,
    });
  });
});
