import { useTranslation } from "react-i18next";
import type * as z from "zod";
import type { listCommitments } from "#shared/commitments/api.ts";
import { DepartmentFilter, useListPath } from "../../kit/filters.tsx";
import { Due, StateTag } from "../../kit/parts.tsx";
import { RecordList, RowLink } from "../../kit/record-list.tsx";
import { ItemName } from "../../shared/item-name.tsx";

type Row = z.output<(typeof listCommitments)["answers"][200]["schema"]>["items"][number];

/** 告知承诺核查: what is due first, first. */
export default function CommitmentsPage() {
  const { t } = useTranslation();
  const path = useListPath("/v1/commitments", ["department"]);
  return (
    <>
      <h1>{t("office.commitments.title")}</h1>
      <p>{t("office.commitments.intro")}</p>
      <div className="filters on-screen">
        <DepartmentFilter />
      </div>
      <RecordList<Row>
        path={path}
        caption={t("office.commitments.title")}
        none={t("office.commitments.none")}
        keyOf={({ caseNumber }) => caseNumber}
        toneOf={({ overdue }) => (overdue ? "late" : "inTime")}
        columns={[
          {
            name: "due",
            heading: t("office.column.due"),
            cell: ({ dueAt, overdue }) => <Due at={dueAt} late={overdue} />,
          },
          {
            name: "item",
            heading: t("office.column.item"),
            cell: ({ caseNumber, itemCode }) => (
              <>
                <RowLink to={`/staff/commitments/${caseNumber}`}>
                  <ItemName itemCode={itemCode} />
                </RowLink>
                <span className="facts number">{caseNumber}</span>
              </>
            ),
          },
          {
            name: "state",
            heading: t("office.column.state"),
            cell: ({ state }) => <StateTag record="commitments" state={state} />,
          },
        ]}
      />
    </>
  );
}
