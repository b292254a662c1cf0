import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import type * as z from "zod";
import type { getCommitment } from "#shared/commitments/api.ts";
import { Due } from "../../kit/parts.tsx";
import { RecordPage } from "../../kit/record-page.tsx";
import { useWords } from "../../kit/words.ts";
import { useDates } from "../../shared/dates.ts";
import { Facts } from "../../shared/facts.tsx";
import { ItemName } from "../../shared/item-name.tsx";

type Commitment = z.output<(typeof getCommitment)["answers"][200]["schema"]>;

/** One decision that relied on a commitment, and what the check found. */
export default function CommitmentPage() {
  const { t } = useTranslation();
  const words = useWords();
  const { moment } = useDates();
  const { caseNumber = "" } = useParams();
  return (
    <RecordPage<Commitment>
      record="commitments"
      id={caseNumber}
      back={{ to: "/staff/commitments", text: t("office.commitments.title") }}
      title={({ itemCode }) => <ItemName itemCode={itemCode} />}
      facts={({ dueAt, overdue, state }) =>
        ["toCheck", "rectifying", "untrue"].includes(state) && <Due at={dueAt} late={overdue} />
      }
      acting={() => ({ main: ["confirm", "orderRectification", "findUntrue"] })}
    >
      {(of) => (
        <section className="card" aria-labelledby="committed">
          <h2 id="committed">{t("office.commitments.one")}</h2>
          <Facts
            rows={[
              [
                t("office.case"),
                <Link key="case" to={`/staff/cases/${of.caseNumber}`}>
                  {of.caseNumber}
                </Link>,
              ],
              [t("office.commitments.materials"), of.materials.join(", ")],
              [t("office.commitments.decidedAt"), moment(of.decidedAt)],
              of.way && [t("kit.field.way"), words.value("way", of.way)],
              of.checkedAt !== undefined && [t("office.commitments.checkedAt"), moment(of.checkedAt)],
              of.ground && [t("kit.field.ground"), words.value("ground", of.ground)],
              of.revokedAt !== undefined && [t("office.commitments.revokedAt"), moment(of.revokedAt)],
              of.repairedAt !== undefined && [t("office.commitments.repairedAt"), moment(of.repairedAt)],
            ]}
          />
        </section>
      )}
    </RecordPage>
  );
}
