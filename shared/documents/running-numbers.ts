import numbers from "#data/official-document-numbers.json" with { type: "json" };
import districtOrgans from "#district/official-document-organs.json" with { type: "json" };
import type { Cursor, Page } from "#shared/kernel/aws/page.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { RecordBusyError } from "#shared/kernel/records/record-store.ts";
import type { OfficialDocumentName } from "./official-documents.ts";
import { type OfficialDocumentKind, officialDocumentKinds } from "./views.ts";

/**
 * Running numbers of official documents (发文字号, GB/T 9704-2012, 7.2.5): `某市监准〔2026〕12号` is the organ's code,
 * the year of issue and a number that counts without gaps in the register of the organ, the kind and the year.
 */

type Organ = { code: string; name?: string; mark: string };

const words: Partial<Record<OfficialDocumentKind, string>> = numbers.words;
const organs: readonly Organ[] = districtOrgans;

/** Kinds that carry a running number: what is decided and what starts a limit; the rest is known by its case. */
export const numberedKinds = officialDocumentKinds.filter((kind) => words[kind]);

/** The code of the organ in whose name a department's item is decided. */
export function organCode(department: string, organ?: string): string {
  const found = organs.find(({ code, name }) => (organ ? name === organ : code === department));
  if (!found) throw new Error(`the organ of department ${department} has no code for its documents`);
  return found.code;
}

/** Organs that are no department of the district's, and so have registers of their own. */
export const otherOrgans = organs.flatMap(({ code, name }) => (name ? [{ code, name }] : []));

/** In its parts: organ, kind, year. */
export const registerPattern = new RegExp(
  `^(?<organ>[0-9a-z]{2,8})-(?<kind>${numberedKinds.join("|")})-(?<year>20\\d\\d)$`,
);

/** The register that a document's number is taken from; undefined for a kind that carries none. */
export function registerOf(
  { kind, at }: { kind: OfficialDocumentKind; at: string },
  organ: string,
): string | undefined {
  return words[kind] && `${organ}-${kind}-${dayOf(at).slice(0, 4)}`;
}

/** As it is printed. */
export function numberText(register: string, number: number): string {
  const { organ = "", kind = "", year = "" } = registerPattern.exec(register)?.groups ?? {};
  const mark = organs.find(({ code }) => code === organ)?.mark;
  if (!mark) throw new Error(`there is no register ${register}`);
  return `${mark}${words[kind as OfficialDocumentKind]}〔${year}〕${number}号`;
}

export type RegisteredNumber = OfficialDocumentName & {
  register: string;
  number: number;
  /** Its text as of then: an organ's code may change later. */
  text: string;
  at: string;
  /** Why its document will never be made. */
  void?: { reason: string; at: string; by: string } | undefined;
};

/** Where numbers are kept: each once in its register and once beside its case. */
export type NumberStore = {
  /** The last one of a register, as last written. */
  last(register: string): Promise<RegisteredNumber | undefined>;
  /** What is beside the case; perhaps as of a moment before, for half the price. */
  ofDocument(
    document: OfficialDocumentName,
    how?: { maybeOlder?: boolean },
  ): Promise<RegisteredNumber | undefined>;
  ofCase(caseNumber: string): Promise<RegisteredNumber[]>;
  entry(register: string, number: number): Promise<RegisteredNumber | undefined>;
  /** The newest first. */
  list(register: string, query: { cursor: Cursor; limit: number }): Promise<Page<RegisteredNumber>>;
  /** False when the register has this number already. */
  take(number: RegisteredNumber): Promise<boolean>;
  /** Beside its case; one that is there stays. */
  keep(number: RegisteredNumber): Promise<void>;
  /** False when it is void already, or not there. */
  void(number: RegisteredNumber): Promise<boolean>;
};

const attempts = 12;
const isOf = (one: OfficialDocumentName, { caseNumber, version, kind }: OfficialDocumentName): boolean =>
  one.caseNumber === caseNumber && one.version === version && one.kind === kind;

/**
 * The number of a document, the same however often it is asked for: the next free one of its register the first time.
 *
 * Two writes, and no transaction: a number is taken in the register, and then kept beside its case. Whoever takes the
 * next one first keeps the last, should a crash have come between. So a number that is not the register's last stands
 * beside its case, and the order of the reads (the last one, then one's own) lets nobody take a second one: what was
 * taken before the first read is seen by one of the two, what is taken after it makes `take` fail.
 * @throws RecordBusyError after 12 lost races; trying again later is safe
 */
export async function numberOf(
  store: NumberStore,
  register: string,
  document: OfficialDocumentName,
  at: string,
): Promise<RegisteredNumber> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const last = await store.last(register);
    const own = await store.ofDocument(document);
    if (own) return own;
    if (last && (isOf(last, document) || !(await store.ofDocument(last, { maybeOlder: true }))))
      await store.keep(last);
    if (last && isOf(last, document)) return last;
    const number = (last?.number ?? 0) + 1;
    const { caseNumber, version, kind } = document;
    const taken = { register, number, text: numberText(register, number), caseNumber, version, kind, at };
    if (await store.take(taken)) {
      await store.keep(taken);
      return taken;
    }
  }
  throw new RecordBusyError(`register ${register} took ${attempts} numbers meanwhile`);
}
