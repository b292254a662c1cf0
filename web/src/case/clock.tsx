import { useTranslation } from "react-i18next";
import type { CaseSummary } from "../shared/api-types.ts";
import { useDates } from "../shared/dates.ts";
import "./case.css";

/** The legal clock in plain words (第 3 个工作日，共 20 个), with the day on which it ends. */
export function Clock({ of: { progress, dueAt, clock } }: { of: CaseSummary }) {
  const { t } = useTranslation();
  const { day } = useDates();
  if (!progress) return null;
  const { phase, standing, of, unit, promised } = progress;
  const late = progress.day > of;
  const words =
    standing === "originals"
      ? t("case.clock.originals")
      : progress.day === 0
        ? t(`case.clock.${unit}Zero`, { count: of })
        : late
          ? t(`case.clock.${unit}Late`, { count: progress.day - of })
          : t(`case.clock.${unit}`, { number: progress.day, count: of });
  const both: ["promisedDue" | "legalDue", string | undefined][] = [
    ["promisedDue", clock.promisedDueAt],
    ["legalDue", clock.dueAt],
  ];
  const dates =
    phase === "decision"
      ? both.flatMap(([name, end]) => (end ? [t(`case.clock.${name}`, { day: day(end) })] : []))
      : dueAt
        ? [t("case.clock.due", { day: day(dueAt) })]
        : [];
  return (
    <section className={late ? "card clock late" : "card clock"} aria-labelledby="clock">
      <h2 id="clock">{t(`case.clock.${phase}`)}</h2>
      <p className="big">{words}</p>
      {!standing && !late && <progress value={progress.day} max={of} aria-label={words} />}
      {standing === "suspended" && <p>{t("case.clock.suspended")}</p>}
      {!standing &&
        dates.map((words) => (
          <p key={words}>
            {words}
            {clock.provisional && ` ${t("case.clock.provisional")}`}
          </p>
        ))}
      {promised !== undefined && promised < of && <p>{t("case.clock.promised", { count: promised })}</p>}
    </section>
  );
}
