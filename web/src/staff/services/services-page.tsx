import { useTranslation } from "react-i18next";
import type { ServiceView } from "#shared/notices/service/api.ts";
import { DepartmentFilter, useListPath } from "../../kit/filters.tsx";
import { Due, StateTag } from "../../kit/parts.tsx";
import { RecordList, RowLink } from "../../kit/record-list.tsx";
import { ItemName } from "../../shared/item-name.tsx";

const isLate = (dueAt: string): boolean => dueAt < new Date().toISOString();

/** 文书送达: letters to be posted, services that failed, calls to make; what is due first stands first. */
export default function ServicesPage() {
  const { t } = useTranslation();
  const path = useListPath("/v1/document-services", ["department"]);
  return (
    <>
      <h1>{t("office.services.title")}</h1>
      <p>{t("office.services.intro")}</p>
      <div className="filters on-screen">
        <DepartmentFilter />
      </div>
      <RecordList<ServiceView>
        path={path}
        caption={t("office.services.title")}
        none={t("office.services.none")}
        keyOf={({ serviceId }) => serviceId}
        toneOf={({ dueAt }) => (isLate(dueAt) ? "late" : "inTime")}
        columns={[
          {
            name: "due",
            heading: t("office.column.due"),
            cell: ({ dueAt }) => <Due at={dueAt} late={isLate(dueAt)} />,
          },
          {
            name: "item",
            heading: t("office.column.item"),
            cell: ({ serviceId, caseNumber, itemCode, document }) => (
              <>
                <RowLink to={`/staff/services/${serviceId}`}>
                  <ItemName itemCode={itemCode} />
                </RowLink>
                <span className="facts number">
                  {t(`office.services.document.${document}`)} {caseNumber}
                </span>
              </>
            ),
          },
          {
            name: "state",
            heading: t("office.column.state"),
            cell: ({ state }) => <StateTag record="document-services" state={state} />,
          },
        ]}
      />
    </>
  );
}
