import { beforeEach, describe, expect, test } from "vitest";
import { httpApi } from "#shared/kernel/http/api.ts";
import { personKeys } from "#shared/kernel/people/person-keys.ts";
import type { LicenceAnswer } from "#shared/representations/business-licence.ts";
import { representationsPublic } from "#shared/representations/public.ts";
import { type Representation, representation } from "#shared/representations/record.ts";
import { callRoute } from "#test/support/call-route.ts";
import { memoryAccesses } from "#test/support/memory-accesses.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { expireRepresentations } from "../../../functions/representations/representation-deadlines/representation-deadlines.ts";
import { representationsApi } from "../../../functions/representations/representations/representations.ts";
import { citizenClaims, madeUpIdNumber } from "../../../local/made-up-identity.ts";

type Claims = Record<string, string>;
const claims = (id: string, name: string, bornOn?: string): Claims =>
  citizenClaims(id, name, madeUpIdNumber(id, bornOn)) as Claims;
const liMin = claims("li-min", "李敏", "1985-05-06");
const zhangWei = claims("zhang-wei", "张伟", "1990-01-02");
const stranger = claims("stranger", "王五", "1990-01-02");
const clerk: Claims = { sub: "chen-fang", role: "clerk", department: "1001" };
const who = ({ name = "", id_number: idNumber = "" }: Claims) => ({ name, idNumber });
const child = { name: "李小雨", idNumber: madeUpIdNumber("child", "2019-03-05") };
const uscc = "91411602MA9F00000C";
const food = "11411602MB9100104L4000101001001";

let now: string;
let store: ReturnType<typeof memoryRecordStore<Representation, typeof representation.indexes>>;
let answer: LicenceAnswer | "pending" | "silent";
let handler: ReturnType<typeof httpApi>;
beforeEach(() => {
  now = "2026-03-06T02:00:00.000Z";
  answer = "pending";
  store = memoryRecordStore(representation);
  const accesses = memoryAccesses();
  handler = httpApi(
    representationsApi({
      store,
      keys: personKeys(async () => ["secret"]),
      licences: { answerTo: async () => answer },
      accesses,
      now: () => now,
    }),
    { accesses },
  );
});

let serial = 0;
const ask = async (claimed: Claims, body: object) => {
  serial += 1;
  return callRoute(handler, claimed, "POST /v1/representations", {
    body,
    headers: { "idempotency-key": `test-${serial}`.padEnd(16, "-") },
  });
};
const act = async (
  claimed: Claims,
  { body: { representationId, version } }: { body: Record<string, unknown> },
  action: string,
  body: object = {},
) =>
  callRoute(handler, claimed, `POST /v1/representations/{representationId}/actions/${action}`, {
    path: { representationId: String(representationId) },
    body,
    headers: { "if-match": `"${version}"` },
  });
const list = async (claimed: Claims, side = "acting") =>
  (await callRoute(handler, claimed, "GET /v1/representations", { query: { side } })).body.items as Record<
    string,
    unknown
  >[];
const statusAndCode = ({ status, body }: { status: number | undefined; body: Record<string, unknown> }) => [
  status,
  body.code ?? body.state,
];
const placeErrors = ({ body }: { body: Record<string, unknown> }) =>
  (body.errors as { path: string; code: string }[] | undefined)?.map(({ path, code }) => [path, code]);
const acting = (id: unknown, agentId: string, itemCode = food, day = "2026-03-06") =>
  representationsPublic(store).actingFor(String(id), { agentId, itemCode, day });

const answered = (more: Partial<LicenceAnswer> = {}): LicenceAnswer => ({
  requestId: "",
  uscc,
  name: "周口颍河餐饮有限公司",
  legalRepresentative: { idType: "residentId", ...who(liMin) },
  state: "valid",
  ...more,
});
const bound = async () => {
  const requested = await ask(liMin, { kind: "legalRepresentative", uscc });
  answer = answered();
  return act(liMin, requested, "verify");
};

