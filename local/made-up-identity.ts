import { createHash } from "node:crypto";
import district from "#district/district.json" with { type: "json" };
import { residentIdCheckCharacter } from "#shared/kernel/identifiers/resident-id.ts";
import type { Claims } from "./engine/types.ts";

/** An ID number of this district that nobody was born with on purpose: the same for the same text, each time. */
export function madeUpIdNumber(seed: string, bornOn?: string): string {
  const digest = createHash("sha256").update(seed).digest();
  const year = 1950 + ((digest[0] ?? 0) % 50);
  const two = (byte = 0, most = 12) => String(1 + (byte % most)).padStart(2, "0");
  const birth = bornOn?.replaceAll("-", "") ?? `${year}${two(digest[1], 12)}${two(digest[2], 28)}`;
  const body = `${district.code}${birth}${String(digest.readUInt16BE(3) % 1000).padStart(3, "0")}`;
  return body + residentIdCheckCharacter(body);
}

/** What a sign-in server says of a citizen whose identity it verified. */
export const citizenClaims = (id: string, name = "测试", idNumber = madeUpIdNumber(id)): Claims => ({
  sub: id,
  name,
  role: "citizen",
  identityLevel: "realName",
  id_type: "residentId",
  id_number: idNumber,
});
