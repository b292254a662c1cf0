import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { madeUpIdNumber } from "#local/made-up-identity.ts";
import { type Person, person } from "#local/play/api.ts";
import { citizenNamed } from "#local/play/office.ts";
import {
  act,
  applicant,
  foodLicence,
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
let reviewer: Person;
let materials: Materials;

beforeAll(async () => {
  app = await sharedTestApp();
  citizen = await citizenNamed(app, "input-citizen");
  stranger = await citizenNamed(app, "input-stranger");
  reviewer = await app.as("wang-lei");
  materials = await uploadMaterials(citizen);
});
afterAll(() => app.end());

const post = (who: Person, body: unknown, headers: Record<string, string> = {}) =>
  who.call("POST", "/v1/cases", { body, headers: { "idempotency-key": randomUUID(), ...headers } });
describe("what is wrong is listed at once, and nothing is written", () => {
  test("shape, form answers, materials and ways of delivery together", async () => {
    const body = {
      ...submissionOf([
        { materialId: "application", documentId: randomUUID() },
        { materialId: "unheard-of", documentId: materials[0]?.documentId ?? "" },
      ]),
      applicant: { phone: "12345" },
      answers: { shopName: "颍", premisesArea: 0, colour: "red" },
      receive: { mode: "courier" },
      surprise: true,
    };
    const answer = await post(citizen, body, { "idempotency-key": "short" });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(pathsOf(answer)).toEqual([
      "body/answers/activities",
      "body/answers/businessType",
      "body/answers/colour",
      "body/answers/foodSafety",
      "body/answers/premisesAddress",
      "body/answers/premisesArea",
      "body/answers/shopName",
      "body/applicant/phone",
      "body/materials/0/documentId",
      "body/materials/1/materialId",
      "body/materials/premises",
      "body/receive/address",
      "body/receive/confirmed",
      "body/surprise",
      "header/idempotency-key",
    ]);
    const { body: mine } = await citizen.ask("GET", "/v1/cases");
    expect(mine).toEqual({ items: [], nextCursor: null });
  });

  test("before it is submitted as well, and then nothing is left to be listed", async () => {
    const wrong = { ...submissionOf([]), answers: { shopName: "颍" } };
    const checked = await citizen.ask("POST", "/v1/case-checks", { body: wrong });
    const refused = await post(citizen, wrong);
    expect(checked.body.errors).toEqual(refused.body.errors);
    expect(refused.status).toBe(400);
    const right = await citizen.ask("POST", "/v1/case-checks", { body: submissionOf(materials) });
    expect(right.body).toEqual({ errors: [] });
    const { answers, ...rest } = submissionOf(materials);
    const rare = { ...rest, answers: { ...answers, shopName: "颍\u{2B74F}小馆" } };
    const rareName = await citizen.ask("POST", "/v1/case-checks", { body: rare });
    const message = expect.stringContaining("〔U+2B74F〕");
    const warnings = [{ path: "body/answers/shopName", code: "notInFont", message }];
    expect(rareName.body).toEqual({ errors: [], warnings });
    // One wrong thing in an address keeps nothing else from being told.
    const here = await citizen.ask("POST", "/v1/case-checks", {
      body: {
        ...submissionOf([]),
        applicant: { name: "李敏", idType: "residentId", idNumber: "11010519491231002X" },
        receive: { mode: "courier", address: { recipient: "李敏" } },
      },
    });
    expect((here.body.errors as { path: string }[]).map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        "body/applicant/name",
        "body/applicant/idNumber",
        "body/applicant/phone",
        "body/receive/address/street",
        "body/receive/confirmed",
        "body/materials/premises",
      ]),
    );
    const empty = await citizen.ask("POST", "/v1/case-checks", { body: {} });
    expect((empty.body.errors as unknown[]).length).toBeGreaterThan(4);
  });

  test("in the reader's language", async () => {
    const zh = await post(citizen, {});
    const en = await post(citizen, {}, { "accept-language": "en-GB,en;q=0.9,zh;q=0.5" });
    expect(problemOf(zh).detail).toMatch(/请一次改正/);
    expect(problemOf(en).detail).toMatch(/correct them all/);
    expect(en.headers.get("content-language")).toBe("en");
    for (const { message } of problemOf(en).errors ?? []) expect(message).not.toMatch(/[\u4e00-\u9fff]/);
  });

  test.each([
    ["not JSON", "{", "application/json", 400],
    ["another type", "a=1", "application/x-www-form-urlencoded", 415],
    ["too large", JSON.stringify({ answers: { shopName: "x".repeat(300_000) } }), "application/json", 413],
    ["not an object", "[]", "application/json", 400],
    ["null", "null", "application/json", 400],
  ])("%s", async (_name, body, contentType, status) => {
    const answer = await post(citizen, body, { "content-type": contentType });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(JSON.stringify(answer.body)).not.toMatch(/at .*\.(mjs|ts)|node:/);
  });

  test("a path or method that there is none of", async () => {
    for (const [method, path] of [
      ["GET", "/"],
      ["GET", "/v1/nothing"],
      ["DELETE", "/v1/items"],
    ] as const) {
      const answer = await person(app.apiUrl).call(method, path);
      expect([answer.status, problemOf(answer).code]).toEqual([404, "notFound"]);
    }
  });

  test("an item that does not exist, a way that the item does not offer", async () => {
    const unknown = await post(citizen, submissionOf(materials, { itemCode: "X".repeat(31) }));
    expect(problemOf(unknown).errors).toMatchObject([{ path: "body/itemCode", code: "unknown" }]);
    const { phone } = applicant;
    const more = { agent: applicant };
    const forOther = await post(citizen, submissionOf(materials, more));
    expect(problemOf(forOther).errors).toMatchObject([{ path: "body/agent", code: "notAllowed" }]);
    // Whoever somebody else is said to be, the applicant is who signed in.
    const inOtherName = await post(citizen, submissionOf(materials, { applicant }));
    expect(problemOf(inOtherName).errors).toMatchObject([
      { path: "body/applicant/name", code: "notAsVerified" },
      { path: "body/applicant/idNumber", code: "notAsVerified" },
    ]);
    const same = { ...applicant, name: "测试", idNumber: madeUpIdNumber("input-citizen"), phone };
    const checked = await citizen.ask("POST", "/v1/case-checks", {
      body: submissionOf(materials, { applicant: same }),
    });
    expect(checked.body).toEqual({ errors: [] });
  });

  test("a page mark that is not ours", async () => {
    const answer = await citizen.call("GET", "/v1/cases?cursor=%00rubbish&limit=0");
    expect([answer.status, pathsOf(answer)]).toEqual([400, ["query/cursor", "query/limit"]]);
  });
});

