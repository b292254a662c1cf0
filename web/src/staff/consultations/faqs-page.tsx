import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { FaqRow } from "#shared/consultation/faqs/faq-api.ts";
import { DepartmentFilter, Filter, useListPath } from "../../kit/filters.tsx";
import { StateTag } from "../../kit/parts.tsx";
import { RecordList, RowLink } from "../../kit/record-list.tsx";
import { useWords } from "../../kit/words.ts";
import { useDates } from "../../shared/dates.ts";
import { ItemName } from "../../shared/item-name.tsx";
import { ProposeFaq } from "./propose-faq.tsx";
import { ConsultationTabs } from "./tabs.tsx";

const states = ["proposed", "toCheck", "published", "returned", "suspended", "withdrawn"] as const;

/** 常见问题维护. */
export default function FaqsPage() {
  const { t } = useTranslation();
  const words = useWords();
  const { day } = useDates();
  const [, navigate] = useLocation();
  const path = useListPath("/v1/desk/faqs", ["department", "state"]);
  return (
    <>
      <h1>{t("consultation.faqs")}</h1>
      <ConsultationTabs />
      <div className="filters on-screen">
        <DepartmentFilter />
        <Filter
          name="state"
          label={t("kit.field.state")}
          initial="proposed"
          options={states.map((value) => ({ value, label: words.state("faqs", value) }))}
        />
      </div>
      <RecordList<FaqRow>
        path={path}
        caption={t("consultation.faqs")}
        none={t("consultation.faqsNone")}
        keyOf={({ faqId }) => faqId}
        columns={[
          {
            name: "consultation",
            heading: t("consultation.text"),
            cell: ({ faqId, question }) => <RowLink to={`/staff/faqs/${faqId}`}>{question}</RowLink>,
          },
          {
            name: "item",
            heading: t("consultation.column.about"),
            cell: ({ itemCode }) => itemCode && <ItemName itemCode={itemCode} />,
          },
          {
            name: "since",
            heading: t("consultation.column.due"),
            cell: ({ checkBy, proposedAt }) => day(checkBy ?? proposedAt),
          },
          {
            name: "state",
            heading: t("kit.field.state"),
            cell: ({ state }) => <StateTag record="faqs" state={state} />,
          },
        ]}
      />
      <details className="on-screen">
        <summary>{t("consultation.proposeFaq")}</summary>
        <ProposeFaq onDone={(faqId) => navigate(`/staff/faqs/${faqId}`)} />
      </details>
    </>
  );
}
