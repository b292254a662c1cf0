import type { CaseState } from "#events/case.ts";
import type { Page } from "#shared/kernel/aws/page.ts";
import type { ConditionalPut } from "#shared/kernel/aws/put-version.ts";
import { mergedList } from "#shared/kernel/records/merged-list.ts";
import type { ListQuery, ReadOptions, RecordStore } from "#shared/kernel/records/record-store.ts";
import { expiryAfterDays } from "#shared/kernel/records/retention.ts";
import type { CaseForm, CasePerson } from "./case.ts";
import type { PersonKeys } from "./person-index.ts";
import { caseProblems } from "./problems.ts";
import {
  type CaseHead,
  type CaseRow,
  caseRecord,
  filedFor,
  worklistPartition,
  worklistSortKey,
} from "./record.ts";
import { listedStates } from "./states.ts";

/** Without keys a person is not found by search: the parts of a joint matter, whose whole is. */
export type IndexedPerson = { person: CasePerson; keys?: PersonKeys; partyKeys?: PersonKeys[] };

export type Application = { form: CaseForm; person: CasePerson };

/** What is written with a case, together or not at all. */
export type RelatedWrites = {
  form?: CaseForm;
  person?: IndexedPerson;
  /** The documents that become this case's own, the uses of licences that it relies on. */
  beside?: ConditionalPut[];
};

/** Where cases are kept: the records with what is beside each. Every adapter passes the same contract suite. */
export type CaseStore = Omit<RecordStore<CaseHead, typeof caseRecord.indexes>, "write" | "put"> & {
  /** The next version. False when somebody else was faster, with the case or with what is written beside it. */
  write(head: CaseHead, related?: RelatedWrites): Promise<boolean>;
  /** A revision changes only by the notice given on it. Undefined also after its time. */
  readForm(caseNumber: string, revision: number): Promise<CaseForm | undefined>;
  readPerson(caseNumber: string): Promise<CasePerson | undefined>;
  /** Both, for one read while there is one revision; with `maybeOlder` perhaps as they were before, for half of it. */
  readApplication(caseNumber: string, revision: number, how?: ReadOptions): Promise<Application | undefined>;
};
export type CaseReader = Omit<CaseStore, "write">;

/**
 * When a case's personal data goes away here (PIPL Art. 19: no longer than needed), in seconds since 1970: not before it
 * is archived. From then on the archive keeps it, as long as the item's retention says.
 */
export const expiryAfter =
  (days: string) =>
  (submittedAt: string): number =>
    expiryAfterDays(submittedAt, Number(days));

/** What was applied with, in one revision. @throws Problem 409 when its time is over */
export async function formOf(
  store: Pick<CaseStore, "readForm">,
  { caseNumber, formRevision }: Pick<CaseHead, "caseNumber" | "formRevision">,
  revision = formRevision,
): Promise<CaseForm> {
  const form = await store.readForm(caseNumber, revision);
  if (!form) throw caseProblems.personalDataDeleted();
  return form;
}

type Newest = Omit<ListQuery, "newestFirst">;
const merged = (
  store: Pick<CaseStore, "list">,
  index: "byApplicant" | "byAgent",
  partitions: readonly string[],
  page: Newest,
): Promise<Page<CaseHead>> =>
  mergedList(
    caseRecord,
    store,
    index,
    partitions,
    { ...page, newestFirst: true },
    ({ caseNumber, submittedAt }) => ({ id: caseNumber, place: submittedAt }),
  );

/** The cases of these names together, newest first. */
export const casesOfNames = (
  store: Pick<CaseStore, "list">,
  names: readonly string[],
  page: Newest,
): Promise<Page<CaseHead>> => merged(store, "byApplicant", names, page);

/** Those of them that this agent filed, newest first. */
export const casesFiledBy = (
  store: Pick<CaseStore, "list">,
  agent: string,
  names: readonly string[],
  page: Newest,
): Promise<Page<CaseHead>> =>
  merged(
    store,
    "byAgent",
    names.map((name) => filedFor(agent, name)),
    page,
  );

/** One department's open cases, or those of one state, what is due first, first. */
export const worklist = (
  store: Pick<CaseStore, "list">,
  department: string,
  state: CaseState | undefined,
  page: Omit<ListQuery, "newestFirst">,
): Promise<Page<CaseRow>> =>
  mergedList<CaseHead, typeof caseRecord.indexes, "worklist">(
    caseRecord,
    store,
    "worklist",
    listedStates
      .filter((each) => !state || each === state)
      .map((each) => worklistPartition(department, each)),
    page,
    (row) => ({ id: row.caseNumber, place: worklistSortKey(row) }),
  );
