import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import type { HearingView } from "#shared/examinations/hearings/hearing-api.ts";
import { useNames } from "../../kit/colleagues.ts";
import { FileList } from "../../kit/file-preview.tsx";
import { Due } from "../../kit/parts.tsx";
import { RecordPage } from "../../kit/record-page.tsx";
import { useWords } from "../../kit/words.ts";
import { useDates } from "../../shared/dates.ts";
import { Facts } from "../../shared/facts.tsx";
import { contentOf } from "../../shared/files/content.ts";
import { ItemName } from "../../shared/item-name.tsx";
import { FilesField } from "./inspection-fields.tsx";

const isOver = (state: string): boolean => ["closed", "lapsed", "withdrawn", "cancelled"].includes(state);

/** One hearing, from the announcement of the right to the signed record. */
export default function HearingPage() {
  const { t } = useTranslation();
  const { hearingId = "" } = useParams();
  return (
    <RecordPage<HearingView>
      record="hearings"
      id={hearingId}
      back={{ to: "/staff/hearings", text: t("examination.hearings.title") }}
      title={({ itemCode }) => <ItemName itemCode={itemCode} />}
      number={({ caseNumber }) => caseNumber}
      facts={({ dueAt, state }) => !isOver(state) && <Due at={dueAt} late={Date.parse(dueAt) < Date.now()} />}
      acting={() => ({
        main: ["schedule", "hold", "close"],
        confirms: ["request", "withdrawRequest"],
        options: {
          close: { widgets: { documents: (props) => <FilesField {...props} of="close" /> } },
        },
      })}
    >
      {(of) => <What of={of} />}
    </RecordPage>
  );
}

function What({ of }: { of: HearingView }) {
  const { t } = useTranslation();
  const words = useWords();
  const { moment, day } = useDates();
  const nameOf = useNames(of.department);
  const { ground, requestBy, holdBy, hearingAt, place, closedTo, chair, present, signatures } = of;
  return (
    <section className="card" aria-labelledby="hearing">
      <h2 id="hearing">{t("examination.hearings.title")}</h2>
      <Facts
        rows={[
          [
            t("examination.case"),
            <Link key="case" to={`/staff/cases/${of.caseNumber}`}>
              {of.caseNumber}
            </Link>,
          ],
          [t("examination.hearings.ground"), words.value("hearingGround", ground)],
          requestBy && [t("examination.hearings.requestBy"), day(requestBy)],
          [t("examination.hearings.requests"), String(of.requests)],
          holdBy && [t("examination.hearings.holdBy"), day(holdBy)],
          hearingAt && [t("examination.hearings.when"), moment(hearingAt)],
          place && [t("examination.hearings.place"), place],
          chair && [t("examination.hearings.chair"), nameOf(chair)],
          present && [
            t("examination.hearings.present"),
            present.map((one) => words.value("present", one)).join("; "),
          ],
          signatures && [t("examination.hearings.signatures"), words.value("signatures", signatures)],
        ]}
      />
      {hearingAt && (
        <p>
          {closedTo
            ? t("examination.hearings.closed", { why: words.value("closedTo", closedTo) })
            : t("examination.hearings.public")}
        </p>
      )}
      {of.objection && <p className="notice">{t("examination.hearings.objected")}</p>}
      <FileList
        contentOf={(documentId) => contentOf(documentId, of.caseNumber)}
        files={(of.documents ?? []).map((documentId, index) => ({
          key: documentId,
          name: `${words.field("close", "documents")} ${index + 1}`,
          documentId,
        }))}
      />
    </section>
  );
}
