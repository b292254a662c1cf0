import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import type * as z from "zod";
import type { getLicence } from "#shared/licences/api.ts";
import { RecordPage } from "../kit/record-page.tsx";
import { useDates } from "../shared/dates.ts";
import { Facts } from "../shared/facts.tsx";
import { useText } from "../shared/use-read.ts";

type Licence = z.output<(typeof getLicence)["answers"][200]["schema"]>;

/** One licence as the issuing office sees it: whose it is, masked, and what becomes of it. */
export default function LicencePage() {
  const { t } = useTranslation();
  const text = useText();
  const { day } = useDates();
  const { licenceId = "" } = useParams();
  return (
    <RecordPage<Licence>
      record="licences"
      id={licenceId}
      back={{ to: "/staff/licences", text: t("office.licences.title") }}
      title={({ type }) => text(type.name)}
      // What is done to a licence is never the expected thing: no step is the main one.
      acting={() => ({ main: [], undo: { seize: "reinstate" } })}
    >
      {(of) => (
        <section className="card" aria-labelledby="licence">
          <h2 id="licence">{t("office.licences.one")}</h2>
          <Facts
            rows={[
              [
                t("office.licences.number"),
                <span key="number" className="number">
                  {of.number}
                </span>,
              ],
              [t("office.licences.holder"), of.holder.name],
              [t("kit.field.idNumber"), of.holder.idNumber],
              [t("office.licences.validFrom"), day(of.validFrom)],
              [t("office.licences.validTo"), of.validTo ? day(of.validTo) : t("office.licences.unlimited")],
              [
                t("office.case"),
                <Link key="case" to={`/staff/cases/${of.caseNumber}`}>
                  {of.caseNumber}
                </Link>,
              ],
              [
                t("office.licences.identifier"),
                <span key="identifier" className="number">
                  {of.identifier}
                </span>,
              ],
            ]}
          />
        </section>
      )}
    </RecordPage>
  );
}
