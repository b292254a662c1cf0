import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useParams } from "wouter";
import type { WholeQuestion } from "#shared/consultation/api.ts";
import { Thread } from "../../citizen/questions/thread.tsx";
import type { WidgetProps } from "../../kit/form-fields.tsx";
import { Due } from "../../kit/parts.tsx";
import { RecordPage } from "../../kit/record-page.tsx";
import { useWords } from "../../kit/words.ts";
import { useDates } from "../../shared/dates.ts";
import { Facts } from "../../shared/facts.tsx";
import { ChoiceField } from "../../shared/form/field.tsx";
import { ItemName } from "../../shared/item-name.tsx";
import { DepartmentName } from "../department-name.tsx";
import { GuidePicker } from "./guide-picker.tsx";
import { ProposeFaq } from "./propose-faq.tsx";

/** One question as the department answers it. */
export default function QuestionPage() {
  const { t } = useTranslation();
  const { day } = useDates();
  const words = useWords();
  const { questionId = "" } = useParams();
  return (
    <RecordPage<WholeQuestion>
      record="questions"
      id={questionId}
      back={{ to: "/staff/questions", text: t("question.desk") }}
      title={({ itemCode }) => (itemCode ? <ItemName itemCode={itemCode} /> : t("question.one"))}
      facts={({ dueAt, overdue, state }) =>
        dueAt && (state === "asked" || state === "answering") && <Due at={dueAt} late={overdue} />
      }
      acting={({ itemCode, others }) => ({
        main: ["take", "answer"],
        confirms: ["redirect"],
        options: {
          ...(itemCode && {
            answer: {
              widgets: { cites: (props: WidgetProps) => <GuidePicker {...props} itemCode={itemCode} /> },
            },
          }),
          merge: {
            widgets: {
              into: ({ id, value, errors, onChange }) => (
                <ChoiceField
                  id={id}
                  label={words.field("merge", "into")}
                  hint={others.length === 0 ? t("question.noOthers") : undefined}
                  error={errors.get(id)}
                  value={String(value ?? "")}
                  onChange={onChange}
                  options={others.map((other) => ({
                    value: other.questionId,
                    label: `${day(other.askedAt)} · ${other.questionId}${other.alike ? ` · ${t("question.alike")}` : ""}`,
                  }))}
                />
              ),
            },
          },
        },
      })}
      aside={(of) => <Others of={of} />}
    >
      {(of) => <Whole of={of} />}
    </RecordPage>
  );
}

function Whole({ of }: { of: WholeQuestion }) {
  const { t } = useTranslation();
  const words = useWords();
  const { department, caseNumber, transfers, level, mergedInto, late } = of;
  return (
    <>
      <section className="card" aria-labelledby="about">
        <h2 id="about">{t("question.column.about")}</h2>
        <Facts
          rows={[
            [t("kit.field.department"), <DepartmentName key="department" code={department} />],
            caseNumber && [
              t("question.aboutCase"),
              <Link key="case" to={`/staff/cases/${caseNumber}`}>
                {caseNumber}
              </Link>,
            ],
            transfers > 0 && [t("question.transfers"), transfers],
            late && [t("question.wasLate"), "✓"],
            level && [t("question.rated"), words.value("level", level)],
            mergedInto && [
              t("question.mergedInto"),
              <Link key="into" to={`/staff/questions/${mergedInto}`}>
                {mergedInto}
              </Link>,
            ],
          ]}
        />
      </section>
      <Thread said={of.said} itemCode={of.itemCode} />
    </>
  );
}

/** What the same person asks beside it, and what can be published of the answer. */
function Others({ of }: { of: WholeQuestion }) {
  const { t } = useTranslation();
  const { day } = useDates();
  const [, navigate] = useLocation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {of.others.length > 0 && (
        <section className="card" aria-labelledby="others">
          <h2 id="others">{t("question.others")}</h2>
          <ul className="plain">
            {of.others.map(({ questionId, askedAt, alike }) => (
              <li key={questionId}>
                <Link to={`/staff/questions/${questionId}`}>{day(askedAt)}</Link>{" "}
                {alike && <span className="tag">{t("question.alike")}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {of.answeredAt && (
        <details className="on-screen" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>{t("question.proposeFaq")}</summary>
          {isOpen && (
            <ProposeFaq
              fixed={{ fromQuestion: of.questionId, ...(of.itemCode && { itemCode: of.itemCode }) }}
              onDone={(faqId) => navigate(`/staff/faqs/${faqId}`)}
            />
          )}
        </details>
      )}
    </>
  );
}
