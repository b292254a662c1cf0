import { useTranslation } from "react-i18next";
import type { TemplateName } from "./fields.ts";

/** Sentences that are needed again and again; chosen ones may be changed. Applicants read them, so in Chinese. */
export function Templates({ of, onChoose }: { of: TemplateName; onChoose: (words: string) => void }) {
  const { t } = useTranslation();
  const sentences = t(`staff.templates.${of}`, { returnObjects: true });
  return (
    <div className="templates">
      <p className="hint">{t("staff.templatesHint")}</p>
      {Object.entries(sentences).map(([name, words]) => (
        <button key={name} type="button" className="quiet" onClick={() => onChoose(words)}>
          {words}
        </button>
      ))}
    </div>
  );
}
