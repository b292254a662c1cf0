import { useTranslation } from "react-i18next";
import { useWords } from "../kit/words.ts";
import type { CaseHistoryEntry } from "../shared/api-types.ts";

type Examination = NonNullable<NonNullable<CaseHistoryEntry["details"]>["examination"]>;

const parts = {
  inspection: ["inspections", "inspections"],
  hearing: ["hearings", "hearings"],
  interestedParty: ["parties", "interested-parties"],
} as const satisfies Record<Examination["kind"], readonly [string, string]>;

/** Which visit, hearing or third party a step of the case tells of, and how it stands. */
export function ExaminationStep({ of: { kind, state } }: { of: Examination }) {
  const { t } = useTranslation();
  const words = useWords();
  const [part, record] = parts[kind];
  return <p>{`${t(`examination.${part}.title`)} · ${words.state(record, state)}`}</p>;
}
