import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import type { InspectionView } from "#shared/examinations/inspections/inspection-api.ts";
import { useNames } from "../../kit/colleagues.ts";
import { FileList } from "../../kit/file-preview.tsx";
import { Due } from "../../kit/parts.tsx";
import { RecordPage } from "../../kit/record-page.tsx";
import { useWords } from "../../kit/words.ts";
import { useDates } from "../../shared/dates.ts";
import { Facts } from "../../shared/facts.tsx";
import { contentOf } from "../../shared/files/content.ts";
import { ItemName } from "../../shared/item-name.tsx";
import { useSession } from "../../sign-in/session.ts";
import { FilesField, OfficerChoice, OfficersField } from "./inspection-fields.tsx";

const isOver = (state: string): boolean => ["passed", "failed", "cancelled"].includes(state);

/** One inspection, from the appointment to its result: officers have it with them on their phones. */
export default function InspectionPage() {
  const { t } = useTranslation();
  const { inspectionId = "" } = useParams();
  const own = useSession()?.id ?? "";
  return (
    <RecordPage<InspectionView>
      record="inspections"
      id={inspectionId}
      back={{ to: "/staff/inspections", text: t("examination.inspections.title") }}
      title={({ itemCode }) => <ItemName itemCode={itemCode} />}
      number={({ caseNumber }) => caseNumber}
      facts={({ dueAt, state }) => !isOver(state) && <Due at={dueAt} late={Date.parse(dueAt) < Date.now()} />}
      acting={({ officers, department }) => ({
        main: ["schedule", "arrive", "record", "pass"],
        confirms: ["arrive"],
        options: {
          schedule: {
            widgets: { officers: OfficersField },
            initial: {
              officers: [
                { account: own, cardNumber: "" },
                { account: "", cardNumber: "" },
              ],
            },
          },
          recuse: {
            widgets: {
              account: (props) => <OfficerChoice {...props} officers={officers} department={department} />,
            },
          },
          record: {
            widgets: { documents: (props) => <FilesField {...props} of="record" /> },
          },
        },
      })}
      aside={(of) => <Findings of={of} />}
    >
      {(of) => <Appointment of={of} />}
    </RecordPage>
  );
}

function Appointment({ of }: { of: InspectionView }) {
  const { t } = useTranslation();
  const { moment } = useDates();
  const nameOf = useNames(of.department);
  const { appointmentAt, officers, visit, startedAt, endedAt, recheckOn, caseNumber } = of;
  return (
    <section className="card" aria-labelledby="appointment">
      <h2 id="appointment">{t("examination.inspections.visit", { visit })}</h2>
      <p className="hint">{t("examination.inspections.whereHint")}</p>
      <p>
        <Link to={`/staff/cases/${caseNumber}`}>{t("examination.inspections.caseAnswers")}</Link>
      </p>
      <Facts
        rows={[
          appointmentAt && [t("examination.inspections.appointment"), moment(appointmentAt)],
          ...officers.map(({ account, cardNumber }, index): [string, string] => [
            t("examination.inspections.officer", { number: index + 1 }),
            [account && nameOf(account), cardNumber].filter(Boolean).join(" · "),
          ]),
          startedAt && [t("examination.inspections.started"), moment(startedAt)],
          endedAt && [t("examination.inspections.ended"), moment(endedAt)],
          recheckOn && [t("examination.inspections.recheckOn"), recheckOn],
        ]}
      />
    </section>
  );
}

function Findings({ of: { checks, signature, documents = [], caseNumber } }: { of: InspectionView }) {
  const { t } = useTranslation();
  const words = useWords();
  if (!checks) return null;
  return (
    <section className="card" aria-labelledby="found">
      <h2 id="found">{t("examination.inspections.found")}</h2>
      <Facts
        rows={[
          ...checks.map(({ item, finding, remark }): [string, string] => [
            item,
            [words.value("finding", finding), remark].filter(Boolean).join(" · "),
          ]),
          signature && [t("examination.inspections.signed"), words.value("by", signature.by)],
          signature?.witnessOf && [t("examination.inspections.witness"), signature.witnessOf],
        ]}
      />
      <FileList
        contentOf={(documentId) => contentOf(documentId, caseNumber)}
        files={documents.map((documentId, index) => ({
          key: documentId,
          name: `${words.field("record", "documents")} ${index + 1}`,
          documentId,
        }))}
      />
    </section>
  );
}
