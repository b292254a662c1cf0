import { useTranslation } from "react-i18next";
import type { HearingView } from "#shared/examinations/hearings/hearing-api.ts";
import { ExaminationList } from "./examination-list.tsx";

export default function HearingsPage() {
  const { t } = useTranslation();
  return (
    <ExaminationList<HearingView>
      record="hearings"
      path="/v1/hearings"
      idOf={({ hearingId }) => hearingId}
      title={t("examination.hearings.title")}
      none={t("examination.hearings.none")}
    />
  );
}
