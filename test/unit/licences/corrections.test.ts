import { beforeEach, describe, expect, test } from "vitest";
import { maxChanges } from "#shared/licences/change.ts";
import { licenceCorrections } from "#shared/licences/corrected-lines.ts";
import { documentOf, signedText } from "#shared/licences/document.ts";
import { type Licence, licence as licenceRecord } from "#shared/licences/record.ts";
import { thursday } from "#test/unit/cases/samples.ts";
import {
  approved,
  caller,
  inState,
  issued,
  type LicenceStore,
  memoryLicences,
  office,
  type Someone,
  signer,
} from "./samples.ts";

const friday = "2026-09-18T02:00:00.000Z";
let store: LicenceStore;
let first: Licence;
beforeEach(async () => {
  store = memoryLicences();
  first = await issued(store, approved("key", thursday));
});

const act = async (action: string, body: object, version = 1, who: Someone = office) =>
  caller(store, friday)(`POST /v1/licences/{licenceId}/actions/${action}`, who, {
    path: { licenceId: first.licenceId },
    headers: { "if-match": `"${version}"` },
    body,
  });
const now = async (): Promise<Licence> => (await store.read(first.licenceId)) as Licence;
const words = "原文字录入有误";

describe("a clerical error (更正)", () => {
  test("is put right under the same number, with both versions kept", async () => {
    const answer = await act("correct", { words, line: "经营者名称", value: "颖河小馆", holderName: "李旻" });
    expect(answer).toMatchObject({ status: 200, body: { state: "valid", version: 2 } });
    const licence = await now();
    expect(licence).toMatchObject({ particulars: { shopName: "颖河小馆" }, holder: { name: "李旻" } });
    for (const field of ["number", "identifier", "validFrom", "validTo", "issuedAt"] as const)
      expect(licence[field]).toBe(first[field]);
    expect(await signer.verify(signedText(documentOf(licence)), licence.signature)).toBe(true);
    const entry = licenceRecord.outboxEntry(licenceRecord.toItem(licence));
    expect(entry).toMatchObject({
      version: 2,
      event: { type: "tongban.licence.corrected.v1" },
      privateNote: {
        words,
        details: {
          former: { particulars: first.particulars, holderName: "李敏", signature: first.signature },
        },
      },
    });
    expect(JSON.stringify(entry?.event)).not.toMatch(/李|颖河|颍河/);
  });

  test("is listed line by line for the notice of correction, whatever was corrected later", async () => {
    await act("correct", { words, line: "经营者名称", value: "颖河小馆", holderName: "李旻" });
    await act("correct", { words, line: "经营者名称", value: "颍河大馆" }, 2);
    const { correctionOf } = licenceCorrections(store);
    const { licenceId } = first;
    expect(await correctionOf({ licenceId, version: 2 })).toEqual({
      typeName: "食品经营许可证",
      number: first.number,
      lines: [
        { wrong: "李敏", right: "李旻" },
        { label: "经营者名称", wrong: "颍河小馆", right: "颖河小馆" },
      ],
    });
    expect((await correctionOf({ licenceId, version: 3 }))?.lines).toEqual([
      { label: "经营者名称", wrong: "颖河小馆", right: "颍河大馆" },
    ]);
    expect(await correctionOf({ licenceId, version: 9 })).toBeUndefined();
  });

  test.each<[string, object, string, string]>([
    ["names no line of the licence", { line: "电话", value: "13800003210" }, "body/line", "unknown"],
    ["has a value for no line", { value: "颖河小馆" }, "body/line", "required"],
    ["has a line and no value", { line: "Operator" }, "body/value", "required"],
    ["corrects nothing", {}, "body/line", "required"],
  ])("is refused when it %s", async (_name, body, path, code) => {
    expect(await act("correct", { words, ...body })).toMatchObject({
      status: 400,
      body: { errors: [{ path, code }] },
    });
    expect(await now()).toEqual(first);
  });

  test("is nothing for its holder, nor for a licence that has ended", async () => {
    const change = { line: "shopName", value: "颖河小馆" };
    const self: Someone = { ...office, sub: first.applicantId };
    expect(await act("correct", { words, ...change }, 1, self)).toMatchObject({
      status: 409,
      body: { guard: "notHolder" },
    });
    await store.write(inState(first, "forfeited"));
    expect(await act("correct", { words, ...change }, 2)).toMatchObject({
      status: 409,
      body: { code: "actionNotAllowed" },
    });
  });

  test("is refused where a licence holds no more, and it can still be ended", async () => {
    const changes = Array.from({ length: maxChanges }, () => ({ kind: "correct" as const, at: thursday }));
    await store.write({ ...inState(first, "valid"), changes });
    expect(await act("correct", { words, holderName: "李旻" }, 2)).toMatchObject({
      status: 409,
      body: { guard: "roomForChange" },
    });
    expect(await act("cancel", { words }, 2)).toMatchObject({ status: 200, body: { state: "cancelled" } });
  });
});

describe("a rescission (撤销)", () => {
  test("names its ground by Art. 69 and leaves what the licence said", async () => {
    expect(await act("rescind", { words })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "body/ground" }] },
    });
    expect(await act("rescind", { words, ground: "fraud" })).toMatchObject({
      status: 200,
      body: { state: "rescinded" },
    });
    const { lastEvent, particulars, signature } = await now();
    expect(lastEvent).toMatchObject({ words, details: { ground: "fraud" } });
    expect({ particulars, signature }).toEqual({
      particulars: first.particulars,
      signature: first.signature,
    });
  });
});
