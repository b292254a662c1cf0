import { useTranslation } from "react-i18next";
import type { Case, Item } from "../shared/api-types.ts";
import { Written } from "../shared/written.tsx";
import { useMaterialName } from "./content.tsx";

/** What the applicant does not have to bring because an office holds it: what was looked up, and what still is to be. */
export function LookUps({ of, item }: { of: Case; item: Item }) {
  const { t } = useTranslation();
  const name = useMaterialName(item);
  const { lookUps = [], lookedUp = [] } = of;
  if (lookUps.length + lookedUp.length === 0) return null;
  return (
    <section className="card" aria-labelledby="look-ups">
      <h2 id="look-ups">{t("case.lookUp.title")}</h2>
      <ul className="plain">
        {lookUps.map((materialId) => (
          <li key={materialId} className="upload">
            <span>{name(materialId)}</span>
            <span className="tag">{t("case.lookUp.owed")}</span>
          </li>
        ))}
        {lookedUp.map(({ materialId, source, result, lookedUpOn, number, reason }) => (
          <li key={materialId} className="upload">
            <span>
              {name(materialId)}
              <span className="facts">
                <Written
                  text={[source, lookedUpOn, number, reason].filter((one) => one !== undefined).join(" · ")}
                />
              </span>
            </span>
            <span className="tag">{t(`case.lookUp.${result}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
