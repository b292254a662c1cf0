import { useTranslation } from "react-i18next";
import type { ActorRole } from "#shared/kernel/lifecycle/lifecycle.ts";
import { isStaff } from "../kit/colleagues.ts";
import type { CaseHistoryEntry, Department, Page } from "../shared/api-types.ts";
import { useDates } from "../shared/dates.ts";
import { LoadMore, QueryView } from "../shared/query-view.tsx";
import { useHistory } from "../shared/use-history.ts";
import { useRead, useText } from "../shared/use-read.ts";
import { Written } from "../shared/written.tsx";
import { ExaminationStep } from "./examination-step.tsx";
import { eventLabel } from "./labels.ts";
import { RemedyStep } from "./remedy.tsx";
import "./case.css";

/** What happened to a case, the newest last, as its history has it; read again until it has the case's version. */
export function Timeline({
  caseNumber,
  version,
  colleague,
}: {
  caseNumber: string;
  version: number;
  /** For colleagues: who of them it was. The applicant sees which part of the office. */
  colleague?: (account: string) => string;
}) {
  const { t } = useTranslation();
  const text = useText();
  const { moment, day } = useDates();
  const { query, entries } = useHistory<CaseHistoryEntry>(`/v1/cases/${caseNumber}`, { version });
  const departments = useRead<Page<Department>>("/v1/departments");
  const nameOf = (code: string): string => {
    const found = departments.data?.items.find((department) => department.code === code);
    return found ? text(found.name) : code;
  };
  return (
    <QueryView query={query}>
      {() => (
        <>
          <ol className="timeline">
            {entries.map((entry) => (
              <li key={entry.version}>
                <strong>{text(eventLabel(entry))}</strong>
                <span className="facts">
                  <time dateTime={entry.at}>{moment(entry.at)}</time> ·{" "}
                  {t(`case.by.${entry.by.role as ActorRole}`)}
                  {colleague && isStaff(entry.by.role) && (
                    <>
                      {" · "}
                      <Written text={colleague(entry.by.id)} />
                    </>
                  )}
                </span>
                {entry.words && (
                  <p>
                    <Written text={entry.words} />
                  </p>
                )}
                {entry.digest && <p className="hint">{t("kit.wordsGone")}</p>}
                {entry.details?.assistance?.codeReason && (
                  <p>
                    <Written text={t("case.codeReason", { reason: entry.details.assistance.codeReason })} />
                  </p>
                )}
                {entry.details?.answerBy && <p>{t("case.answerBy", { day: day(entry.details.answerBy) })}</p>}
                {entry.details?.refusal && <Refusal of={entry.details.refusal} />}
                {entry.details?.fileNumber && (
                  <p>
                    <Written text={t("case.fileNumber", { number: entry.details.fileNumber })} />
                  </p>
                )}
                {entry.details?.upperDecision && (
                  <p>
                    {t("case.upperDecision", {
                      result: t(`case.upperResult.${entry.details.upperDecision.result}`),
                      number: entry.details.upperDecision.number,
                      day: entry.details.upperDecision.decidedOn,
                    })}
                  </p>
                )}
                {entry.details?.correction && (
                  <p>
                    <Written text={t("case.correction", { ...entry.details.correction })} />
                  </p>
                )}
                {entry.details && <RemedyStep of={entry.details} />}
                {entry.details?.examination && <ExaminationStep of={entry.details.examination} />}
                {entry.details?.opinion && (
                  <p>
                    {nameOf(entry.details.opinion.department)}: <Written text={entry.details.opinion.text} />
                  </p>
                )}
              </li>
            ))}
          </ol>
          <LoadMore query={query} />
        </>
      )}
    </QueryView>
  );
}

type Details = NonNullable<CaseHistoryEntry["details"]>;

/** Why an application was not taken, and who is competent instead. */
function Refusal({ of: { kind, basis, rightBody } }: { of: NonNullable<Details["refusal"]> }) {
  const { t } = useTranslation();
  return (
    <p>
      {t(`case.refusal.${kind}`)} {t("case.basis", { basis })}
      {rightBody && (
        <>
          {" "}
          {t("case.rightBody", { name: rightBody.name, address: rightBody.address })}
          {rightBody.item && ` ${t("case.rightItem", { item: rightBody.item })}`}
        </>
      )}
    </p>
  );
}
