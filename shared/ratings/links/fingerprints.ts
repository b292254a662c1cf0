import { createHmac } from "node:crypto";
import type { MachineKeys } from "#shared/kernel/machine-keys/machine-keys.ts";

/** IPv4 whole; of IPv6 the half that is the subscriber's, since the other changes by itself. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  return plain.includes(":") ? expand(plain).slice(0, 4).join(":") : plain;
}

function expand(address: string): string[] {
  const [head = "", tail] = address.split("::");
  const left = head.split(":").filter(Boolean);
  const right = (tail ?? "").split(":").filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  return tail === undefined ? left : [...left, ...zeros, ...right];
}

const fingerprint = (secret: string, text: string): string =>
  createHmac("sha256", secret).update(text).digest("hex").slice(0, 16);

/** The same for two calls from one network address; says nothing about which one. */
export const networkFingerprint = (secret: string, address: string): string =>
  fingerprint(secret, `address ${networkOf(address)}`);

/** The same for two calls from one browser at one address. */
export const terminalFingerprint = (secret: string, address: string, userAgent: string | undefined): string =>
  fingerprint(secret, `terminal ${networkOf(address)} ${userAgent ?? ""}`);

/**
 * Fingerprints (来源特征) of where a request comes from, under our own key. A rotation changes them all, which forgets
 * what was seen before it.
 */
export async function fingerprintsOf(
  { sourceIp, rawHeaders }: { sourceIp: string; rawHeaders: Record<string, string | undefined> },
  keys: MachineKeys,
): Promise<{ origin: string; terminal: string }> {
  const [secret] = await keys.secretsOf("rating:origins");
  if (!secret) throw new Error("there is no key for fingerprints of addresses");
  return {
    origin: networkFingerprint(secret, sourceIp),
    terminal: terminalFingerprint(secret, sourceIp, rawHeaders["user-agent"]),
  };
}
