import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import type { CaseForm, CasePerson } from "./case.ts";
import type { PersonKeys } from "./person-index.ts";
import type { CaseHead, caseRecord } from "./record.ts";

/** Without keys a person is not found by search: the parts of a joint matter, whose whole is. */
export type IndexedPerson = { person: CasePerson; keys?: PersonKeys; expiresAt?: number };

export type RelatedWrites = { form?: CaseForm; person?: IndexedPerson };

/** Where cases are kept: the records with what stands beside each. Every adapter passes the same contract suite. */
export type CaseStore = Omit<RecordStore<CaseHead, typeof caseRecord.indexes>, "write"> & {
  /** The next version, and what it brings along, together or not at all. False when somebody else was faster. */
  write(head: CaseHead, related?: RelatedWrites): Promise<boolean>;
  /** A revision changes only by the notice given on it. With `maybeOlder`, perhaps without that, for half the price. */
  readForm(
    caseNumber: string,
    revision: number,
    how?: { maybeOlder?: boolean },
  ): Promise<CaseForm | undefined>;
  readPerson(caseNumber: string): Promise<CasePerson | undefined>;
};
export type CaseReader = Omit<CaseStore, "write">;

/** What was applied with, in one revision: written with the case, and kept as long. */
export async function formOf(
  store: Pick<CaseStore, "readForm">,
  { caseNumber, formRevision }: Pick<CaseHead, "caseNumber" | "formRevision">,
  revision = formRevision,
): Promise<CaseForm> {
  const form = await store.readForm(caseNumber, revision);
  if (!form) throw new Error(`case ${caseNumber} has no form ${revision}`);
  return form;
}

export async function personOf(
  store: Pick<CaseStore, "readPerson">,
  { caseNumber }: Pick<CaseHead, "caseNumber">,
): Promise<CasePerson> {
  const person = await store.readPerson(caseNumber);
  if (!person) throw new Error(`case ${caseNumber} has no person`);
  return person;
}
