import { createECDH, createHash, createPrivateKey, type KeyObject, randomBytes, sign } from "node:crypto";
import { BitString, Boolean as Bool, Integer, UTCTime, Utf8String } from "asn1js";
import { type Signer, signatureAlgorithm } from "./cms.ts";
import { derOf, integer, octets, oid, parseDer, sequence, setOf, tagged } from "./der.ts";

/** Order of the curve P-256 (FIPS 186-5). */
const order = BigInt("0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
const dayMs = 86_400_000;
const validDays = 365;

/** The same key for the same text: SHA-512 gives enough bits that the rest is even. */
function keyOf(text: string): KeyObject {
  const wide = BigInt(`0x${createHash("sha512").update(`seal:${text}`).digest("hex")}`);
  const scalar = ((wide % (order - 1n)) + 1n).toString(16).padStart(64, "0");
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(scalar, "hex");
  const point = curve.getPublicKey();
  const [d, x, y] = [Buffer.from(scalar, "hex"), point.subarray(1, 33), point.subarray(33)].map((part) =>
    part.toString("base64url"),
  );
  return createPrivateKey({ key: { kty: "EC", crv: "P-256", d, x, y } as never, format: "jwk" });
}

/** The key's public half as certificates hold it. */
function publicInfo(key: KeyObject) {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
  const algorithm = sequence(oid("1.2.840.10045.2.1"), oid("1.2.840.10045.3.1.7"));
  return sequence(algorithm, new BitString({ valueHex: new Uint8Array(point).buffer }));
}

/** What tells every reader that it is no seal. */
export const trialMark = "试用电子印章，不具法律效力";

/**
 * A certificate that an organ's trial key gives itself, for a year from the day before: so that files are whole and
 * signed where the district's seals are not connected yet, and no reader takes them for sealed.
 */
export function trialSigner(text: string, organ: string, now: string): Signer {
  const key = keyOf(`${text}:${organ}`);
  const name = sequence(
    setOf(sequence(oid("2.5.4.3"), new Utf8String({ value: `${organ}（${trialMark}）` }))),
  );
  const from = Date.parse(now) - dayMs;
  const time = (at: number) => new UTCTime({ valueDate: new Date(at) });
  // Positive, as RFC 5280 has it.
  const serial = Buffer.concat([Buffer.of(1), randomBytes(15)]);
  const keyUsage = octets(Buffer.from([0x03, 0x02, 0x06, 0xc0]));
  const algorithm = signatureAlgorithm(key);
  const facts = sequence(
    tagged(0, [integer(2)]),
    new Integer({ valueHex: new Uint8Array(serial).buffer }),
    algorithm,
    name,
    sequence(time(from), time(from + validDays * dayMs)),
    name,
    publicInfo(key),
    // Digital signature and non-repudiation, critical.
    tagged(3, [sequence(sequence(oid("2.5.29.15"), new Bool({ value: true }), keyUsage))]),
  );
  const signature = new BitString({ valueHex: new Uint8Array(sign("sha256", derOf(facts), key)).buffer });
  return { key, certificates: [derOf(sequence(parseDer(derOf(facts)), algorithm, signature))] };
}
