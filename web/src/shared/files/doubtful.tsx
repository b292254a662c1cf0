import type { ChangeEvent } from "react";
import { useTranslation } from "react-i18next";
import { Written } from "../written.tsx";
import type { Doubt } from "./legibility.ts";

type Props = { name: string; doubt: Doubt; onAgain: (file: File) => void; onUse: () => void };

/** A photograph that was sent and may not be legible: once more, or as it is. */
export function Doubtful({ name, doubt, onAgain, onUse }: Props) {
  const { t } = useTranslation();
  const again = (event: ChangeEvent<HTMLInputElement>): void => {
    const [file] = event.target.files ?? [];
    if (file) onAgain(file);
  };
  return (
    <div role="status" className="problem">
      <p>
        <Written text={t(`files.${doubt}`, { name })} />
      </p>
      <div className="buttons">
        <label className="button">
          {t("files.again")}
          <span className="unseen"> {name}</span>
          <input
            className="unseen"
            type="file"
            accept="image/jpeg,image/png"
            capture="environment"
            onChange={again}
          />
        </label>
        <button type="button" onClick={onUse}>
          {t("files.useAnyway")}
        </button>
      </div>
    </div>
  );
}
