import { useTranslation } from "react-i18next";
import { useDates } from "../shared/dates.ts";
import { LoadMore, QueryView } from "../shared/query-view.tsx";
import { useHistory } from "../shared/use-history.ts";
import { Written } from "../shared/written.tsx";
import { useSession } from "../sign-in/session.ts";
import { isStaff, useNames } from "./colleagues.ts";
import type { RecordName } from "./contracts.ts";
import { useWords } from "./words.ts";
import "../case/case.css";

type Props = {
  record: RecordName;
  path: string;
  version: number;
  /** Whose people the names are looked up among; one's own when left out. */
  department?: string | undefined;
};

/** What happened to a record, the newest last, as its history has it; read again after each step. */
export function Timeline({ record, path, version, department }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const { moment } = useDates();
  const own = useSession()?.id;
  const names = useNames(department);
  const nameOf = (account: string) => (account === own ? t("kit.you") : names(account));
  const { query, entries } = useHistory(path, { version });
  return (
    <section className="card" aria-labelledby="history">
      <h2 id="history">{t("kit.history")}</h2>
      <QueryView query={query}>
        {() => (
          <>
            <ol className="timeline">
              {entries.map((entry) => (
                <li key={entry.version}>
                  <strong>{words.event(record, entry.event)}</strong>
                  <span className="facts">
                    <time dateTime={entry.at}>{moment(entry.at)}</time> · {words.role(entry.by.role)}
                    {isStaff(entry.by.role) && (
                      <>
                        {" · "}
                        <Written text={nameOf(entry.by.id)} />
                      </>
                    )}
                  </span>
                  {entry.words && (
                    <p>
                      <Written text={entry.words} />
                    </p>
                  )}
                  {entry.digest && <p className="hint">{t("kit.wordsGone")}</p>}
                </li>
              ))}
            </ol>
            <LoadMore query={query} />
          </>
        )}
      </QueryView>
    </section>
  );
}
