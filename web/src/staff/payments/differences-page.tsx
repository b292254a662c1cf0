import { useTranslation } from "react-i18next";
import { DepartmentFilter, useListPath } from "../../kit/filters.tsx";
import { StateTag } from "../../kit/parts.tsx";
import { RecordList, RowLink } from "../../kit/record-list.tsx";
import { useWords } from "../../kit/words.ts";
import { useDates } from "../../shared/dates.ts";
import { type Difference, yuan } from "./payments.ts";
import { PaymentTabs } from "./tabs.tsx";

/** 对账差异: the oldest first. */
export default function DifferencesPage() {
  const { t } = useTranslation();
  const words = useWords();
  const { moment } = useDates();
  const path = useListPath("/v1/payment-differences", ["department"]);
  return (
    <>
      <h1>{t("office.differences.title")}</h1>
      <PaymentTabs />
      <p>{t("office.differences.intro")}</p>
      <div className="filters on-screen">
        <DepartmentFilter />
      </div>
      <RecordList<Difference>
        path={path}
        caption={t("office.differences.title")}
        none={t("office.differences.none")}
        keyOf={({ differenceId }) => differenceId}
        columns={[
          {
            name: "kind",
            heading: t("office.differences.kind"),
            cell: ({ differenceId, kind, caseNumber }) => (
              <>
                <RowLink to={`/staff/payments/differences/${differenceId}`}>
                  {words.value("difference", kind)}
                </RowLink>
                <span className="facts number">{caseNumber ?? t("office.differences.unknown")}</span>
              </>
            ),
          },
          {
            name: "amount",
            heading: t("office.differences.reportedAmount"),
            cell: ({ amountFen }) => t("office.payments.yuan", { amount: yuan(amountFen) }),
          },
          {
            name: "found",
            heading: t("office.differences.found"),
            cell: ({ foundAt }) => moment(foundAt),
          },
          {
            name: "state",
            heading: t("office.column.state"),
            cell: ({ state, proposal }) => (
              <>
                <StateTag record="payment-differences" state={state} />{" "}
                {proposal && state === "open" && <span className="tag">{t("office.payments.proposal")}</span>}
              </>
            ),
          },
        ]}
      />
    </>
  );
}