describe("submitting again", () => {
  test("the same request finds its own case, another under the same key is refused", async () => {
    const key = randomUUID();
    const body = submissionOf(materials);
    const [first, second] = await Promise.all([submit(citizen, body, key), submit(citizen, body, key)]);
    expect(second).toEqual(first);
    await act(reviewer, first, "passPreReview");
    expect(await submit(citizen, body, key)).toEqual(first);
    const other = await post(citizen, submissionOf(materials, { receive: { mode: "window" } }), {
      "idempotency-key": key,
    });
    expect([other.status, problemOf(other).code]).toEqual([422, "idempotencyKeyReused"]);
    const asStranger = await submit(stranger, submissionOf(await uploadMaterials(stranger, 7)), key);
    expect(asStranger.caseNumber).not.toBe(first.caseNumber);
  });

  test("somebody else's documents cannot be handed in", async () => {
    const answer = await post(stranger, submissionOf(materials));
    expect(pathsOf(answer)).toEqual(["body/materials/0/documentId", "body/materials/1/documentId"]);
  });
});

describe("guided choice", () => {
  const residencePermit = "11411602MB910050XQ4000705003001";
  const guidance = (answers: Record<string, string>) =>
    citizen.call("POST", `/v1/items/${residencePermit}/guidance`, { body: { answers } });
  const missing = async (situation: Record<string, string>) => {
    const body = {
      ...submissionOf(materials),
      itemCode: residencePermit,
      answers: {},
      materials: [],
      situation,
    };
    const { errors } = (await citizen.ask("POST", "/v1/case-checks", { body })).body as {
      errors: { path: string }[];
    };
    return errors.map(({ path }) => path).filter((path) => /materials|situation/.test(path));
  };

  test("asks one question after another, and says what the situation asks for", async () => {
    expect((await guidance({})).body).toMatchObject({ next: { id: "basis" }, situations: [] });
    const { body } = await guidance({ basis: "job" });
    expect(body).toMatchObject({ situations: [{ id: "job" }], item: { promisedLimit: { days: 7 } } });
    const { materials: asked } = body.item as { materials: { materialId: string }[] };
    expect(asked.map(({ materialId }) => materialId)).toEqual(["id-card", "job-proof"]);
    expect((await guidance({ basis: "unsure" })).body.situations).toHaveLength(3);
    expect(
      await citizen.call("POST", `/v1/items/${foodLicence}/guidance`, { body: { answers: {} } }),
    ).toMatchObject({
      status: 404,
    });
  });

  test("an application is asked for what its situation asks for, and answers that are none are named", async () => {
    expect(await missing({ basis: "job" })).toEqual(["body/materials/job-proof"]);
    expect(await missing({ basis: "unsure" })).toEqual([]);
    expect(await missing({})).toContain("body/situation/basis");
    expect(await missing({ basis: "wealth", weather: "fine" })).toEqual(
      expect.arrayContaining(["body/situation/basis", "body/situation/weather"]),
    );
  });
});
