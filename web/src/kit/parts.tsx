import { useTranslation } from "react-i18next";
import { useDates } from "../shared/dates.ts";
import type { RecordName } from "./contracts.ts";
import { useWords } from "./words.ts";

/** A record's state in its lifecycle's words. */
export function StateTag({ record, state, tone = "" }: { record: RecordName; state: string; tone?: string }) {
  const words = useWords();
  return <span className={`tag ${tone}`}>{words.state(record, state)}</span>;
}

/** The day until which it has to be done, and whether that is over. */
export function Due({ at, late }: { at: string; late: boolean }) {
  const { t } = useTranslation();
  const { day } = useDates();
  return (
    <>
      {late && <span className="tag bad">{t("kit.overdue")}</span>}{" "}
      <span className="facts">{t("kit.due", { day: day(at) })}</span>
    </>
  );
}

export function PrintButton() {
  const { t } = useTranslation();
  return (
    <button type="button" className="on-screen" onClick={() => window.print()}>
      {t("kit.print")}
    </button>
  );
}
