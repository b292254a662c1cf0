import { useTranslation } from "react-i18next";
import type { SaidView } from "#shared/consultation/api.ts";
import { useDates } from "../../shared/dates.ts";
import { ItemName } from "../../shared/item-name.tsx";
import { Written } from "../../shared/written.tsx";

/** What was asked and answered, the oldest first, each with who said it and when. */
export function Thread({ said, itemCode }: { said: readonly SaidView[]; itemCode?: string | undefined }) {
  const { t } = useTranslation();
  const { moment } = useDates();
  return (
    <ol className="plain" aria-label={t("consultation.thread")}>
      {said.map(({ kind, text, cites, writtenAt, files }) => {
        const of = cites?.itemCode ?? itemCode;
        return (
          <li key={`${kind} ${writtenAt}`} className="card">
            <h2>{t(`consultation.said.${kind}`)}</h2>
            <p className="facts">{moment(writtenAt)}</p>
            {text.split("\n").map((paragraph, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a text that was written does not change
              <p key={index}>
                <Written text={paragraph} />
              </p>
            ))}
            {files.length > 0 && <p className="facts">{t("consultation.files", { count: files.length })}</p>}
            {cites && (
              <p className="facts">
                {t("consultation.cites")} {of && <ItemName itemCode={of} />} ·{" "}
                {t(`consultation.part.${cites.part}`)}
                {cites.number !== undefined && ` (${cites.number})`}
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}
