import { beforeEach, describe, expect, test } from "vitest";
import { documentOf, signedText } from "#shared/licences/document.ts";
import { licenceIdentifier } from "#shared/licences/identifier.ts";
import type { Licence } from "#shared/licences/record.ts";
import { sm2Signer } from "#shared/licences/signing.ts";
import { person, thursday } from "#test/unit/cases/samples.ts";
import {
  approved,
  caller,
  holder,
  inState,
  issued,
  type LicenceStore,
  memoryLicences,
  office,
} from "./samples.ts";

const route = "GET /v1/licence-checks/{identifier}";
let store: LicenceStore;
let licence: Licence;
beforeEach(async () => {
  store = memoryLicences();
  licence = await issued(store, approved("key", thursday));
});

const verify = (identifier = licence.identifier, now = thursday) =>
  caller(store, now)(route, undefined, { path: { identifier } });

/** As if somebody had changed what lies in the table. */
const tampered = (change: (licence: Licence) => Licence) => {
  const { read } = store;
  store.read = async (id) => {
    const found = await read(id);
    return found && change(found);
  };
};

describe("anybody may check a licence without signing in", () => {
  test("and learns what it is, and of its holder as much as helps to recognise them", async () => {
    const { status, body, text } = await verify();
    expect(status).toBe(200);
    expect(body).toEqual({
      identifier: licence.identifier,
      type: { code: licence.typeCode, name: { zh: "食品经营许可证", en: expect.any(String) } },
      number: licence.number,
      holder: "李*",
      issuer: { zh: "川汇区市场监督管理局", en: expect.stringMatching(/^[A-Z]/) },
      issuedAt: thursday,
      validFrom: "2026-09-17",
      validTo: "2031-09-16",
      state: "valid",
      authentic: true,
    });
    const { idNumber, phone, name } = person.person.applicant;
    for (const secret of [name, idNumber, phone, "颍河小馆", holder.sub, licence.caseNumber])
      expect(text).not.toContain(secret);
  });

  test("by the address that its QR code holds", async () => {
    const own = await caller(store, thursday)("GET /v1/licences/{licenceId}", holder, {
      path: { licenceId: licence.licenceId },
    });
    const url = new URL(String(own.body.verifyUrl));
    expect(url.origin).toBe("https://pages.example.org");
    const identifier = url.pathname.replace("/verify/", "");
    expect((await verify(identifier)).body).toMatchObject({ authentic: true });
    expect(String(own.body.qrCode)).toMatch(/^<svg [\s\S]*<\/svg>\s*$/);
  });

  test("and shows when it has expired or was seized: genuine all the same", async () => {
    const expired = await verify(licence.identifier, "2031-09-16T16:00:00.000Z");
    expect(expired.body).toMatchObject({ authentic: true, state: "expired" });
    await store.write(inState(licence, "seized"));
    expect((await verify()).body).toMatchObject({ authentic: true, state: "seized" });
  });
});

describe("what does not fit its signature is not authentic", () => {
  test.each<[string, (licence: Licence) => Licence]>([
    ["another holder", (one) => ({ ...one, holder: { ...one.holder, name: "张伟" } })],
    ["another ID number", (one) => ({ ...one, holder: { ...one.holder, idNumber: "110105194912310038" } })],
    ["a later last day", (one) => ({ ...one, validTo: "2099-12-31" })],
    ["no last day", ({ validTo: _gone, ...one }) => one],
    ["other particulars", (one) => ({ ...one, particulars: { shopName: "别家小馆" } })],
    ["one particular more", (d) => ({ ...d, particulars: { ...d.particulars, scope: "酒类" } })],
    ["another issuer", (d) => ({ ...d, issuer: { ...d.issuer, name: "别的机关" } })],
    ["another name of its type", (d) => ({ ...d, typeName: "营业执照" })],
  ])("a licence with %s", async (_name, change) => {
    tampered(change);
    expect(await verify()).toMatchObject({ status: 200, body: { authentic: false } });
  });

  test.each<[string, Partial<Licence>]>([
    ["an earlier first day", { validFrom: "2020-01-01" }],
    ["another number", { number: "411602000000000000" }],
    ["another type", { typeCode: "11411602MB9101203E001" }],
    ["another time of issue", { issuedAt: "2020-01-01T00:00:00.000Z" }],
    ["a signature of nothing", { signature: { keyId: "00000000", value: "0".repeat(128) } }],
  ])("a record with %s", async (_name, change) => {
    tampered((one) => ({ ...one, ...change }));
    expect(await verify()).toMatchObject({ status: 200, body: { authentic: false } });
  });

  test("a document signed anew, by a key that is not ours", async () => {
    const forger = sm2Signer(async () => ["the forger's"]);
    const signature = await forger.sign(signedText(documentOf(licence)));
    tampered((one) => ({ ...one, signature }));
    expect((await verify()).body).toMatchObject({ authentic: false });
  });

  test("what another licence says, and its signature, under this identifier", async () => {
    const other = await issued(store, approved("another", thursday));
    tampered(({ licenceId, identifier }) => ({ ...other, licenceId, identifier }));
    expect((await verify()).body).toMatchObject({ authentic: false });
  });
});

describe("there is no such licence", () => {
  const wrongCheck = (identifier: string) => identifier.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
  test.each<[string, () => string, number]>([
    ["under an identifier with a wrong check character", () => wrongCheck(licence.identifier), 404],
    [
      "under another serial",
      () =>
        licenceIdentifier({
          typeCode: licence.typeCode,
          issuer: "11411602MB9100104L",
          serial: "F".repeat(18),
        }),
      404,
    ],
    [
      "of another type under the same serial",
      () =>
        licenceIdentifier({
          typeCode: "11411602MB9101203E001",
          issuer: "11411602MB9100104L",
          serial: licence.licenceId,
        }),
      404,
    ],
    ["under what is no identifier", () => "../../v1/licences", 400],
  ])("%s", async (_name, identifier, status) => {
    expect((await verify(identifier())).status).toBe(status);
  });
});

test("the published keys are those that verify, the current one first", async () => {
  const rotated = sm2Signer(async () => ["the next secret", "the current secret"]);
  const call = caller(store, thursday, { signer: rotated });
  const { body, headers } = await call("GET /v1/licences/keys", undefined);
  expect(headers["cache-control"]).toBe("public, max-age=300");
  const keys = body.items as { keyId: string }[];
  expect(keys.map(({ keyId }) => keyId)).toEqual([(await rotated.sign("x")).keyId, licence.signature.keyId]);
  const path = { identifier: licence.identifier };
  expect((await call(route, undefined, { path })).body).toMatchObject({ authentic: true });
  const forgotten = caller(store, thursday, {
    signer: sm2Signer(async () => ["two rotations later", "the next secret"]),
  });
  expect((await forgotten(route, office, { path })).body).toMatchObject({ authentic: false });
});
