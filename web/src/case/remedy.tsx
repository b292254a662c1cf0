import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Case, CaseHistoryEntry } from "../shared/api-types.ts";

/** What became of a decision in a reconsideration or lawsuit, with the case in which it is made anew. */
export function Remedy({ of, base }: { of: Case; base: string }) {
  const { t } = useTranslation();
  const { remedy, anewFor } = of;
  if (!remedy && !anewFor) return null;
  return (
    <section className="card" aria-labelledby="remedy">
      <h2 id="remedy">{t("case.remedy.title")}</h2>
      {remedy && (
        <p>
          {t(`case.remedy.kind.${remedy.kind}`)}{" "}
          <span className="tag">
            {remedy.outcome ? t(`case.remedy.outcome.${remedy.outcome}`) : t("case.remedy.open")}
          </span>{" "}
          {remedy.carriedOut && <span className="facts">{t("case.remedy.over")}</span>}
        </p>
      )}
      {remedy?.anew && (
        <p>
          {t("case.remedy.anew")} <Link to={`${base}/${remedy.anew}`}>{remedy.anew}</Link>
        </p>
      )}
      {anewFor && (
        <p>
          {t("case.remedy.anewFor")} <Link to={`${base}/${anewFor}`}>{anewFor}</Link>
        </p>
      )}
    </section>
  );
}

/** What a step of the history says of it. */
export function RemedyStep({
  of: { remedy, remedyOutcome },
}: {
  of: NonNullable<CaseHistoryEntry["details"]>;
}) {
  const { t } = useTranslation();
  return (
    <>
      {remedy && (
        <p>
          {t("case.remedy.received", {
            kind: t(`case.remedy.kind.${remedy.kind}`),
            organ: remedy.organ,
            number: remedy.number,
            day: remedy.receivedOn,
          })}
        </p>
      )}
      {remedyOutcome && (
        <p>
          {t("case.remedy.ended", {
            outcome: t(`case.remedy.outcome.${remedyOutcome.outcome}`),
            number: remedyOutcome.number,
            day: remedyOutcome.decidedOn,
          })}
        </p>
      )}
    </>
  );
}
