import { useTranslation } from "react-i18next";
import { CallForm } from "../kit/call-form.tsx";
import { call } from "../shared/api.ts";
import type { Case } from "../shared/api-types.ts";

/** Somebody else handles the case: what was handed in is shown for a reason that the applicant can read. */
export function OpenContent({ of }: { of: Case }) {
  const { t } = useTranslation();
  return (
    <section className="card on-screen" aria-labelledby="open-content">
      <h2 id="open-content">{t("staff.notYours")}</h2>
      <p className="hint">{t("staff.openHint")}</p>
      <CallForm
        name="POST /v1/cases/{caseNumber}/openings"
        words="openContent"
        secondary
        send={(body) => call("POST", `/v1/cases/${of.caseNumber}/openings`, { body })}
        onDone={() => undefined}
      />
    </section>
  );
}
