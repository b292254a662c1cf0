import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Case } from "../shared/api-types.ts";
import { ItemName } from "../shared/item-name.tsx";

type Part = NonNullable<Case["parts"]>[number];

/** One matter, several items (一件事): each handled by its own department, at the same time or after another. */
export function Parts({ of: { parts, partRemedies = [] }, base }: { of: Case; base: string }) {
  const { t } = useTranslation();
  if (!parts) return null;
  const awaited = ({ after = [], result }: Part): Part[] =>
    result && result !== "blocked"
      ? []
      : after.flatMap((place) => parts[place] ?? []).filter((one) => one.result !== "approved");
  return (
    <section className="card" aria-labelledby="parts">
      <h2 id="parts">{t("case.parts")}</h2>
      <ul className="plain">
        {parts.map((part) => {
          const waits = awaited(part);
          const state = part.result ?? (waits.length > 0 ? "waits" : "open");
          return (
            <li key={part.code} className="upload">
              <span>
                <ItemName itemCode={part.code} />
                {waits.map(({ code }) => (
                  <span key={code} className="facts">
                    {t(part.result ? "case.blockedBy" : "case.waitsForPart")} <ItemName itemCode={code} />
                  </span>
                ))}
                {partRemedies
                  .filter(({ code }) => code === part.code)
                  .map(({ caseNumber, remedy }) => (
                    <span key={caseNumber} className="facts">
                      {t(`case.remedy.kind.${remedy.kind}`)}
                      {" · "}
                      {remedy.outcome ? t(`case.remedy.outcome.${remedy.outcome}`) : t("case.remedy.open")}{" "}
                      <Link to={`${base}/${caseNumber}`}>{caseNumber}</Link>
                    </span>
                  ))}
              </span>
              <span className="tag">{t(`case.part.${state}`)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
