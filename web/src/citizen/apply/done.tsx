import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Item } from "../../shared/api-types.ts";
import { useDates } from "../../shared/dates.ts";
import { useText } from "../../shared/use-read.ts";
import { useSession } from "../../sign-in/session.ts";
import { PrintWarnings } from "./print-warnings.tsx";
import type { Submitted } from "./submission.ts";
import { useVisit } from "./visit.ts";

export function Done({ item, submitted }: { item: Item; submitted: Submitted }) {
  const { t } = useTranslation();
  const text = useText();
  const { day } = useDates();
  const { visit } = useVisit();
  const session = useSession();
  const isClerk = session?.role === "clerk";
  // Another department's cases are not for this clerk's eyes, even those that they opened.
  const maySee = !isClerk || session.department === item.department;
  const { caseNumber, dueAt, warnings = [] } = submitted;
  return (
    <section className="panel">
      <h1>
        <span aria-hidden="true">✓ </span>
        {t("apply.done")}
      </h1>
      <p>{text(item.name)}</p>
      <p>
        {t("apply.number")} <strong className="number">{caseNumber}</strong>
      </p>
      {dueAt && (
        <p>
          {t(submitted.state === "awaitingParties" ? "apply.confirmBy" : "apply.acceptanceBy", {
            day: day(dueAt),
          })}
        </p>
      )}
      <PrintWarnings warnings={warnings} />
      <div className="buttons on-screen">
        {maySee && (
          <Link className="button primary" to={`${isClerk ? "/staff" : ""}/cases/${caseNumber}`}>
            {t("apply.follow")}
          </Link>
        )}
        {visit && (
          <Link className="button" to="/staff/window">
            {t("apply.visit")}
          </Link>
        )}
        <button type="button" onClick={() => window.print()}>
          {t("apply.print")}
        </button>
      </div>
    </section>
  );
}
