import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { FaqRow } from "#shared/consultation/faqs/faq-api.ts";
import { useListPath } from "../../kit/filters.tsx";
import { StateTag } from "../../kit/parts.tsx";
import { RecordList, RowLink } from "../../kit/record-list.tsx";
import { useDates } from "../../shared/dates.ts";
import { ItemName } from "../../shared/item-name.tsx";
import { ConsultationHead } from "./head.tsx";
import { ProposeFaq } from "./propose-faq.tsx";

const states = ["proposed", "toCheck", "published", "returned", "suspended", "withdrawn"] as const;

/** 常见问题维护. */
export default function FaqsPage() {
  const { t } = useTranslation();
  const { day } = useDates();
  const [, navigate] = useLocation();
  const path = useListPath("/v1/desk/faqs", ["department", "state"]);
  return (
    <>
      <ConsultationHead name="faqs" record="faqs" states={states} />
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
