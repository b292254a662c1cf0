import { useTranslation } from "react-i18next";
import type { RepresentationView } from "#shared/representations/api.ts";
import { StateTag } from "../../kit/parts.tsx";
import { type Column, RecordList, RowLink } from "../../kit/record-list.tsx";
import { useDates } from "../../shared/dates.ts";

/** 监护登记: what citizens asked for and bring the originals of. */
export default function GuardianshipsPage() {
  const { t } = useTranslation();
  const { day } = useDates();
  const columns: Column<RepresentationView>[] = [
    {
      name: "guardian",
      heading: t("representation.guardian"),
      cell: ({ representationId, agent }) => (
        <RowLink to={`/staff/representations/${representationId}`}>{agent.name}</RowLink>
      ),
    },
    { name: "ward", heading: t("representation.ward"), cell: ({ principal }) => principal.name },
    {
      name: "requestedAt",
      heading: t("representation.requestedAt"),
      cell: ({ requestedAt }) => day(requestedAt),
    },
    {
      name: "state",
      heading: t("representation.stateHeading"),
      cell: ({ state }) => <StateTag record="representations" state={state} />,
    },
  ];
  return (
    <>
      <h1>{t("representation.desk")}</h1>
      <p>{t("representation.deskIntro")}</p>
      <RecordList<RepresentationView>
        path="/v1/representations"
        caption={t("representation.desk")}
        none={t("representation.deskNone")}
        keyOf={({ representationId }) => representationId}
        columns={columns}
      />
    </>
  );
}
