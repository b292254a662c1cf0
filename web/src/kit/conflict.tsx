import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useHistory } from "../shared/use-history.ts";
import { type RecordName, recordContract } from "./contracts.ts";
import { useWords } from "./words.ts";

/** The record as it was on the screen when somebody else was faster. */
export type ShownVersion = { version: number; state: string };

type Props = {
  record: RecordName;
  path: string;
  seen: ShownVersion;
  of: ShownVersion;
  /** Whether something that was typed is still there. */
  kept: boolean;
};

/** What happened meanwhile, so that the person decides anew; it takes the focus. */
export function Conflict({ record, path, seen, of, kept }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const alert = useRef<HTMLDivElement>(null);
  const { history } = recordContract(record);
  const steps = useHistory(path, { version: of.version, enabled: history });
  const since = steps.entries.filter(({ version }) => version > seen.version);
  useEffect(() => alert.current?.focus(), []);
  return (
    <div role="alert" tabIndex={-1} className="problem" ref={alert}>
      <p>{t("kit.conflict")}</p>
      {of.state !== seen.state && (
        <p>
          {t("kit.stateChanged", {
            before: words.state(record, seen.state),
            after: words.state(record, of.state),
          })}
        </p>
      )}
      {since.length > 0 && (
        <ul>
          {since.map(({ version, event, by }) => (
            <li key={version}>
              {words.event(record, event)} · {words.role(by.role)}
            </li>
          ))}
        </ul>
      )}
      {kept && <p>{t("kit.stillThere")}</p>}
    </div>
  );
}
