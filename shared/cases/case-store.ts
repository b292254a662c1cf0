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
  /** What is due first, first; over the given states of one department. `dueBefore` is an ISO instant. */
  worklist(
    department: string,
    states: readonly CaseState[],
    page: { cursor: Cursor; limit: number; dueBefore?: string },
  ): Promise<Page<CaseHead>>;
};

export type WorklistRow = { sort: string; caseNumber: string };

/** Merges the pages of several index partitions into one page in due order; the last sort key is the cursor. */
export function mergeWorklist(rows: WorklistRow[], limit: number): { page: WorklistRow[]; next: Cursor } {
  const page = rows.toSorted((a, b) => (a.sort < b.sort ? -1 : 1)).slice(0, limit);
  const last = page.at(-1);
  return { page, next: last && rows.length > limit ? { after: last.sort } : undefined };
}

export const worklistStates = (state: CaseState | undefined): readonly CaseState[] =>
  state ? [state] : openStates;
