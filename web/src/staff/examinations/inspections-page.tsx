import { useTranslation } from "react-i18next";
import type { InspectionView } from "#shared/examinations/inspections/inspection-api.ts";
import { ExaminationList } from "./examination-list.tsx";

export default function InspectionsPage() {
  const { t } = useTranslation();
  return (
    <ExaminationList<InspectionView>
      record="inspections"
      path="/v1/inspections"
      idOf={({ inspectionId }) => inspectionId}
      title={t("examination.inspections.title")}
      none={t("examination.inspections.none")}
    />
  );
}
