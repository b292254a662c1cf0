import { useTranslation } from "react-i18next";
import { DepartmentFilter, useListPath } from "../../kit/filters.tsx";
import { Due, StateTag } from "../../kit/parts.tsx";
import { RecordList, RowLink } from "../../kit/record-list.tsx";
import { ItemName } from "../../shared/item-name.tsx";
import { type Payment, yuan } from "./payments.ts";
import { PaymentTabs } from "./tabs.tsx";

/** 缴款通知: what is due first, first. */
export default function PaymentsPage() {
  const { t } = useTranslation();
  const path = useListPath("/v1/payments", ["department"]);
  return (
    <>
      <h1>{t("office.payments.title")}</h1>
      <PaymentTabs />
      <p>{t("office.payments.intro")}</p>
      <div className="filters on-screen">
        <DepartmentFilter />
      </div>
      <RecordList<Payment>
        path={path}
        caption={t("office.payments.title")}
        none={t("office.payments.none")}
        keyOf={({ paymentId }) => paymentId}
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
            cell: ({ paymentId, itemCode, caseNumber }) => (
              <>
                <RowLink to={`/staff/payments/${paymentId}`}>
                  <ItemName itemCode={itemCode} />
                </RowLink>
                <span className="facts number">{caseNumber}</span>
              </>
            ),
          },
          {
            name: "amount",
            heading: t("office.payments.amount"),
            cell: ({ amountFen }) => t("office.payments.yuan", { amount: yuan(amountFen) }),
          },
          {
            name: "state",
            heading: t("office.column.state"),
            cell: ({ state, proposal, refundAskedAt }) => (
              <>
                <StateTag record="payments" state={state} />{" "}
                {proposal && <span className="tag">{t("office.payments.proposal")}</span>}{" "}
                {refundAskedAt && state === "paid" && (
                  <span className="tag bad">{t("office.payments.refundAsked")}</span>
                )}
              </>
            ),
          },
        ]}
      />
    </>
  );
}
