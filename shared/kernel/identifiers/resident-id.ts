const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = "10X98765432";

/** First two digits of GB/T 2260: mainland provinces, and 71 as registered by the mainland. */
const provinces = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71)/;
/** 港澳台居民居住证 put these six digits in the place of the division. */
const residencePermitAreas = new Set(["810000", "820000", "830000"]);

export type ResidentIdFault =
  | "length"
  | "alphabet"
  | "area"
  | "birthDate"
  | "birthDateInFuture"
  | "checkCharacter";
export type ResidentIdKind = "residentIdentityCard" | "residencePermit" | "permanentResidence";

/**
 * The check character of the first 17 digits of a 公民身份号码 (GB 11643-1999, ISO 7064 MOD 11-2).
 * @throws RangeError when the text is not 17 digits
 */
export function residentIdCheckCharacter(body: string): string {
  if (!/^\d{17}$/.test(body))
    throw new RangeError("a citizen identity number has 17 digits before its check");
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return checkCharacters.charAt(sum % 11);
}

/** Which document a number belongs to, by its first digits. */
export function residentIdKind(text: string): ResidentIdKind | undefined {
  if (residencePermitAreas.has(text.slice(0, 6))) return "residencePermit";
  // 外国人永久居留身份证 since 2023: 9, place of acceptance 2, nationality 3, then as on a citizen's card.
  if (text.startsWith("9")) return "permanentResidence";
  return provinces.test(text) ? "residentIdentityCard" : undefined;
}

function isRealDate(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].map(Number);
  if (year === undefined || month === undefined || day === undefined || year < 1850) return false;
  // Date rolls 30 February over to March, so the parts must come back unchanged.
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/**
 * Why a text is not an 18-character identity number of a citizen, of a resident from Hong Kong, Macao or Taiwan,
 * or of a foreign permanent resident; undefined when it is one.
 * @param today yyyy-MM-dd in Asia/Shanghai; without it a birth date in the future passes
 */
export function residentIdFault(text: string, today?: string): ResidentIdFault | undefined {
  if (text.length !== 18) return "length";
  if (!/^\d{17}[\dX]$/.test(text)) return "alphabet";
  if (residentIdKind(text) === undefined) return "area";
  const birthDate = text.slice(6, 14);
  if (!isRealDate(birthDate)) return "birthDate";
  if (today !== undefined && birthDate > today.replaceAll("-", "")) return "birthDateInFuture";
  return residentIdCheckCharacter(text.slice(0, 17)) === text.charAt(17) ? undefined : "checkCharacter";
}
