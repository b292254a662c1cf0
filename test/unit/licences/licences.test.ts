import type { SQSRecord } from "aws-lambda";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import type { CaseEvent } from "#events/case.ts";
import { decide } from "#shared/cases/decide.ts";
import { caseRecord } from "#shared/cases/record.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import type { Route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { routeKey } from "#shared/kernel/http/contract.ts";
import { type LicenceDocument, signedText } from "#shared/licences/document.ts";
import { identifierParts, licenceIdentifier } from "#shared/licences/identifier.ts";
import { licenceTypeNamed } from "#shared/licences/licence-types.ts";
import { lifecycle } from "#shared/licences/lifecycle.ts";
import { licencesPublic } from "#shared/licences/public.ts";
import { type Licence, licence as licenceRecord, stateOn } from "#shared/licences/record.ts";
import { sm2Signer, sm3Hex } from "#shared/licences/signing.ts";
import { memoryLicenceUses } from "#test/support/memory-licence-uses.ts";
import { standingBy, testKeys } from "#test/support/standing.ts";
import {
  clerk,
  form,
  openSample,
  person,
  reviewer,
  thursday,
  traceparent,
} from "#test/unit/cases/samples.ts";
import { licenceIssuing } from "../../../functions/licences/licence-issuing/licence-issuing.ts";
import { licencesApi } from "../../../functions/licences/licences/licences.ts";
import { idOf, type LicenceStore, memoryLicences } from "./samples.ts";

const typeCode = licenceTypeNamed("食品经营许可证")?.code ?? "";
const parts = { typeCode, issuer: "11411602MB9100104L", serial: "0123456789ABCDEF01" };

describe("the identifier (GB/T 36904)", () => {
  test("is made of its parts and found again", () => {
    const identifier = licenceIdentifier(parts);
    expect(identifier).toMatch(
      /^1\.2\.156\.3005\.2\.[0-9A-Z]{21}\.11411602MB9100104L\.0123456789ABCDEF01\.001\.[0-9A-Z]$/,
    );
    expect(identifierParts(identifier)).toEqual({ ...parts, edition: 1 });
  });

  test("with any one character changed is none", () => {
    const identifier = licenceIdentifier(parts);
    const place = fc.integer({ min: "1.2.156.3005.2.".length, max: identifier.length - 1 });
    const letter = fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    fc.assert(
      fc.property(place, letter, (at, other) => {
        if (identifier[at] === "." || identifier[at] === other) return true;
        return identifierParts(identifier.slice(0, at) + other + identifier.slice(at + 1)) === undefined;
      }),
    );
  });

  test("every licence that the catalogue names has a type of its own", () => {
    const named = shippedCatalogue().flatMap(({ result, materials }) => [
      result.licenceType,
      ...materials.map(({ licenceType }) => licenceType),
    ]);
    const names = [...new Set(named.filter((name) => name !== undefined))];
    const codes = names.map((name) => licenceTypeNamed(name)?.code);
    expect(codes.filter((code) => !/^[0-9A-Z]{21}$/.test(code ?? ""))).toEqual([]);
    expect(new Set(codes).size).toBe(names.length);
  });
});

describe("signatures (SM2 over SM3)", () => {
  test("verify for the text that was signed and for no other, by the keys that are known", async () => {
    const old = sm2Signer(async () => ["old secret"]);
    const rotated = sm2Signer(async () => ["new secret", "old secret"]);
    const signature = await old.sign("一份证照");
    expect(await old.verify("一份证照", signature)).toBe(true);
    expect(await rotated.verify("一份证照", signature)).toBe(true);
    expect(await rotated.verify("一份假证照", signature)).toBe(false);
    expect((await rotated.sign("x")).keyId).not.toBe(signature.keyId);
    expect(await sm2Signer(async () => ["other"]).verify("一份证照", signature)).toBe(false);
    expect(await old.publicKeys()).toEqual([(await rotated.publicKeys())[1]]);
    const forged = {
      ...signature,
      value: signature.value.replace(/^./, (first) => (first === "0" ? "1" : "0")),
    };
    expect(await old.verify("一份证照", forged)).toBe(false);
  });
});

