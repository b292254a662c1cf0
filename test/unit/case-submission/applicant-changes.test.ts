import { beforeEach, describe, expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import type { CaseState } from "#events/case.ts";
import type { CaseForm } from "#shared/cases/case.ts";
import type { CaseStore } from "#shared/cases/case-store.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { callRoute } from "#test/support/call-route.ts";
import { memoryAccesses } from "#test/support/memory-accesses.ts";
import { memoryCaseStore } from "#test/support/memory-case-store.ts";
import { standingBy } from "#test/support/standing.ts";
import { citizen, form, openSample, person, steadyCalendar, thursday } from "#test/unit/cases/samples.ts";
import {
  caseSubmissionApi,
  type SubmissionDeps,
} from "../../../functions/cases/case-submission/case-submission.ts";

const { caseNumber } = openSample();
const item = shippedCatalogue().find(({ name }) => name.zh === "食品经营许可（新办）");
const supplied = {
  materials: [{ materialId: "premises", documentId: "00000000-0000-4000-8000-000000000002" }],
};
const promised: CaseForm = { ...form, deferred: [{ materialId: "premises", until: "2026-10-10" }] };

const claims = { sub: citizen.id, name: "", identityLevel: "realName" };

let calls: string[];
let store: CaseStore;
let look: () => ReturnType<typeof callRoute>;
let bring: (action: string, version: number, body: object, key?: string) => ReturnType<typeof callRoute>;

/** A case in this state, and what is asked of its store and its documents when something is brought. */
async function inState(state: CaseState, of = item, applied = promised) {
  const memory = memoryCaseStore();
  await memory.write({ ...openSample(), state, deferredUntil: "2026-10-10" }, { form: applied, person });
  calls = [];
  const noting =
    <Asked extends unknown[], Given>(name: string, ask: (...asked: Asked) => Given) =>
    (...asked: Asked): Given => {
      calls.push(name);
      return ask(...asked);
    };
  store = {
    ...memory,
    read: (number, how) => noting(how?.maybeOlder ? "case, cheap" : "case", memory.read)(number, how),
    readForm: noting("form", memory.readForm),
    readPerson: noting("person", memory.readPerson),
    write: noting("write", memory.write),
  };
  const deps = {
    store,
    calendar: steadyCalendar,
    now: () => thursday,
    items: { version: async () => ({ item: of, version: 1 }) },
    documents: {
      unusable: async () => [],
      claims: noting("claims", async () => []),
      numbersOf: async () => [],
    },
    licences: { check: async () => [], uses: noting("uses", async () => []) },
    index: { keysOf: async () => person.keys, namesUnder: async (name: string) => [name] },
    deliveries: { deliveriesOf: async () => [] },
    ratings: { ratingsOf: async () => [] },
    standing: standingBy(),
  } as unknown as SubmissionDeps;
  const handler = httpApi(caseSubmissionApi(deps), { accesses: memoryAccesses() });
  look = () =>
    callRoute(handler, { ...claims, role: "citizen" }, "GET /v1/cases/{caseNumber}", {
      path: { caseNumber },
    });
  bring = (action, version, body, key = "") =>
    callRoute(handler, { ...claims, role: "citizen" }, `POST /v1/cases/{caseNumber}/actions/${action}`, {
      path: { caseNumber },
      body,
      headers: { "if-match": `"${version}"`, ...(key && { "idempotency-key": key }) },
    });
}

describe("what an applicant brings", () => {
  beforeEach(() => inState("accepted"));

  test("is checked on the case and the form as they were read once, and claimed by the write itself", async () => {
    expect(await bring("submitDeferred", 1, supplied)).toMatchObject({ status: 200, body: { version: 2 } });
    expect(calls).toEqual(["case, cheap", "form", "person", "claims", "uses", "write"]);
    expect(await store.readForm(caseNumber, 2)).toMatchObject({
      revision: 2,
      materials: [...form.materials, ...supplied.materials],
      deferred: [],
    });
    expect(await store.read(caseNumber)).not.toHaveProperty("deferredUntil");
  });

  test("cannot be handed in again, unless it is the same request", async () => {
    const once = await bring("submitDeferred", 1, supplied, "a-key-of-mine");
    calls = [];
    expect((await bring("submitDeferred", 1, supplied, "a-key-of-mine")).body).toEqual(once.body);
    expect(calls).toEqual(["case, cheap"]);
    expect(await bring("submitDeferred", 2, supplied, "another-key")).toMatchObject({
      status: 400,
      body: { errors: [{ path: "body/materials/0/materialId", code: "notDeferred" }] },
    });
  });

  test("is not written when the lifecycle does not want it", async () => {
    await inState("completed");
    expect(await bring("submitDeferred", 1, supplied)).toMatchObject({
      status: 409,
      body: { code: "actionNotAllowed" },
    });
    expect(calls).not.toContain("write");
  });

  test("finds its case without what was applied with, when the time of that is over", async () => {
    store.readForm = async () => undefined;
    store.readPerson = async () => undefined;
    store.readApplication = async () => undefined;
    const { status, body } = await look();
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { caseNumber, answers: {}, materials: [], personalDataDeleted: true },
    });
    expect(body).not.toHaveProperty("applicant");
    for (const [action, brings] of [
      ["submitDeferred", supplied],
      ["correctPerson", { phone: "13900001234" }],
    ] as const)
      expect(await bring(action, 1, brings)).toMatchObject({
        status: 409,
        body: { code: "personalDataDeleted" },
      });
    expect(calls).not.toContain("write");
  });

  test("of their own data is put right on the person as read once, but name and number at the window", async () => {
    expect((await bring("correctPerson", 1, { phone: "13900001234" })).status).toBe(200);
    expect(calls).toEqual(["case, cheap", "person", "write"]);
    expect((await store.readPerson(caseNumber))?.applicant).toEqual({
      ...person.person.applicant,
      phone: "13900001234",
    });
    expect(await bring("correctPerson", 2, { name: "李明" })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "body/name", code: "atTheWindow" }] },
    });
  });
});

