import { useTranslation } from "react-i18next";
import type { Warnings } from "./submission.ts";

/** Which characters official documents cannot print, and what stands there instead: nothing is refused for it. */
export function PrintWarnings({ warnings }: { warnings: Warnings }) {
  const { t } = useTranslation();
  if (warnings.length === 0) return null;
  return (
    <section className="card asked" role="status">
      <h2>{t("laterSteps.unprinted")}</h2>
      <ul>
        {warnings.map(({ path, message }) => (
          <li key={path}>{message}</li>
        ))}
      </ul>
    </section>
  );
}
