import { useTranslation } from "react-i18next";

/** Sentences that are needed again and again; chosen ones may be changed. They are told to applicants, so in Chinese. */
export function Templates({ of, onChoose }: { of: string; onChoose: (words: string) => void }) {
  const { t } = useTranslation();
  const sentences = t(`staff.templates.${of}`, { returnObjects: true }) as Record<string, string>;
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
