import type { CaseSummary } from "../shared/api-types.ts";
import { useAction as useRecordAction } from "../shared/use-action.ts";

/** Takes an action on the version of the case that is on the screen. */
export const useAction = (
  { caseNumber, version }: Pick<CaseSummary, "caseNumber" | "version">,
  onTaken: () => void = () => {},
) => useRecordAction<CaseSummary>({ path: `/v1/cases/${caseNumber}`, version }, { taken: onTaken });
