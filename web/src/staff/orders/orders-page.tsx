import { useTranslation } from "react-i18next";
import { DepartmentFilter, useListPath } from "../../kit/filters.tsx";
import { Due, StateTag } from "../../kit/parts.tsx";
import { RecordList, RowLink } from "../../kit/record-list.tsx";
import { useWords } from "../../kit/words.ts";
import { ItemName } from "../../shared/item-name.tsx";
import type { Order } from "./order.ts";

/** 差评整改工单: what is due first, first. */
export default function OrdersPage() {
  const { t } = useTranslation();
  const words = useWords();
  const path = useListPath("/v1/rectifications", ["department"]);
  return (
    <>
      <h1>{t("office.orders.title")}</h1>
      <p>{t("office.orders.intro")}</p>
      <div className="filters on-screen">
        <DepartmentFilter />
      </div>
      <RecordList<Order>
        path={path}
        caption={t("office.orders.title")}
        none={t("office.orders.none")}
        keyOf={({ rectificationId }) => rectificationId}
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
            cell: ({ rectificationId, itemCode, caseNumber }) => (
              <>
                <RowLink to={`/staff/rectifications/${rectificationId}`}>
                  <ItemName itemCode={itemCode} />
                </RowLink>
                <span className="facts number">{caseNumber ?? t("office.anonymous")}</span>
              </>
            ),
          },
          {
            name: "level",
            heading: t("office.column.level"),
            cell: ({ level, stage }) => (
              <>
                {words.value("level", level)}
                <span className="facts">{words.value("stage", stage)}</span>
              </>
            ),
          },
          {
            name: "state",
            heading: t("office.column.state"),
            cell: ({ state, escalated }) => (
              <>
                <StateTag record="rectifications" state={state} />{" "}
                {escalated && <span className="tag bad">{t("office.orders.escalated")}</span>}
              </>
            ),
          },
        ]}
      />
    </>
  );
}
