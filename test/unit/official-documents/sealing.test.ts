import { createHash, generateKeyPairSync, X509Certificate } from "node:crypto";
import { fromBER } from "asn1js";
import { ContentInfo, SignedData } from "pkijs";
import { describe, expect, test } from "vitest";
import { renderOfficialDocument } from "../../../functions/documents/official-documents/render.ts";
import { detachedSignature } from "../../../functions/documents/official-documents/sealing/cms.ts";
import { secretSeals } from "../../../functions/documents/official-documents/sealing/kept-seals.ts";
import { sealPdf } from "../../../functions/documents/official-documents/sealing/sealed-pdf.ts";
import { trialSigner } from "../../../functions/documents/official-documents/sealing/trial-certificate.ts";
import { documentOf, font, monday } from "./samples.ts";

const trial = "trial".repeat(13);
const secret = (seals: object = {}) => secretSeals(async () => [JSON.stringify({ trial, seals })]);
const organ = "川汇区市场监督管理局";

async function sealed(service = secret()) {
  const { pdf } = await renderOfficialDocument(documentOf("approved"), { font });
  return sealPdf({ pdf, organ }, service, monday);
}

/** What a reader finds in the file: the seal, and the bytes that it says it covers. */
function found(pdf: Buffer) {
  const text = pdf.toString("latin1");
  const [, ...numbers] = /\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\s*\]/.exec(text) ?? [];
  const [from = -1, first = 0, second = 0, rest = 0] = numbers.map(Number);
  const padded = Buffer.from(text.slice(first + 1, second - 1), "hex");
  // By the length that it says itself: a seal may end with a byte 0 as its padding does.
  const seal = padded.subarray(0, 4 + padded.readUInt16BE(2));
  const covered = Buffer.concat([pdf.subarray(from, first), pdf.subarray(second, second + rest)]);
  return { range: [from, first, second, rest], seal, covered, text };
}

/** As a library that is not ours reads it. */
function signedDataOf(seal: Buffer): SignedData {
  const { content } = new ContentInfo({ schema: fromBER(new Uint8Array(seal).buffer).result });
  return new SignedData({ schema: content });
}
const verifies = (seal: Buffer, covered: Buffer): Promise<boolean> =>
  signedDataOf(seal).verify({ signer: 0, data: new Uint8Array(covered).buffer, checkChain: false });

