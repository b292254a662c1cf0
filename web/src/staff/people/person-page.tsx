import { useTranslation } from "react-i18next";
import { useParams } from "wouter";
import type { StaffView } from "#shared/staff/api.ts";
import { RecordPage } from "../../kit/record-page.tsx";
import { useWords } from "../../kit/words.ts";
import { Facts } from "../../shared/facts.tsx";
import { Written } from "../../shared/written.tsx";
import { DepartmentName } from "../department-name.tsx";

/** One colleague: where they work, and whether they still do. */
export default function PersonPage() {
  const { t } = useTranslation();
  const words = useWords();
  const { account = "" } = useParams();
  return (
    <RecordPage<StaffView>
      record="staff"
      id={account}
      back={{ to: "/staff/people", text: t("office.people.title") }}
      title={({ name }) => <Written text={name} />}
      // That somebody leaves is never the expected thing: no step is the main one.
      acting={() => ({ main: [], undo: { deactivate: "reactivate" } })}
    >
      {({ department, roles, firstSeenOn, lastSeenOn, source }) => (
        <section className="card" aria-labelledby="person">
          <h2 id="person">{t("office.people.one")}</h2>
          <Facts
            rows={[
              [
                t("kit.field.department"),
                department ? <DepartmentName key="department" code={department} /> : "—",
              ],
              [t("office.people.roles"), roles.map(words.role).join("; ")],
              [t("office.people.firstSeen"), firstSeenOn ?? t("office.people.never")],
              [t("office.people.lastSeen"), lastSeenOn ?? t("office.people.never")],
              [t("office.people.source"), words.value("source", source)],
            ]}
          />
        </section>
      )}
    </RecordPage>
  );
}
