import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useParams } from "wouter";
import type { WholeConsultation } from "#shared/consultation/api.ts";
import { Thread } from "../../citizen/consultations/thread.tsx";
import { FileList } from "../../kit/file-preview.tsx";
import type { WidgetProps } from "../../kit/form-fields.tsx";
import { Due } from "../../kit/parts.tsx";
import { RecordPage } from "../../kit/record-page.tsx";
import { useWords } from "../../kit/words.ts";
import { useDates } from "../../shared/dates.ts";
import { Facts } from "../../shared/facts.tsx";
import { attachedTo } from "../../shared/files/content.ts";
import { ChoiceField } from "../../shared/form/field.tsx";
import { ItemName } from "../../shared/item-name.tsx";
import { DepartmentName } from "../department-name.tsx";
import { GuidePicker } from "./guide-picker.tsx";
import { ProposeFaq } from "./propose-faq.tsx";

/** One question as the department answers it. */
export default function ConsultationPage() {
  const { t } = useTranslation();
  const { day } = useDates();
  const words = useWords();
  const { consultationId = "" } = useParams();
  return (
    <RecordPage<WholeConsultation>
      record="consultations"
      id={consultationId}
      back={{ to: "/staff/consultations", text: t("consultation.desk") }}
      title={({ itemCode }) => (itemCode ? <ItemName itemCode={itemCode} /> : t("consultation.one"))}
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
                  hint={others.length === 0 ? t("consultation.noOthers") : undefined}
                  error={errors.get(id)}
                  value={String(value ?? "")}
                  onChange={onChange}
                  options={others.map((other) => ({
                    value: other.consultationId,
                    label: `${day(other.askedAt)} · ${other.consultationId}${other.alike ? ` · ${t("consultation.alike")}` : ""}`,
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

function Whole({ of }: { of: WholeConsultation }) {
  const { t } = useTranslation();
  const words = useWords();
  const { department, caseNumber, transfers, level, mergedInto, late } = of;
  const files = of.said.flatMap((one) => one.files);
  return (
    <>
      <section className="card" aria-labelledby="about">
        <h2 id="about">{t("consultation.column.about")}</h2>
        <Facts
          rows={[
            [t("kit.field.department"), <DepartmentName key="department" code={department} />],
            caseNumber && [
              t("consultation.aboutCase"),
              <Link key="case" to={`/staff/cases/${caseNumber}`}>
                {caseNumber}
              </Link>,
            ],
            transfers > 0 && [t("consultation.transfers"), transfers],
            late && [t("consultation.wasLate"), "✓"],
            level && [t("consultation.rated"), words.value("level", level)],
            mergedInto && [
              t("consultation.mergedInto"),
              <Link key="into" to={`/staff/consultations/${mergedInto}`}>
                {mergedInto}
              </Link>,
            ],
          ]}
        />
      </section>
      <Thread said={of.said} itemCode={of.itemCode} />
      {files.length > 0 && (
        <section className="card" aria-labelledby="attached">
          <h2 id="attached">{t("consultation.attach")}</h2>
          <FileList
            contentOf={(documentId) => attachedTo(of.consultationId, documentId)}
            files={files.map((documentId, index) => ({
              key: documentId,
              name: `${t("consultation.attach")} ${index + 1}`,
              documentId,
            }))}
          />
        </section>
      )}
    </>
  );
}

/** What the same person asks beside it, and what can be published of the answer. */
function Others({ of }: { of: WholeConsultation }) {
  const { t } = useTranslation();
  const { day } = useDates();
  const [, navigate] = useLocation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {of.others.length > 0 && (
        <section className="card" aria-labelledby="others">
          <h2 id="others">{t("consultation.others")}</h2>
          <ul className="plain">
            {of.others.map(({ consultationId, askedAt, alike }) => (
              <li key={consultationId}>
                <Link to={`/staff/consultations/${consultationId}`}>{day(askedAt)}</Link>{" "}
                {alike && <span className="tag">{t("consultation.alike")}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {of.answeredAt && (
        <details className="on-screen" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>{t("consultation.proposeFaq")}</summary>
          {isOpen && (
            <ProposeFaq
              fixed={{ fromConsultation: of.consultationId, ...(of.itemCode && { itemCode: of.itemCode }) }}
              onDone={(faqId) => navigate(`/staff/faqs/${faqId}`)}
            />
          )}
        </details>
      )}
    </>
  );
}
