import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Invitation } from "../../shared/api-types.ts";
import { useDates } from "../../shared/dates.ts";
import { ItemName } from "../../shared/item-name.tsx";
import { useRead } from "../../shared/use-read.ts";
import { useSession } from "../../sign-in/session.ts";

/** What others filed together with this person: first what waits for their word. */
export function Invitations() {
  const { t } = useTranslation();
  const { day } = useDates();
  const isVerified = useSession()?.identity !== undefined;
  const { data } = useRead<{ items: Invitation[] }>("/v1/invitations", { enabled: isVerified });
  const shown = (data?.items ?? []).filter(({ answer }) => answer !== "none");
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations">{t("case.invitations")}</h2>
      <ul className="items">
        {shown.map(({ caseNumber, itemCode, itemVersion, answer, applicant, confirmBy }) => (
          <li key={caseNumber}>
            <Link to={answer === "awaited" ? `/invitations/${caseNumber}` : `/cases/${caseNumber}`}>
              <ItemName itemCode={itemCode} version={itemVersion} />
            </Link>
            <span className="tags">
              <span className={answer === "awaited" ? "tag asked" : "tag"}>
                {t(answer === "awaited" ? "case.confirmNow" : "case.hasConfirmed")}
              </span>
            </span>
            <span className="facts">
              {t("case.filedBy", { name: applicant.name })}
              {confirmBy && ` · ${t("case.confirmBy", { day: day(confirmBy) })}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
