import { useTranslation } from "react-i18next";
import type { CaseState } from "../shared/api-types.ts";

const tones: Partial<Record<CaseState, "good" | "warn" | "bad">> = {
  completed: "good",
  approved: "good",
  delivering: "good",
  awaitingParties: "warn",
  returned: "warn",
  supplementRequested: "warn",
  suspended: "warn",
  refused: "bad",
  rejected: "bad",
  terminated: "bad",
};

export function StateTag({ state }: { state: CaseState }) {
  const { t } = useTranslation();
  return <span className={`tag ${tones[state] ?? ""}`}>{t(`case.state.${state}`)}</span>;
}
