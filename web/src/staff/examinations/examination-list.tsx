import { useTranslation } from "react-i18next";
import type { RecordName } from "../../kit/contracts.ts";
import { DepartmentFilter, useListPath } from "../../kit/filters.tsx";
import { Due, StateTag } from "../../kit/parts.tsx";
import { RecordList, RowLink } from "../../kit/record-list.tsx";
import { ItemName } from "../../shared/item-name.tsx";
import { ExaminationTabs } from "./tabs.tsx";

type Row = {
  caseNumber: string;
  itemCode: string;
  state: string;
  dueAt: string;
  late?: true | undefined;
};
type Props<One extends Row> = {
  record: RecordName & ("inspections" | "hearings" | "interested-parties");
  path: `/v1/${string}`;
  idOf: (row: One) => string;
  title: string;
  none: string;
};

/** What is open in a department, by what is due first. */
export function ExaminationList<One extends Row>({ record, path, idOf, title, none }: Props<One>) {
  const { t } = useTranslation();
  const list = useListPath(path, ["department"]);
  const isLate = ({ dueAt }: Row): boolean => Date.parse(dueAt) < Date.now();
  return (
    <>
      <h1>{title}</h1>
      <ExaminationTabs />
      <div className="filters on-screen">
        <DepartmentFilter />
      </div>
      <RecordList<One>
        path={list}
        caption={title}
        none={none}
        keyOf={idOf}
        toneOf={(row) => (isLate(row) ? "late" : "inTime")}
        columns={[
          {
            name: "due",
            heading: t("examination.column.due"),
            cell: (row) => (
              <>
                <Due at={row.dueAt} late={isLate(row)} />
                {row.late && !isLate(row) && <span className="tag bad">{t("examination.late")}</span>}
              </>
            ),
          },
          {
            name: "item",
            heading: t("examination.column.item"),
            cell: (row) => (
              <>
                <RowLink to={`/staff/${record}/${idOf(row)}`}>
                  <ItemName itemCode={row.itemCode} />
                </RowLink>
                <span className="facts number">{row.caseNumber}</span>
              </>
            ),
          },
          {
            name: "state",
            heading: t("examination.column.state"),
            cell: ({ state }) => <StateTag record={record} state={state} />,
          },
        ]}
      />
    </>
  );
}
