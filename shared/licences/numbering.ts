import { mod1110CheckDigit } from "#shared/kernel/identifiers/mod-11-10.ts";
import { organisationCheckCharacter } from "#shared/kernel/identifiers/organisation-code.ts";
import { usccCheckCharacter } from "#shared/kernel/identifiers/uscc.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import type { LicenceType } from "./licence-types.ts";
import { licenceIdOf } from "./record.ts";

/** GB 32100 and GB 11714 have these in common. */
const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/** How often two cases may derive the same number before we think that something is broken. */
export const maxCollectionAttempts = 8;

type Numbered = { caseNumber: string; answers: Record<string, unknown> };

/** A district's own numbers are told apart by the first six digits of its cases. */
const districtOf = (caseNumber: string): string => caseNumber.slice(0, 6);

const serialOf = (typeCode: string, caseNumber: string, attempt: number): bigint =>
  BigInt(`0x${sha256Hex(JSON.stringify([typeCode, caseNumber, attempt])).slice(0, 24)}`);

/** So many characters of the alphabet. */
function written(value: bigint, length: number): string {
  let rest = value;
  let text = "";
  for (let place = 0; place < length; place += 1) {
    text += alphabet.charAt(Number(rest % BigInt(alphabet.length)));
    rest /= BigInt(alphabet.length);
  }
  return text;
}

/**
 * The number that a case's licence gets by its type's rule (`licence-types.json` of the district), the same however often it is
 * asked: its serial is derived from the case, and `attempt` settles a collision. Undefined: the type has no rule.
 */
function numberByRule({ code, numbering }: LicenceType, { caseNumber, answers }: Numbered, attempt: number) {
  if (!numbering) return undefined;
  const serial = serialOf(code, caseNumber, attempt);
  const { kinds, otherwise } = numbering.leading;
  const kind = kinds[String(answers[numbering.leading.field])] ?? otherwise;
  switch (numbering.rule) {
    case "foodBusiness": {
      const digits = `${kind}${districtOf(caseNumber)}${String(serial % 1_000_000n).padStart(6, "0")}`;
      return `JY${digits}${mod1110CheckDigit(digits)}`;
    }
    case "socialCreditCode": {
      const organisation = `MA${written(serial, 6)}`;
      const body = `${numbering.authority ?? "9"}${kind}${districtOf(caseNumber)}${organisation}${organisationCheckCharacter(organisation)}`;
      return body + usccCheckCharacter(body);
    }
  }
}

/** Of numbers by a rule no two licences have the same, so the id follows from the number: the write settles it. */
export const licenceIdOfNumber = (typeCode: string, number: string): string =>
  sha256Hex(`licence:${typeCode}:${number}`).slice(0, 18).toUpperCase();

/** Number and id of the licence that a case issues, at the first try or a later one. */
export function licenceNumberOf(
  type: LicenceType,
  given: Numbered,
  attempt: number,
): { licenceId: string; number: string } {
  const number = numberByRule(type, given, attempt);
  if (number !== undefined) return { number, licenceId: licenceIdOfNumber(type.code, number) };
  // The district's code and the licence's own serial: no counter, so nothing to guess from one to the next.
  const licenceId = licenceIdOf(given.caseNumber);
  return { licenceId, number: `${districtOf(given.caseNumber)}${licenceId.slice(0, 12)}` };
}
