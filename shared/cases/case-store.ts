import type { CaseState } from "#events/case.ts";
import type { CaseForm, CaseHead, CasePerson } from "./case.ts";
import type { HistoryEntry } from "./history.ts";
import { openStates } from "./lifecycle.ts";

export type Page<Entry> = { items: Entry[]; next: Record<string, string> | undefined };
export type Cursor = Record<string, string> | undefined;

/** Where cases are kept. Every adapter passes the same contract suite. */
export type CaseStore = {
  /** HEAD, FORM and PERSON together or not at all. */
  create(head: CaseHead, form: CaseForm, person: CasePerson): Promise<"created" | "exists">;
  /**
   * The one write of a command; only if the stored version is the one before. A command that brings new
   * answers writes their revision in the same transaction.
   */
  replace(next: CaseHead, form?: CaseForm): Promise<"replaced" | "stale">;
  read(caseNumber: string): Promise<CaseHead | undefined>;
  readForm(caseNumber: string, revision: number): Promise<CaseForm | undefined>;
  readPerson(caseNumber: string): Promise<CasePerson | undefined>;
  history(caseNumber: string, cursor: Cursor, limit: number): Promise<Page<HistoryEntry>>;
  /** Newest first. */
  byApplicant(applicantId: string, cursor: Cursor, limit: number): Promise<Page<CaseHead>>;
  /**
   * What is due first, first; one department's open cases in the given states. `dueBefore` is an ISO instant. A
   * page may hold fewer than `limit` and still have a next one: a call reads a bounded number of cases.
   */
  worklist(
    department: string,
    states: readonly CaseState[],
    page: { cursor: Cursor; limit: number; dueBefore?: string },
  ): Promise<Page<CaseHead>>;
};

export const worklistStates = (state: CaseState | undefined): readonly CaseState[] =>
  state ? [state] : openStates;
