import texts from "#data/official-documents.json" with { type: "json" };
import { type CaseNote, noteOf } from "#shared/cases/public.ts";
import { officialDocumentTitleOf } from "#shared/documents/official-documents.ts";
import { numberedKinds, type RegisteredNumber } from "#shared/documents/running-numbers.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";
import type { LicenceCorrections } from "#shared/licences/public.ts";
import { fill } from "./text.ts";

type Corrected = NonNullable<Awaited<ReturnType<LicenceCorrections["correctionOf"]>>>;
/** What a notice of correction states: which document or licence, and each thing in it that was wrong. */
export type CorrectionFacts = { corrected: string; rows: string[][] };

const numbered = (rows: string[][]): string[][] => rows.map((row, index) => [String(index + 1), ...row]);

export function documentCorrection(
  { document, place, wrong, right }: NonNullable<CaseNote["correction"]>,
  itemCode: string,
  { version }: HistoryEntry,
  numbers: readonly RegisteredNumber[],
): CorrectionFacts {
  const title = officialDocumentTitleOf(document, itemCode).zh;
  const number = numbers.findLast((one) => one.kind === document && one.version < version);
  if (!number && numberedKinds.includes(document))
    throw new Error(`the ${document} that is corrected has no number yet`);
  return {
    corrected: number ? fill(texts.correctedDocument, { title, number: number.text }) : `《${title}》`,
    rows: numbered([[place, wrong, right]]),
  };
}

export const licenceCorrection = ({ typeName, number, lines }: Corrected): CorrectionFacts => ({
  corrected: fill(texts.correctedLicence, { type: typeName, number }),
  rows: numbered(lines.map(({ label, wrong, right }) => [label ?? texts.holderName, wrong, right])),
});

/** Undefined of a step that corrects nothing. */
export async function correctionFacts(
  licences: LicenceCorrections,
  entry: HistoryEntry,
  itemCode: string,
  numbers: readonly RegisteredNumber[],
): Promise<CorrectionFacts | undefined> {
  const { correction, licenceCorrection: named } = noteOf(entry);
  if (correction) return documentCorrection(correction, itemCode, entry, numbers);
  if (!named) return undefined;
  const found = await licences.correctionOf(named);
  if (!found) throw new Error(`licence ${named.licenceId} has no history of its correction yet`);
  return licenceCorrection(found);
}
