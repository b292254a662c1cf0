import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import type { ServiceView } from "#shared/notices/service/api.ts";
import { Due } from "../../kit/parts.tsx";
import { RecordPage } from "../../kit/record-page.tsx";
import { useWords } from "../../kit/words.ts";
import { useDates } from "../../shared/dates.ts";
import { Facts } from "../../shared/facts.tsx";
import { ItemName } from "../../shared/item-name.tsx";

const tasks: readonly string[] = ["toPost", "undelivered", "callDue"];

/** The service of one document. Number and address of whom it is for are shown with their case, for a reason on record. */
export default function ServicePage() {
  const { t } = useTranslation();
  const words = useWords();
  const { moment } = useDates();
  const { serviceId = "" } = useParams();
  return (
    <RecordPage<ServiceView>
      record="document-services"
      id={serviceId}
      back={{ to: "/staff/services", text: t("office.services.title") }}
      title={({ itemCode }) => <ItemName itemCode={itemCode} />}
      facts={({ dueAt, state }) => tasks.includes(state) && <Due at={dueAt} late={false} />}
      acting={() => ({ main: ["post", "recordCall"], confirms: ["post"] })}
    >
      {(of) => (
        <section className="card" aria-labelledby="served">
          <h2 id="served">{t(`office.services.document.${of.document}`)}</h2>
          <Facts
            rows={[
              [
                t("office.case"),
                <Link key="case" to={`/staff/cases/${of.caseNumber}`}>
                  {of.caseNumber}
                </Link>,
              ],
              of.way && [t("office.services.way"), words.value("way", of.way)],
              of.servedAt !== undefined && [t("office.services.servedAt"), moment(of.servedAt)],
              of.consent && [t("office.services.consent"), moment(of.consent.since)],
              of.readAt !== undefined && [t("office.services.readAt"), moment(of.readAt)],
              ...(of.calls ?? []).map(
                ({ at, outcome }) =>
                  [t("office.services.call"), `${moment(at)} · ${words.value("outcome", outcome)}`] as [
                    string,
                    string,
                  ],
              ),
            ]}
          />
          {of.state === "callDue" && <p className="hint">{t("office.services.callHint")}</p>}
          {of.state === "toPost" && <p className="hint">{t("office.services.postHint")}</p>}
          {of.state === "undelivered" && <p className="hint">{t("office.services.otherwiseHint")}</p>}
        </section>
      )}
    </RecordPage>
  );
}
