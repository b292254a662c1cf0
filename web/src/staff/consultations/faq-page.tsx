import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import type { FaqView } from "#shared/consultation/faqs/faq-api.ts";
import { useNames } from "../../kit/colleagues.ts";
import { RecordPage } from "../../kit/record-page.tsx";
import { useDates } from "../../shared/dates.ts";
import { Facts } from "../../shared/facts.tsx";
import { ItemName } from "../../shared/item-name.tsx";
import { Written } from "../../shared/written.tsx";

/** One published answer: proposed by one, confirmed by another, checked with each new version of its item. */
export default function FaqPage() {
  const { t } = useTranslation();
  const { faqId = "" } = useParams();
  return (
    <RecordPage<FaqView>
      record="faqs"
      id={faqId}
      back={{ to: "/staff/faqs", text: t("consultation.faqs") }}
      title={({ question }) => <Written text={question} />}
      acting={({ question, answer, questionEn, answerEn }) => ({
        main: ["confirm", "keep"],
        confirms: ["confirm", "keep"],
        options: {
          revise: {
            initial: { question, answer, ...(questionEn && { questionEn }), ...(answerEn && { answerEn }) },
          },
        },
      })}
    >
      {(of) => <Shown of={of} />}
    </RecordPage>
  );
}

function Shown({ of }: { of: FaqView }) {
  const { t } = useTranslation();
  const { day } = useDates();
  const nameOf = useNames(of.department);
  const { answer, questionEn, answerEn, itemCode, itemVersion, fromConsultation, proposedBy, confirmedBy } =
    of;
  return (
    <section className="card" aria-labelledby="answer">
      <h2 id="answer">{t("consultation.said.answered")}</h2>
      <p>
        <Written text={answer} />
      </p>
      {questionEn && <h3 lang="en">{questionEn}</h3>}
      {answerEn && <p lang="en">{answerEn}</p>}
      <Facts
        rows={[
          itemCode && [t("consultation.column.about"), <ItemName key="item" itemCode={itemCode} />],
          itemVersion !== undefined && [t("consultation.itemVersion"), itemVersion],
          [t("consultation.proposedBy"), nameOf(proposedBy)],
          confirmedBy && [t("consultation.confirmedBy"), nameOf(confirmedBy)],
          of.checkBy && [t("consultation.checkBy"), day(of.checkBy)],
          [t("consultation.figure.helped"), of.helped],
          fromConsultation && [
            t("consultation.fromConsultation"),
            <Link key="from" to={`/staff/consultations/${fromConsultation}`}>
              {fromConsultation}
            </Link>,
          ],
        ]}
      />
    </section>
  );
}
