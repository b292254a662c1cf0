import { useTranslation } from "react-i18next";
import type { CaseSummary } from "../shared/api-types.ts";
import { ItemName } from "../shared/item-name.tsx";

/** One matter, several items (一件事): each handled by its own department at the same time. */
export function Parts({ of: { parts } }: { of: CaseSummary }) {
  const { t } = useTranslation();
  if (!parts) return null;
  return (
    <section className="card" aria-labelledby="parts">
      <h2 id="parts">{t("case.parts")}</h2>
      <ul className="plain">
        {parts.map(({ code, result }) => (
          <li key={code} className="upload">
            <ItemName itemCode={code} />
            <span className="tag">{t(`case.part.${result ?? "open"}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
