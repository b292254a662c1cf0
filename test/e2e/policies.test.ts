import { afterAll, beforeAll, describe, expect, test } from "vitest";
import policies from "#district/policies.json" with { type: "json" };
import { publishPolicy } from "#local/demo-policies.ts";
import { madeUpIdNumber } from "#local/made-up-identity.ts";
import { type Person, person } from "#local/play/api.ts";
import { citizenNamed, type Office, officeOf } from "#local/play/office.ts";
import { act, type CaseBody, lookUp, submit } from "#local/play/straight-way.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";

const unemployed = "11411602MB9100200X4002002003001";
let app: TestApp;
let people: { writer: Person; checker: Person };
let office: Office;
let citizen: Person;
let stranger: Person;
let serial = 0;

const contentOf = (title: string) => {
  const found = policies.find(({ content }) => content.title.zh.includes(title));
  if (!found) throw new Error(`no policy ${title} ships`);
  return structuredClone(found);
};
const publish = async (of: { department: string; content: unknown }) => {
  const published = await publishPolicy(people, of, `policy-${++serial}`);
  await app.drained();
  return published.policyId;
};
const consent = async (who: Person, more: object = {}) => {
  const body = { consent: true, sensitive: false, declined: [], ...more };
  const answer = await who.ask("PUT", "/v1/me/policy-preferences", { body });
  await app.drained();
  return answer.body;
};
const mine = async (who: Person) =>
  (await who.ask("GET", "/v1/me/policies")).body as {
    consented: boolean;
    items: { policyId: string; edition: number; state: string }[];
  };
const toldOf = async (who: Person, policyId: string): Promise<number> => {
  const { body } = await who.ask("GET", "/v1/me/notices");
  return (body.items as { link: string }[]).filter(({ link }) => link === `/policies/${policyId}`).length;
};
const register = async (who: Person, answers: object = {}): Promise<CaseBody> => {
  const opened = await submit(who, {
    itemCode: unemployed,
    applicant: { phone: "13800003210" },
    answers: {
      education: "大专",
      lostJobOn: "2026-01-05",
      services: ["创业担保贷款"],
      phone: "13800003210",
      ...answers,
    },
    materials: [],
    handIn: { mode: "online" },
    receive: { mode: "electronic" },
  });
  const decided = await act(office.clerk, opened, "decideOnTheSpot");
  await app.drained();
  return decided;
};

beforeAll(async () => {
  app = await sharedTestApp();
  office = await officeOf(app, "1002");
  people = { writer: await app.as("liu-yang"), checker: await app.as("he-ping") };
  const [old, young] = ["1940-02-03", "1995-06-07"].map((born) => madeUpIdNumber(born, born));
  citizen = await citizenNamed(app, "old-one", { name: "王奶奶", idNumber: old ?? "" });
  stranger = await citizenNamed(app, "young-one", { name: "小赵", idNumber: young ?? "" });
});
afterAll(() => app.end());