const item = shippedCatalogue().find(({ name }) => name.zh === "食品经营许可（新办）");
const signer = sm2Signer(async () => ["a secret"]);
const record = {} as SQSRecord;

function approvedCase() {
  let head = openSample();
  for (const [action, actor] of [
    ["passPreReview", clerk],
    ["accept", clerk],
    ["approve", reviewer],
  ] as const) {
    const decision = decide(head, { action, actor, traceparent }, thursday, calendar);
    if ("refused" in decision) throw new Error(decision.refused.kind);
    head = decision.record;
  }
  const event = caseRecord.eventOf(head) as CaseEvent;
  return { head, body: JSON.stringify({ "detail-type": event.type, source: event.source, detail: event }) };
}

let store: LicenceStore;
let world: Parameters<typeof licenceIssuing>[0];
const { head, body } = approvedCase();
const licenceId = idOf(head);
beforeEach(() => {
  if (!item) throw new Error("the flagship item is gone");
  store = memoryLicences();
  world = {
    store,
    signer,
    keys: testKeys,
    cases: { recordOf: async () => ({ head, form, person: person.person }) },
    items: { version: async () => ({ item, version: 1 }) },
  };
});

describe("issuing", () => {
  test("gives one licence however often the approval is published, with nobody's data in list, event or history", async () => {
    for (let time = 0; time < 3; time += 1) await licenceIssuing(world)(body, record);
    const licence = (await store.read(licenceId)) as Licence;
    expect(licence).toMatchObject({
      state: "valid",
      validFrom: "2026-09-17",
      validTo: "2031-09-16",
      version: 1,
    });
    expect(licence).toMatchObject({
      holder: { name: "李敏" },
      particulars: { shopName: "颍河小馆" },
    });
    const item = licenceRecord.toItem(licence);
    const published = JSON.stringify([
      licenceRecord.fromRow("byHolder", item),
      licenceRecord.outboxEntry(item),
    ]);
    expect(published).not.toMatch(/李敏|11010519491231002X|13800003210/);
  });

  test("does nothing for an item without a licence, and parks what has no case", async () => {
    if (!item) throw new Error("gone");
    const plain = { ...item, result: { type: "notice" as const, name: item.name } };
    await licenceIssuing({ ...world, items: { version: async () => ({ item: plain, version: 1 }) } })(
      body,
      record,
    );
    expect(await store.read(licenceId)).toBeUndefined();
    const lost = licenceIssuing({ ...world, cases: { recordOf: async () => undefined } });
    await expect(lost(body, record)).rejects.toMatchObject({ name: "PermanentError" });
  });
});

const caller = (role: Caller["role"], id: string, department?: string): Caller => ({
  id,
  name: "",
  role,
  identityLevel: "realName",
  secondFactor: true,
  ...(department && { department }),
});
const holder = caller("citizen", "li-min");
const office = caller("reviewer", "wang-lei", "1001");

