import { useTranslation } from "react-i18next";
import { useParams } from "wouter";
import type { RepresentationView } from "#shared/representations/api.ts";
import { RecordPage } from "../../kit/record-page.tsx";
import { useWords } from "../../kit/words.ts";
import { Facts } from "../../shared/facts.tsx";
import { Written } from "../../shared/written.tsx";

/** One guardianship: who asks for whom, masked; the clerk types from the original what is not shown here. */
export default function GuardianshipPage() {
  const { t } = useTranslation();
  const words = useWords();
  const { representationId = "" } = useParams();
  return (
    <RecordPage<RepresentationView>
      record="representations"
      id={representationId}
      back={{ to: "/staff/representations", text: t("representation.desk") }}
      title={({ agent, principal }) => <Written text={`${agent.name} · ${principal.name}`} />}
      acting={() => ({ main: ["approve"], confirms: ["refuse", "end"] })}
    >
      {({ agent, principal, until, evidence }) => (
        <section className="card" aria-labelledby="guardianship">
          <h2 id="guardianship">{t("representation.kind.guardian")}</h2>
          <Facts
            rows={[
              [t("representation.guardian"), `${agent.name} · ${agent.idNumber}`],
              [t("representation.ward"), `${principal.name} · ${principal.idNumber}`],
              [t("representation.until"), until ?? t("representation.noEnd")],
              evidence && [t("kit.field.evidence"), words.value("evidence", evidence)],
            ]}
          />
          <p className="hint">{t("representation.originalHint")}</p>
        </section>
      )}
    </RecordPage>
  );
}
