import { describe, expect, test } from "vitest";
import { caseEvents } from "#events/case.ts";
import { documentOf, signedText } from "#shared/licences/document.ts";
import { licenceTypeNamed } from "#shared/licences/licence-types.ts";
import { licence as licenceRecord } from "#shared/licences/record.ts";
import { shuffled } from "#test/support/random.ts";
import { openSample, person, thursday, traceparent } from "#test/unit/cases/samples.ts";
import {
  approved,
  bodyOf,
  caller,
  idOf,
  issued,
  issuing,
  item,
  memoryLicences,
  office,
  record,
  signer,
} from "./samples.ts";

const instantItem = { ...openSample().item, instant: true };
const resultOf = (result: Partial<(typeof item)["result"]>) => ({
  items: { version: async () => ({ item: { ...item, result: { ...item.result, ...result } }, version: 1 }) },
});
const permanent = { name: "PermanentError" };

describe("licences are issued", () => {
  test.each([1, 2, 3])(
    "once for each case, in whatever order and however often it is reported (%i)",
    async (seed) => {
      const store = memoryLicences();
      const heads = ["a", "b", "c", "d"].map((key) => approved(key, thursday));
      const handle = issuing(store, heads);
      const messages = shuffled(seed)([...heads, ...heads, ...heads]);
      await Promise.all(messages.map((head) => handle(bodyOf(head), record)));
      const { items } = await store.list("byHolder", "li-min", { limit: 100 });
      expect(items.map(({ caseNumber }) => caseNumber).toSorted()).toEqual(
        heads.map(({ caseNumber }) => caseNumber).toSorted(),
      );
      for (const field of ["licenceId", "identifier", "number"] as const)
        expect(new Set(items.map((licence) => licence[field])).size).toBe(4);
    },
  );

  test("at the counter as well, when the case is decided there", async () => {
    const store = memoryLicences();
    const head = approved("key", thursday, { item: instantItem });
    expect(JSON.parse(bodyOf(head))["detail-type"]).toBe(caseEvents.decidedOnTheSpot.type);
    expect(await issued(store, head)).toMatchObject({ caseNumber: head.caseNumber, state: "valid" });
  });

  test("with a signature of what the holder gets", async () => {
    const store = memoryLicences();
    const licence = await issued(store, approved("key", thursday));
    const document = documentOf(licence);
    expect(await signer.verify(signedText(document), licence.signature)).toBe(true);
    for (const field of ["identifier", "number", "issuedAt", "validFrom", "validTo"] as const)
      expect(document[field]).toBe(licence[field]);
  });

  test("and published again after the office seized one, stay seized", async () => {
    const store = memoryLicences();
    const head = approved("key", thursday);
    const { licenceId } = await issued(store, head);
    const seized = await caller(store, thursday)("POST /v1/licences/{licenceId}/actions/seize", office, {
      path: { licenceId },
      headers: { "if-match": '"1"' },
      body: { words: "涉嫌违法，先行暂扣" },
    });
    expect(seized.status).toBe(200);
    expect(await issued(store, head)).toMatchObject({ state: "seized", version: 2 });
  });
});

describe("the days of a licence", () => {
  const types = { five: "食品经营许可证", forGood: "营业执照" };

  test.each([
    // Half past midnight in Shanghai is still the day before in Greenwich.
    ["2026-09-17T15:59:59.999Z", "2026-09-17", "2031-09-16"],
    ["2026-09-17T16:30:00.000Z", "2026-09-18", "2031-09-17"],
    ["2026-12-31T16:00:00.000Z", "2027-01-01", "2031-12-31"],
    // Five years after a 29th of February there is none: the 28th is the last day.
    ["2028-02-29T01:00:00.000Z", "2028-02-29", "2033-02-28"],
    ["2027-03-01T01:00:00.000Z", "2027-03-01", "2032-02-29"],
  ])("approved at %s: from %s to %s", async (at, validFrom, validTo) => {
    expect(licenceTypeNamed(types.five)?.years).toBe(5);
    expect(await issued(memoryLicences(), approved("key", at))).toMatchObject({ validFrom, validTo });
  });

  test("have no end where the type has none", async () => {
    expect(licenceTypeNamed(types.forGood)?.years).toBeUndefined();
    const store = memoryLicences();
    const head = approved("key", thursday);
    await issuing(store, [head], resultOf({ licenceType: types.forGood }))(bodyOf(head), record);
    const licence = await store.read(idOf(head, types.forGood));
    expect(licence?.validFrom).toBe("2026-09-17");
    expect(licence).not.toHaveProperty("validTo");
    if (!licence) throw new Error("nothing was issued");
    expect(documentOf(licence)).not.toHaveProperty("validTo");
  });
});