describe("the licence's life", () => {
  const call = async (key: string, who: Caller, more: Record<string, unknown> = {}) => {
    const routes = licencesApi({
      store,
      uses: memoryLicenceUses(),
      signer,
      standing: standingBy(),
      pagesUrl: "https://example.org",
      now: () => thursday,
    });
    const found = routes.find(({ contract }) => routeKey(contract) === key) as Route;
    const answer = await found.handle({
      caller: who,
      path: { licenceId },
      query: { limit: 20 },
      headers: {},
      traceparent,
      ...more,
    } as never);
    return answer.body as Record<string, unknown>;
  };
  beforeEach(() => licenceIssuing(world)(body, record));
  const change = (action: string, version: number, who = office) =>
    call(`POST /v1/licences/{licenceId}/actions/${action}`, who, {
      headers: { "if-match": version },
      body: { words: "依法" },
    });

  test("its holder sees it whole, the office masked, others not at all", async () => {
    const own = await call("GET /v1/licences/{licenceId}", holder);
    expect(own).toMatchObject({ holder: { name: "李敏" }, document: { holder: { name: "李敏" } } });
    expect(own.digest).toBe(sm3Hex(signedText(own.document as LicenceDocument)));
    expect(await call("GET /v1/licences/{licenceId}", office)).toMatchObject({ holder: { name: "李*" } });
    for (const stranger of [caller("citizen", "zhang-wei"), caller("reviewer", "zhao-ning", "1002")])
      await expect(call("GET /v1/licences/{licenceId}", stranger)).rejects.toMatchObject({ status: 404 });
    expect((await call("GET /v1/licences", holder)).items).toHaveLength(1);
  });

  test("anybody may check it: genuine, tampered with, unknown", async () => {
    const { identifier } = (await store.read(licenceId)) as Licence;
    const verify = () => call("GET /v1/licence-checks/{identifier}", holder, { path: { identifier } });
    const genuine = await verify();
    expect(genuine).toMatchObject({ authentic: true, state: "valid", holder: "李*" });
    expect(JSON.stringify(genuine)).not.toMatch(/李敏|11010519491231002X/);
    const { read } = store;
    store.read = async (id) => {
      const found = await read(id);
      return found && { ...found, validTo: "2099-12-31" };
    };
    expect(await verify()).toMatchObject({ authentic: false });
    const unknown = licenceIdentifier(parts);
    await expect(
      call("GET /v1/licence-checks/{identifier}", holder, { path: { identifier: unknown } }),
    ).rejects.toMatchObject({ status: 404 });
  });

  test("the office changes its state by the table, on the version that it saw, and never its own", async () => {
    expect(await change("seize", 1)).toMatchObject({ state: "seized", version: 2 });
    await expect(change("reinstate", 1)).rejects.toMatchObject({ status: 412, facts: { currentVersion: 2 } });
    await expect(change("seize", 2)).rejects.toMatchObject({ status: 409 });
    await expect(change("cancel", 2, caller("reviewer", "li-min", "1001"))).rejects.toMatchObject({
      status: 409,
      code: "guardFailed",
      facts: { guard: "notHolder", allowedActions: [] },
    });
    expect(await change("forfeit", 2)).toMatchObject({ state: "forfeited", allowedActions: [] });
    for (const { from, to, label } of Object.values(lifecycle.actions)) {
      for (const state of to) expect(from).not.toContain(state);
      expect(label.zh.length * label.en.length).toBeGreaterThan(0);
    }
  });

  test("stands for a material only for its holder, of its type and while it is valid", async () => {
    const check = async (account: string, licenceType: string, now = thursday, id = licenceId) =>
      (
        await licencesPublic({ store, uses: memoryLicenceUses() }).check(
          [{ materialId: "m", licenceId: id, licenceType }],
          [account],
          now,
        )
      ).map(({ problem }) => problem);
    expect(await check("li-min", "食品经营许可证")).toEqual([]);
    expect(await check("zhang-wei", "食品经营许可证")).toEqual(["unknown"]);
    expect(await check("li-min", "营业执照")).toEqual(["wrongType"]);
    // The last day ends in Shanghai, eight hours before it does in Greenwich.
    expect(await check("li-min", "食品经营许可证", "2031-09-16T15:59:59.999Z")).toEqual([]);
    expect(await check("li-min", "食品经营许可证", "2031-09-16T16:00:00.000Z")).toEqual(["notValid"]);
    await change("seize", 1);
    expect(await check("li-min", "食品经营许可证")).toEqual(["notValid"]);
    expect(stateOn((await store.read(licenceId)) as Licence, "2040-01-01")).toBe("seized");
  });
});