describe("a policy", () => {
  test("is written by one, refused with everything that is wrong, and published by another", async () => {
    const { department, content } = contentOf("创业担保贷款");
    const wrong = {
      ...content,
      until: "2020-01-01",
      rule: {
        alternatives: [
          [{ fact: "granted", itemCode: "11411602MB9100200X4009999999001" }],
          [{ fact: "answer", itemCode: unemployed, field: "phone", oneOf: ["13800003210"] }],
        ],
      },
    };
    const { body: drafted } = await people.writer.ask("POST", "/v1/policies", {
      body: { department, content: wrong },
      headers: { "idempotency-key": "wrong-policy" },
    });
    const path = `/v1/policies/${drafted.policyId}`;
    const take = (who: Person, action: string, version: unknown, body: object = {}) =>
      who.call("POST", `${path}/actions/${action}`, { body, headers: { "if-match": `"${version}"` } });
    const refused = await take(people.writer, "propose", drafted.version);
    expect(refused.status).toBe(400);
    expect((refused.body.errors as { code: string }[]).map(({ code }) => code)).toEqual([
      "windowOver",
      "unknownItem",
      "tellsWho",
    ]);
    const rewritten = await take(people.writer, "rewrite", drafted.version, { content });
    const proposed = await take(people.writer, "propose", rewritten.body.version);
    expect(await take(people.writer, "publish", proposed.body.version)).toMatchObject({
      status: 409,
      body: { code: "guardFailed", guard: "notWriter" },
    });
    expect((await take(office.clerk, "publish", proposed.body.version)).status).toBe(200);
    const publicly = person(app.apiUrl);
    const { body: shown } = await publicly.ask("GET", `${path}/page`);
    expect(shown).toMatchObject({ edition: 1, category: "business" });
    expect(JSON.stringify(shown)).toContain("365 天内办成“失业登记”");
    const { body: listed } = await publicly.ask("GET", "/v1/policies?category=business");
    expect(JSON.stringify(listed)).toContain(String(drafted.policyId));
    await app.drained();
  });

  test("finds whom it fits of those who consented, tells them once, and says why", async () => {
    const { consented, items } = await mine(citizen);
    expect([consented, items]).toEqual([false, []]);
    await consent(citizen);
    await consent(stranger);
    const policyId = await publish(contentOf("高龄津贴"));
    expect((await mine(citizen)).items).toMatchObject([{ policyId, edition: 1, state: "matched" }]);
    expect((await mine(stranger)).items).toEqual([]);
    expect(await toldOf(citizen, policyId)).toBe(1);
    expect(await toldOf(stranger, policyId)).toBe(0);
    const { body: why } = await citizen.ask("GET", `/v1/me/policies/${policyId}`);
    expect(why.reasons).toEqual([
      { condition: { zh: "年满 80 周岁", en: "80 years old or older" }, holds: true, from: "identity" },
    ]);
    expect((await stranger.call("GET", `/v1/me/policies/${policyId}`)).status).toBe(404);

    // The same consent again, and everything told of twice: nobody hears of it a second time.
    await consent(citizen, { sensitive: true });
    await consent(citizen);
    expect(await toldOf(citizen, policyId)).toBe(1);

    const { body: application } = await citizen.ask("GET", `/v1/me/policies/${policyId}/application`);
    expect(application).toMatchObject({
      kind: "confirmation",
      answers: { claimant: "本人", elderName: "王奶奶", elderId: madeUpIdNumber("1940-02-03", "1940-02-03") },
      confirm: ["bankAccount", "phone"],
    });
    const opened = await submit(citizen, {
      itemCode: application.itemCode,
      applicant: { phone: "13800003210" },
      answers: {
        ...(application.answers as object),
        bankAccount: "6228480000000000000",
        phone: "13800003210",
      },
      materials: [],
      handIn: { mode: "online" },
      receive: { mode: "electronic" },
    });
    const civil = await officeOf(app, "1004");
    const accepted = await act(civil.clerk, await act(civil.clerk, opened, "passPreReview"), "accept");
    await act(civil.reviewer, await lookUp(civil.reviewer, accepted), "approve");
    await app.drained();
    expect((await mine(citizen)).items).toMatchObject([{ policyId, state: "enjoyed" }]);
    const { body: seen } = await people.checker.ask("GET", `/v1/policies/${policyId}`);
    // One person is not counted to anybody.
    expect(seen.figures).toEqual({ matched: 0, notFitting: 0 });
    expect(JSON.stringify(seen)).not.toContain("old-one");
  });

  test("is found by what is granted later, by its newer edition, and no more when consent ends", async () => {
    const { department, content } = contentOf("创业担保贷款");
    const rule = (education: string) => ({
      alternatives: [[{ fact: "answer", itemCode: unemployed, field: "education", oneOf: [education] }]],
    });
    const policyId = await publish({ department, content: { ...content, rule: rule("大专") } });
    expect(await toldOf(stranger, policyId)).toBe(0);
    const { caseNumber } = await register(stranger);
    expect(await toldOf(stranger, policyId)).toBe(1);
    const { body: why } = await stranger.ask("GET", `/v1/me/policies/${policyId}`);
    expect(why.reasons).toMatchObject([{ holds: true, value: "大专", from: "case", caseNumber }]);
    // The same thing granted once more: it fits by the newer case, and nobody is told again.
    const again = await register(stranger);
    expect(await toldOf(stranger, policyId)).toBe(1);
    const { body: now } = await stranger.ask("GET", `/v1/me/policies/${policyId}`);
    expect(now.reasons).toMatchObject([{ caseNumber: again.caseNumber }]);

    await stranger.ask("POST", `/v1/me/policies/${policyId}/not-fitting`);
    expect((await mine(stranger)).items.find((one) => one.policyId === policyId)).toMatchObject({
      state: "notFitting",
    });

    const path = `/v1/policies/${policyId}`;
    const revise = async (education: string) => {
      for (const [who, action, body] of [
        [people.writer, "revise", {}],
        [people.writer, "rewrite", { content: { ...content, rule: rule(education) } }],
        [people.writer, "propose", {}],
        [people.checker, "publish", {}],
      ] as const) {
        const { body: before } = await who.ask("GET", path);
        await who.ask("POST", `${path}/actions/${action}`, {
          body,
          headers: { "if-match": `"${before.version}"` },
        });
      }
      await app.drained();
    };
    await revise("本科及以上");
    expect((await mine(stranger)).items.filter((one) => one.policyId === policyId)).toEqual([]);
    await revise("大专");
    expect((await mine(stranger)).items.find((one) => one.policyId === policyId)).toMatchObject({
      edition: 3,
    });
    expect(await toldOf(stranger, policyId)).toBe(2);

    await consent(stranger, { consent: false });
    expect(await mine(stranger)).toEqual({ consented: false, items: [] });
    expect((await stranger.call("GET", `/v1/me/policies/${policyId}`)).status).toBe(404);
    const { body: kept } = await stranger.ask("GET", "/v1/me/policy-preferences");
    expect(kept).toMatchObject({ declined: [], ageKnown: false, before: [{ edition: "2026-1" }] });
    const { department: civil, content: bus } = contentOf("免费乘坐");
    await publish({
      department: civil,
      content: { ...bus, rule: { alternatives: [[{ fact: "age", atLeast: 18 }]] } },
    });
    expect(await mine(stranger)).toEqual({ consented: false, items: [] });
    const { body: inbox } = await stranger.ask("GET", "/v1/me/notices");
    expect(JSON.stringify(inbox)).not.toContain("免费乘坐");
    await register(stranger, { education: "大专" });
    expect(await toldOf(stranger, policyId)).toBe(2);
    // Asked anew, they see what fits; of an edition that they were told of there is no second notice.
    await consent(stranger, { declined: ["elderly"] });
    const { items } = await mine(stranger);
    expect(items.find((one) => one.policyId === policyId)).toMatchObject({ state: "matched", edition: 3 });
    expect(JSON.stringify((await stranger.ask("GET", "/v1/me/notices")).body)).not.toContain("免费乘坐");
    expect(await toldOf(stranger, policyId)).toBe(2);
  });

  test("ends with its last day, and waits for whoever comes of age", async () => {
    const { department, content } = contentOf("高龄津贴");
    const soon = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    const ending = await publish({ department, content: { ...content, until: soon } });
    const next = await publish({
      department,
      content: { ...content, rule: { alternatives: [[{ fact: "age", atLeast: 87 }]] } },
    });
    expect((await mine(citizen)).items.map(({ policyId }) => policyId)).toContain(ending);
    expect((await mine(citizen)).items.map(({ policyId }) => policyId)).not.toContain(next);
    const born = Date.parse("2027-02-03T00:00:00Z");
    const days = Math.max(21, Math.ceil((born - Date.now()) / 86_400_000) + 31);
    app.travel(days);
    try {
      await app.fireSchedule("Policies");
      await app.drained();
    } finally {
      app.travel(-days);
    }
    expect((await person(app.apiUrl).call("GET", `/v1/policies/${ending}/page`)).status).toBe(404);
    const ids = (await mine(citizen)).items.map(({ policyId }) => policyId);
    expect(ids).not.toContain(ending);
    expect(ids).toContain(next);
    for (const line of app.log)
      expect(JSON.stringify(line)).not.toMatch(/王奶奶|1940-?02-?03|大专|6228480000000000000/);
    app.checkAnswers();
  });
});
