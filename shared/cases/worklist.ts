import type { CaseState } from "#events/case.ts";
import type { Page } from "#shared/kernel/aws/page.ts";
import { mergedList } from "#shared/kernel/records/merged-list.ts";
import type { ListQuery } from "#shared/kernel/records/record-store.ts";
import type { CaseStore } from "./case-store.ts";
import { type CaseRow, caseRecord, worklistPartition, worklistPlace } from "./record.ts";
import { listedStates } from "./states.ts";

/** One department's open cases, or those of one state, what is due first, first. */
export const worklist = (
  store: Pick<CaseStore, "list">,
  department: string,
  state: CaseState | undefined,
  page: Omit<ListQuery, "newestFirst">,
): Promise<Page<CaseRow>> =>
  mergedList(
    caseRecord,
    store,
    "worklist",
    (state ? [state] : listedStates).map((each) => worklistPartition(department, each)),
    page,
    (row) => ({ id: row.caseNumber, place: worklistPlace(row) }),
  );
