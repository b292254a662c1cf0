import { createHash, type KeyObject, sign, X509Certificate } from "node:crypto";
import type { BaseBlock } from "asn1js";
import {
  derNull,
  derOf,
  inDerOrder,
  integer,
  octets,
  oid,
  parseDer,
  partsOf,
  sequence,
  setOf,
  tagged,
} from "./der.ts";

/** RFC 5652, RFC 5035, RFC 5758 and RFC 8017. */
const ids = {
  data: "1.2.840.113549.1.7.1",
  signedData: "1.2.840.113549.1.7.2",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  sha256: "2.16.840.1.101.3.4.2.1",
} as const;

/** How this key signs over SHA-256. @throws Error for a kind of key that it has no name for */
export function signatureAlgorithm(key: KeyObject): BaseBlock {
  if (key.asymmetricKeyType === "ec") return sequence(oid("1.2.840.10045.4.3.2"));
  if (key.asymmetricKeyType === "rsa") return sequence(oid("1.2.840.113549.1.1.11"), derNull());
  throw new Error(`no signature is known with a key of type ${key.asymmetricKeyType}`);
}

/** Who issued a certificate, and its number there. */
function issuerAndSerial(certificate: Uint8Array): BaseBlock {
  const fields = partsOf(partsOf(parseDer(certificate))[0]);
  // Its version comes first where it says one, tagged [0].
  const [serial, , issuer] = fields[0]?.idBlock.tagClass === 3 ? fields.slice(1) : fields;
  if (!serial || !issuer) throw new Error("a certificate has no issuer or no number");
  return sequence(issuer, serial);
}

const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();
const attribute = (type: string, value: BaseBlock): BaseBlock => sequence(oid(type), setOf(value));

export type Signer = {
  key: KeyObject;
  /** DER; the signer's first, then those that lead to its root. */
  certificates: readonly Uint8Array[];
};

/**
 * A signature beside what it signs, as PAdES baseline B-B has it (ETSI EN 319 142-1, 6.3): the digest and the signer's
 * own certificate are signed, the time is in the file's own dictionary.
 */
export function detachedSignature({ key, certificates }: Signer, signed: Uint8Array): Buffer {
  const [own] = certificates;
  if (!own) throw new Error("there is no certificate to sign with");
  if (!new X509Certificate(own).checkPrivateKey(key))
    throw new Error("the key is not that of its certificate");
  const attributes = inDerOrder([
    attribute(ids.contentType, oid(ids.data)),
    attribute(ids.messageDigest, octets(sha256(signed))),
    // ESSCertIDv2 with its digest by SHA-256, which is the default and therefore not named.
    attribute(ids.signingCertificateV2, sequence(sequence(sequence(octets(sha256(own)))))),
  ]);
  const value = sign("sha256", derOf(setOf(...attributes)), key);
  const digest = sequence(oid(ids.sha256));
  const signer = sequence(
    integer(1),
    issuerAndSerial(own),
    digest,
    tagged(0, attributes),
    signatureAlgorithm(key),
    octets(value),
  );
  const content = sequence(
    integer(1),
    setOf(digest),
    sequence(oid(ids.data)),
    tagged(0, inDerOrder(certificates.map(parseDer))),
    setOf(signer),
  );
  return derOf(sequence(oid(ids.signedData), tagged(0, [content])));
}