describe("an organisation's legal representative", () => {
  test("is bound when the licence's signed answer names them, and may act at once", async () => {
    const requested = await ask(liMin, { kind: "legalRepresentative", uscc });
    expect(statusAndCode(requested)).toEqual([201, "awaitingVerification"]);
    expect(await acting(requested.body.representationId, "li-min")).toBe("notActive");
    const early = await act(liMin, requested, "verify");
    expect([statusAndCode(early), early.body.guard]).toEqual([[409, "guardFailed"], "licenceConfirmed"]);
    answer = "silent";
    expect((await act(liMin, requested, "verify")).body.guard).toBe("licenceServiceAnswers");
    answer = answered({ validTo: "2026-06-30" });
    const verified = await act(liMin, requested, "verify");
    expect(verified.body).toMatchObject({
      state: "active",
      until: "2026-06-30",
      principal: { name: "周口颍河餐饮有限公司", idNumber: uscc },
      verified: { way: "businessLicence" },
    });
    expect(await acting(requested.body.representationId, "li-min")).toEqual({
      principalId: `uscc:${uscc}`,
      party: { name: "周口颍河餐饮有限公司", idType: "uscc", idNumber: uscc },
      kind: "legalRepresentative",
    });
    expect(await acting(requested.body.representationId, "zhang-wei")).toBe("unknown");
    expect(await acting(requested.body.representationId, "li-min", food, "2026-07-01")).toBe("notActive");
  });

  test.each([
    [
      "somebody else's",
      { legalRepresentative: { idType: "residentId" as const, ...who(zhangWei) } },
      "notLegalRepresentative",
    ],
    [
      "another's with the same name",
      { legalRepresentative: { idType: "residentId" as const, ...who(zhangWei), name: "李敏" } },
      "notLegalRepresentative",
    ],
    ["cancelled", { state: "cancelled" as const }, "licenceNotValid"],
    ["ended", { validTo: "2026-03-05" }, "licenceNotValid"],
  ])("is refused by a licence that is %s", async (_name, more, refusal) => {
    const requested = await ask(liMin, { kind: "legalRepresentative", uscc });
    answer = answered(more);
    expect((await act(liMin, requested, "verify")).body).toMatchObject({ state: "refused", refusal });
    expect(await acting(requested.body.representationId, "li-min")).toBe("notActive");
  });

  test("mandates others for the organisation, and nobody else does", async () => {
    const { body: binding } = await bound();
    const mandate = {
      kind: "proxy",
      agent: who(zhangWei),
      under: binding.representationId,
      scope: [food],
      until: "2026-12-31",
    };
    expect(statusAndCode(await ask(stranger, mandate))).toEqual([403, "mayNotMandate"]);
    const granted = await ask(liMin, mandate);
    expect(statusAndCode(await act(stranger, granted, "confirm"))).toEqual([404, "recordNotFound"]);
    expect(statusAndCode(await act(liMin, granted, "confirm"))[0]).toBe(403);
    expect(statusAndCode(await act(zhangWei, granted, "confirm"))).toEqual([200, "active"]);
    const id = granted.body.representationId;
    expect(await acting(id, "zhang-wei")).toMatchObject({ principalId: `uscc:${uscc}` });
    expect(await acting(id, "zhang-wei", "another")).toBe("outOfScope");
    expect(await acting(id, "zhang-wei", food, "2027-01-01")).toBe("notActive");
  });
});

describe("a mandate between people", () => {
  const mandate = (more: object = {}) => ({
    kind: "proxy",
    agent: who(zhangWei),
    until: "2026-12-31",
    ...more,
  });

  test("begins when the other side takes it on, is listed for both, and ends at once when either revokes it", async () => {
    const granted = await ask(liMin, mandate());
    expect(await list(zhangWei)).toMatchObject([
      { state: "awaitingConfirmation", mine: true, allowedActions: ["confirm", "decline", "revoke"] },
    ]);
    const confirmed = await act(zhangWei, granted, "confirm");
    expect(await list(liMin, "granted")).toMatchObject([
      { state: "active", mine: false, allowedActions: ["revoke"], agent: { name: "张伟" } },
    ]);
    expect(await list(stranger)).toEqual([]);
    const id = granted.body.representationId;
    expect(await acting(id, "zhang-wei")).toMatchObject({ principalId: "li-min", party: { ...who(liMin) } });
    expect(statusAndCode(await act(liMin, confirmed, "revoke"))).toEqual([200, "revoked"]);
    expect(await acting(id, "zhang-wei")).toBe("notActive");
    // Nothing but ids and codes leaves the table.
    const record = await store.read(String(id));
    const event = record && representation.eventOf(record);
    expect(event?.data).toEqual({ representationId: id, kind: "proxy", state: "revoked" });
  });

  test("is refused with everything that is wrong at once", async () => {
    expect(placeErrors(await ask(liMin, mandate({ agent: who(liMin), until: "2028-01-01" })))).toEqual([
      ["body/agent/idNumber", "oneself"],
      ["body/until", "until"],
    ]);
    expect(placeErrors(await ask(liMin, mandate({ agent: child, until: "2026-03-05" })))).toEqual([
      ["body/agent/idNumber", "minorAgent"],
      ["body/until", "until"],
    ]);
    expect(placeErrors(await ask(claims("young", "小明", "2012-01-01"), mandate()))).toEqual([
      ["body/kind", "minorSelf"],
    ]);
    const unverified = { ...liMin, identityLevel: "password" };
    expect(statusAndCode(await ask(unverified, mandate()))).toEqual([403, "identityLevelTooLow"]);
  });

  test("is theirs to grant and to take on who are 16, live on their own earnings, and declare it", async () => {
    const earner = claims("earner", "小刚", "2009-06-01");
    const almost = claims("almost", "小丽", "2010-03-07");
    const declared = { ownEarnings: true };
    expect(placeErrors(await ask(earner, mandate()))).toEqual([["body/kind", "minorSelf"]]);
    expect(placeErrors(await ask(almost, mandate(declared)))).toEqual([["body/kind", "minorSelf"]]);
    expect((await ask(earner, mandate(declared))).body).toMatchObject({ ownEarnings: ["grantor"] });
    expect((await ask(earner, { kind: "legalRepresentative", uscc, ...declared })).status).toBe(201);
    const toAlmost = await ask(liMin, mandate({ agent: who(almost) }));
    expect(placeErrors(toAlmost)).toEqual([["body/agent/idNumber", "minorAgent"]]);

    const granted = await ask(liMin, mandate({ agent: who(earner) }));
    expect(await list(earner)).toMatchObject([
      { state: "awaitingVerification" },
      { state: "awaitingConfirmation", allowedActions: ["confirm", "decline", "revoke"] },
    ]);
    expect((await act(earner, granted, "confirm")).status).toBe(409);
    expect((await act(earner, granted, "confirm", declared)).body).toMatchObject({
      state: "active",
      ownEarnings: ["agent"],
    });
    const adult = await act(zhangWei, await ask(liMin, mandate()), "confirm", declared);
    expect(adult.body).not.toHaveProperty("ownEarnings");
  });

  test("ends by itself after its last day, once, also a request that nobody took on", async () => {
    const active = await act(zhangWei, await ask(liMin, mandate({ until: "2026-03-31" })), "confirm");
    await ask(liMin, mandate());
    const sweep = () => expireRepresentations({ store, now: () => now });
    now = "2026-03-21T15:59:59.999Z";
    expect(await sweep()).toEqual({ due: 0, changed: 0 });
    now = "2026-03-21T16:00:00.000Z";
    expect(await sweep()).toEqual({ due: 1, changed: 1 });
    now = "2026-03-31T16:00:00.000Z";
    expect(await sweep()).toEqual({ due: 1, changed: 1 });
    expect(await sweep()).toEqual({ due: 0, changed: 0 });
    expect((await store.read(String(active.body.representationId)))?.state).toBe("expired");
  });
});

