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

const marked = (secret: string, text: string): string =>
  createHmac("sha256", secret).update(text).digest("hex").slice(0, 16);

/** The same for two calls from one network address; says nothing about which one. */
export const originMark = (secret: string, address: string): string =>
  marked(secret, `address ${networkOf(address)}`);

/** The same for two calls from one browser at one address. */
export const terminalMark = (secret: string, address: string, userAgent: string | undefined): string =>
  marked(secret, `terminal ${networkOf(address)} ${userAgent ?? ""}`);

export type Marks = {
  origin(address: string): Promise<string>;
  terminal(address: string, userAgent: string | undefined): Promise<string>;
};

/** Marks under our own key. A rotation changes them all, which forgets what was seen before it. */
export function marksUnder(keys: Pick<MachineKeys, "secretsOf">): Marks {
  const secret = async (): Promise<string> => {
    const [current] = await keys.secretsOf("rating:origins");
    if (!current) throw new Error("there is no key to mark addresses with");
    return current;
  };
  return {
    origin: async (address) => originMark(await secret(), address),
    terminal: async (address, userAgent) => terminalMark(await secret(), address, userAgent),
  };
}
