import type { CaseState } from "#events/case.ts";
import type { Cursor, Page } from "#shared/kernel/aws/page.ts";
import type { CaseForm, CaseHead, CasePerson } from "./case.ts";
import type { HistoryEntry } from "./history.ts";
import { openStates } from "./lifecycle.ts";
import type { PersonKeys } from "./person-index.ts";

/** Without keys a person is not found by search: the parts of a joint matter, whose whole is. */
export type IndexedPerson = { person: CasePerson; keys?: PersonKeys; expiresAt?: number };

/** Where cases are kept. Every adapter passes the same contract suite. */
export type CaseStore = {
  /** HEAD, FORM and PERSON together or not at all. */
  create(head: CaseHead, form: CaseForm, person: IndexedPerson): Promise<"created" | "exists">;
  /**
   * The one write of a command; only if the stored version is the one before. A command that brings new
   * answers or corrects the person writes those in the same transaction.
   */
  replace(
    next: CaseHead,
    beside?: { form?: CaseForm; person?: IndexedPerson },
  ): Promise<"replaced" | "stale">;
  read(caseNumber: string): Promise<CaseHead | undefined>;
  readForm(caseNumber: string, revision: number): Promise<CaseForm | undefined>;
  readPerson(caseNumber: string): Promise<CasePerson | undefined>;
  history(caseNumber: string, cursor: Cursor, limit: number): Promise<Page<HistoryEntry>>;
  /** Newest first. */
  byApplicant(applicantId: string, cursor: Cursor, limit: number): Promise<Page<CaseHead>>;
  /**
   * What is due first, first; one department's open cases in the given states. A
   * page may hold fewer than `limit` and still have a next one: a call reads a bounded number of cases.
   */
  worklist(
    department: string,
    states: readonly CaseState[],
    page: { cursor: Cursor; limit: number },
  ): Promise<Page<CaseHead>>;
  /**
   * Open cases of a department that the law's own clock has to look at: their time has come, or their deadlines
   * are provisional in another edition of the calendar. Reads the index alone; a page may be empty and have a next.
   */
  toLookAt(
    department: string,
    at: { now: string; edition: string; cursor: Cursor },
  ): Promise<{ caseNumbers: string[]; next: Cursor }>;
};

export const worklistStates = (state: CaseState | undefined): readonly CaseState[] =>
  state ? [state] : [...openStates, "delivering"];