describe("a guardianship", () => {
  const guardianship = { kind: "guardian", ward: child };
  const seen = { evidence: "householdRegister", idNumber: child.idNumber };

  test("is checked by a clerk who types the ward's number from the original, and ends on the day of full age", async () => {
    const requested = await ask(liMin, guardianship);
    const [listed] = await list(clerk);
    expect(listed).toMatchObject({
      state: "awaitingReview",
      agent: { name: "李*" },
      principal: { name: "李*雨" },
    });
    expect(JSON.stringify(listed)).not.toContain(child.idNumber);
    const other = await act(clerk, requested, "approve", {
      ...seen,
      idNumber: madeUpIdNumber("other", "2019-03-05"),
    });
    expect(other.body.guard).toBe("documentMatches");
    const approved = await act(clerk, requested, "approve", seen);
    expect(approved.body).toMatchObject({
      state: "active",
      until: "2037-03-04",
      evidence: "householdRegister",
    });
    expect(await acting(requested.body.representationId, "li-min", food, "2037-03-04")).toMatchObject({
      principalId: expect.stringMatching(/^id:[0-9a-f]{32}$/),
      party: child,
    });
    expect(await acting(requested.body.representationId, "li-min", food, "2037-03-05")).toBe("notActive");
    const ended = await act(clerk, approved, "end", { words: "监护人变更" });
    expect(statusAndCode(ended)).toEqual([200, "revoked"]);
  });

  test("of an adult needs a court, and nobody checks their own", async () => {
    const adult = { kind: "guardian", ward: who(zhangWei) };
    const requested = await ask(liMin, adult);
    const paper = { evidence: "householdRegister", idNumber: zhangWei.id_number };
    expect((await act(clerk, requested, "approve", paper)).body.guard).toBe("courtForAdults");
    const ownClerk = { ...liMin, role: "clerk", department: "1001" };
    expect(
      (await act(ownClerk, requested, "approve", { ...paper, evidence: "courtDecision" })).body.guard,
    ).toBe("notOneself");
    expect(
      statusAndCode(await act(clerk, requested, "approve", { ...paper, evidence: "courtDecision" })),
    ).toEqual([200, "active"]);
  });

  test("is no clerk's to see when it is none: mandates are between their sides", async () => {
    const granted = await ask(liMin, { kind: "proxy", agent: who(zhangWei), until: "2026-12-31" });
    const path = { representationId: String(granted.body.representationId) };
    const look = await callRoute(handler, clerk, "GET /v1/representations/{representationId}", { path });
    expect(look.status).toBe(404);
  });
});
