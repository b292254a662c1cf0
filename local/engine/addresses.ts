import { isIP } from "node:net";

/** An address as a number with as many bits as its kind has. */
export function addressOf(text: string): { value: bigint; bits: number } | undefined {
  const kind = isIP(text);
  if (kind === 4) {
    const value = text.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n);
    return { value, bits: 32 };
  }
  if (kind !== 6) return undefined;
  const [front = "", back] = text.split("::");
  const groups = (part: string) => (part ? part.split(":") : []);
  const [first, last] = [groups(front), groups(back ?? "")];
  const zeros = back === undefined ? 0 : 8 - first.length - last.length;
  const all = [...first, ...Array(zeros).fill("0"), ...last];
  return { value: all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n), bits: 128 };
}

/** Whether an address is in a block such as `10.0.0.0/8`; of the other kind it never is. */
export function inCidr(cidr: string, text: string): boolean {
  const [network = "", mask = ""] = cidr.split("/");
  const [of, address] = [addressOf(network), addressOf(text)];
  if (!of || !address || of.bits !== address.bits) return false;
  const size = 1n << BigInt(of.bits - Number(mask));
  return address.value / size === of.value / size;
}

function textOf(value: bigint, bits: number): string {
  const parts = (size: number): bigint[] =>
    Array.from(
      { length: bits / size },
      (_, index) => (value >> BigInt(bits - size * (index + 1))) & ((1n << BigInt(size)) - 1n),
    );
  if (bits === 32) return parts(8).join(".");
  const groups = parts(16)
    .map((group) => group.toString(16))
    .join(":");
  // The longest run of zeros is left out (RFC 5952).
  const runs = [...groups.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].map(([run]) => run);
  const [longest] = runs.toSorted((one, other) => other.length - one.length);
  if (longest === undefined) return groups;
  const at = groups.indexOf(longest);
  return `${groups.slice(0, at)}::${groups.slice(at + longest.length + 1)}`;
}

/**
 * The first blocks of a block, each with `hostBits` bits for its hosts.
 * @throws Error when the block has no room for so many, or is none
 */
export function blocksOf(cidr: string, count: number, hostBits: number): string[] {
  const [network = "", mask = ""] = cidr.split("/");
  const address = addressOf(network);
  if (!address || !/^\d{1,3}$/.test(mask) || Number(mask) > address.bits)
    throw new Error(`${cidr} is no block of addresses`);
  const size = 1n << BigInt(hostBits);
  const whole = 1n << BigInt(address.bits - Number(mask));
  if (!(count >= 1 && count <= 256) || size * BigInt(count) > whole)
    throw new Error(`${cidr} has no room for ${count} blocks of ${hostBits} bits`);
  const start = (address.value / whole) * whole;
  return Array.from(
    { length: count },
    (_, index) => `${textOf(start + size * BigInt(index), address.bits)}/${address.bits - hostBits}`,
  );
}
