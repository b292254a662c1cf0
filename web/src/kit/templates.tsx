import { useTranslation } from "react-i18next";

type Props = { sentences: readonly string[]; onChoose: (words: string) => void };

/** Sentences that are needed again and again; a chosen one may be changed. */
export function Templates({ sentences, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <div className="templates">
      <p className="hint">{t("kit.templatesHint")}</p>
      {sentences.map((words) => (
        <button key={words} type="button" className="quiet" onClick={() => onChoose(words)}>
          {words}
        </button>
      ))}
    </div>
  );
}
