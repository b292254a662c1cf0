import { useTranslation } from "react-i18next";
import type { PartyView } from "#shared/examinations/parties/party-api.ts";
import { ExaminationList } from "./examination-list.tsx";

export default function PartiesPage() {
  const { t } = useTranslation();
  return (
    <ExaminationList<PartyView>
      record="interested-parties"
      path="/v1/interested-parties"
      idOf={({ partyId }) => partyId}
      title={t("examination.parties.title")}
      none={t("examination.parties.none")}
    />
  );
}