describe("a sealed document", () => {
  test("is covered whole but for the seal itself, and the seal verifies", async () => {
    const pdf = await sealed();
    const { range, seal, covered, text } = found(pdf);
    const [from, first, second, rest] = range as [number, number, number, number];
    expect([from, second + rest]).toEqual([0, pdf.length]);
    expect([text[first], text[second - 1]]).toEqual(["<", ">"]);
    expect(text.slice(first + 1, second - 1)).toMatch(/^[0-9a-f]+$/);
    expect(await verifies(seal, covered)).toBe(true);
    expect(text).toContain("/SubFilter /ETSI.CAdES.detached");
    expect(text).toContain("/M (D:20260921020000Z)");
    expect(text).toMatch(/\/SigFlags 3/);
    expect(text).not.toContain("NeedAppearances");
  });

  test.each([
    ["a word of it", (pdf: Buffer) => pdf.indexOf("/Producer")],
    ["the day of the seal", (pdf: Buffer) => pdf.indexOf("(D:2026")],
    ["its end", (pdf: Buffer) => pdf.length - 3],
  ])("no longer verifies after a change of %s", async (_name, placeOf) => {
    const pdf = await sealed();
    const place = placeOf(pdf);
    expect(place).toBeGreaterThan(0);
    pdf[place + 2] = (pdf[place + 2] ?? 0) ^ 1;
    const { seal, covered } = found(pdf);
    expect(await verifies(seal, covered).catch(() => false)).toBe(false);
  });

  test("signs its own certificate along, and no time, as PAdES B-B has it", async () => {
    const data = signedDataOf(found(await sealed()).seal);
    const [signer] = data.signerInfos;
    const attributes = signer?.signedAttrs?.attributes ?? [];
    expect(attributes.map(({ type }) => type).toSorted()).toEqual([
      "1.2.840.113549.1.9.16.2.47",
      "1.2.840.113549.1.9.3",
      "1.2.840.113549.1.9.4",
    ]);
    const encoded = attributes.map((one) => Buffer.from(one.toSchema().toBER()));
    const own = Buffer.from(data.certificates?.[0]?.toSchema().toBER() ?? new ArrayBuffer());
    const digest = createHash("sha256").update(own).digest("hex");
    expect(encoded.filter((one) => one.toString("hex").includes(digest))).toHaveLength(1);
    expect(encoded).toEqual(encoded.toSorted(Buffer.compare));
  });

  test("names the organ, and that a trial seal is none", async () => {
    const { certificates } = signedDataOf(found(await sealed()).seal);
    const read = new X509Certificate(Buffer.from(certificates?.[0]?.toSchema().toBER() ?? new ArrayBuffer()));
    expect(read.subject).toBe("CN=川汇区市场监督管理局（试用电子印章，不具法律效力）");
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.ca).toBe(false);
    expect([read.validFromDate, read.validToDate].map((day) => day.toISOString().slice(0, 10))).toEqual([
      "2026-09-20",
      "2027-09-20",
    ]);
  });

  test("keeps the bytes of the document beside it", async () => {
    const { pdf } = await renderOfficialDocument(documentOf("approved"), { font });
    const after = await sealPdf({ pdf, organ }, secret(), monday);
    expect(after.length).toBe(pdf.length);
    const { range } = found(after);
    expect(after.subarray(range[2]).includes("%%EOF")).toBe(true);
  });
});

describe("seals in the secret", () => {
  const pemOf = (der: Uint8Array) => new X509Certificate(der).toString();
  const seal = (of: string) => {
    const { key, certificates } = trialSigner(of.repeat(20), "某局", monday);
    const privateKey = String(key.export({ type: "pkcs8", format: "pem" }));
    return { certificates: certificates.map(pemOf).join("\n"), privateKey };
  };

  test("sign for their organs, and for no other", async () => {
    const names = async (service: ReturnType<typeof secret>) => {
      const [own] = signedDataOf(found(await sealed(service)).seal).certificates ?? [];
      return new X509Certificate(Buffer.from(own?.toSchema().toBER() ?? new ArrayBuffer())).subject;
    };
    expect(await names(secret({ [organ]: seal("a") }))).toContain("某局");
    expect(await names(secret({ 川汇区民政局: seal("a") }))).toContain(organ);
  });

  test("are refused when key and certificate are not of one pair, or the key is of no known kind", async () => {
    const mixed = { certificates: seal("a").certificates, privateKey: seal("b").privateKey };
    await expect(sealed(secret({ [organ]: mixed }))).rejects.toThrow("not that of its certificate");
    const { privateKey } = generateKeyPairSync("ed25519");
    const { certificates } = trialSigner(trial, organ, monday);
    expect(() => detachedSignature({ key: privateKey, certificates }, Buffer.of(1))).toThrow();
    expect(() => detachedSignature({ key: privateKey, certificates: [] }, Buffer.of(1))).toThrow(
      "no certificate",
    );
  });

  test("are refused when they are larger than their place", async () => {
    const service = { seal: async () => new Uint8Array(20_000) };
    await expect(sealed(service as never)).rejects.toThrow("too large");
  });

  test("give an organ the same trial key each time", () => {
    const keyOf = (of: string) =>
      createHash("sha256")
        .update(trialSigner(trial, of, monday).key.export({ type: "pkcs8", format: "der" }))
        .digest("hex");
    expect(keyOf(organ)).toBe(keyOf(organ));
    expect(keyOf(organ)).not.toBe(keyOf("川汇区民政局"));
  });
});