describe("what cannot be issued is parked", () => {
  const head = approved("key", thursday);
  const item404 = { items: { version: async () => undefined } };
  test.each([
    ["a case that is not there", bodyOf(head), {}],
    ["an item version that is gone", bodyOf(head), item404],
    ["a type without a code", bodyOf(head), resultOf({ licenceType: "没有的证照" })],
    ["an event that nobody here follows", bodyOf(openSample()), {}],
    ["what is no event", "{}", {}],
  ])("%s", async (_name, body, more) => {
    const store = memoryLicences();
    await expect(issuing(store, [], more)(body, record)).rejects.toMatchObject(permanent);
    expect((await store.list("byHolder", "li-min", { limit: 1 })).items).toEqual([]);
  });

  test("but a key that cannot be read just now is tried again", async () => {
    const store = memoryLicences();
    const unreadable = {
      sign: async () => {
        throw new Error("Secrets Manager does not answer");
      },
    };
    const handle = issuing(store, [head], { signer: unreadable });
    await expect(handle(bodyOf(head), record)).rejects.not.toMatchObject(permanent);
    expect(await store.read(idOf(head))).toBeUndefined();
  });
});

describe("the record and what it tells the world", () => {
  test("carry nobody's data to it, and the reason of a change only beside the event", async () => {
    const store = memoryLicences();
    const { licenceId } = await issued(store, approved("key", thursday));
    const { name, idNumber, phone } = person.person.applicant;
    const words = `${name}的许可证依法暂扣`;
    await caller(store, thursday)("POST /v1/licences/{licenceId}/actions/seize", office, {
      path: { licenceId },
      headers: { "if-match": '"1"' },
      body: { words },
    });
    const seized = await store.read(licenceId);
    if (!seized) throw new Error("gone");
    const entry = licenceRecord.outboxEntry(licenceRecord.toItem(seized));
    expect(entry).toMatchObject({
      version: 2,
      privateNote: { words },
      event: { type: "tongban.licence.stateChanged.v1", data: { licenceId, state: "seized" } },
    });
    for (const word of [name, idNumber, phone, "颍河小馆"])
      expect(JSON.stringify(entry?.event)).not.toContain(word);
  });
});

describe("a decision that is revoked afterwards", () => {
  const messages = (head: ReturnType<typeof approved>, outcome: "revoked" | "perform"): string => {
    const event = caseEvents.remedyCarriedOut.create({
      subject: `case/${head.caseNumber}`,
      version: head.version + 1,
      time: thursday,
      traceparent,
      data: { ...JSON.parse(bodyOf(head)).detail.data, remedy: { kind: "litigation", outcome } },
    });
    return JSON.stringify({ "detail-type": event.type, source: event.source, detail: event });
  };

  test("takes its licence with it, and an order to do something more leaves it", async () => {
    const store = memoryLicences();
    const head = approved("key", thursday);
    const { licenceId } = await issued(store, head);
    await issuing(store, [head])(messages(head, "perform"), record);
    expect((await store.read(licenceId))?.state).toBe("valid");
    await issuing(store, [head])(messages(head, "revoked"), record);
    await issuing(store, [head])(messages(head, "revoked"), record);
    expect(await store.read(licenceId)).toMatchObject({ state: "rescinded", version: 2 });
  });
});