describe("another situation, told with what was asked for", () => {
  const [application, premises] = (item?.materials ?? []).filter(({ materialId }) =>
    ["application", "premises"].includes(materialId),
  );
  const named = (text: string) => ({ zh: text, en: text });
  const of = item && {
    ...item,
    materials: [application, premises].flatMap((material) => material ?? []),
    form: {
      type: "object",
      properties: { shopName: { type: "string", title: "店名" }, rent: { type: "integer", title: "租金" } },
      required: ["shopName"],
      additionalProperties: false,
    } as unknown as typeof item.form,
    situation: {
      questions: [
        {
          id: "own",
          text: named("own?"),
          options: ["yes", "no"].map((value) => ({ value, text: named(value) })),
        },
      ],
      outcomes: [
        {
          id: "owned",
          name: named("owned"),
          when: [{ own: ["yes"] }],
          materials: [{ materialId: "application" }],
          form: { leaveOut: ["rent"] },
        },
        {
          id: "rented",
          name: named("rented"),
          when: [{ own: ["no"] }],
          materials: [{ materialId: "application" }, { materialId: "premises" }],
          form: { require: ["rent"] },
          promisedLimit: { days: 3, unit: "workingDay" as const },
          legalLimit: { unit: "none" as const },
        },
      ],
    },
  };
  const rented = { situation: { own: "no" } };
  const all = [...form.materials, ...supplied.materials];

  beforeEach(() => inState("supplementRequested", of, { ...form, situation: { own: "yes" } }));

  test("asks for its own materials and fields", async () => {
    expect(await bring("supplement", 1, rented)).toMatchObject({
      status: 400,
      body: { errors: [{ path: "body/answers/rent" }, { path: "body/materials/premises" }] },
    });
    expect(await bring("supplement", 1, { situation: { own: "perhaps" } })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "body/situation/own" }] },
    });
    expect(calls).not.toContain("write");
  });

  test("is kept with the form, and its limits with the case", async () => {
    expect((await store.read(caseNumber))?.item).toMatchObject({ promised: "5w", legal: "20w" });
    const answers = { ...form.answers, rent: 900 };
    expect((await bring("supplement", 1, { ...rented, answers, materials: all })).status).toBe(200);
    expect(await store.readForm(caseNumber, 2)).toMatchObject({ ...rented, answers });
    const head = await store.read(caseNumber);
    expect(head?.item.promised).toBe("3w");
    expect(head?.item).not.toHaveProperty("legal");
  });

  test("is none where nothing of it is told, and the limits stay", async () => {
    expect((await bring("supplement", 1, { answers: form.answers })).status).toBe(200);
    expect(await store.readForm(caseNumber, 2)).toMatchObject({ situation: { own: "yes" } });
    expect((await store.read(caseNumber))?.item).toMatchObject({ promised: "5w", legal: "20w" });
  });
});
