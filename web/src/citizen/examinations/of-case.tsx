import { useTranslation } from "react-i18next";
import type { HearingView } from "#shared/examinations/hearings/hearing-api.ts";
import type { InspectionView } from "#shared/examinations/inspections/inspection-api.ts";
import { ActionPanel } from "../../kit/action-panel.tsx";
import { StateTag } from "../../kit/parts.tsx";
import { useWords } from "../../kit/words.ts";
import type { Case, Page } from "../../shared/api-types.ts";
import { useDates } from "../../shared/dates.ts";
import { Facts } from "../../shared/facts.tsx";
import { useRead } from "../../shared/use-read.ts";

/** The appointments and hearings of one's own case, with what can be done about them. */
export function MyExaminations({ of: { caseNumber, examinations } }: { of: Case }) {
  const enabled = { enabled: examinations !== undefined };
  const inspections = useRead<Page<InspectionView>>(`/v1/inspections?caseNumber=${caseNumber}`, enabled);
  const hearings = useRead<Page<HearingView>>(`/v1/hearings?caseNumber=${caseNumber}`, enabled);
  return (
    <>
      {inspections.data?.items.map((one) => (
        <Inspection key={one.inspectionId} of={one} />
      ))}
      {hearings.data?.items.map((one) => (
        <Hearing key={one.hearingId} of={one} />
      ))}
    </>
  );
}

function Inspection({ of }: { of: InspectionView }) {
  const { t } = useTranslation();
  const words = useWords();
  const { moment } = useDates();
  const { inspectionId, appointmentAt, officers, checks, recheckOn } = of;
  return (
    <section className="card" aria-labelledby={inspectionId}>
      <h2 id={inspectionId}>{t("examination.inspections.title")}</h2>
      <p>
        <StateTag record="inspections" state={of.state} />
      </p>
      <Facts
        rows={[
          appointmentAt && [t("examination.inspections.appointment"), moment(appointmentAt)],
          officers.length > 0 && [
            words.field("schedule", "cardNumber"),
            officers.map(({ cardNumber }) => cardNumber).join("; "),
          ],
          recheckOn && [t("examination.inspections.recheckOn"), recheckOn],
          ...(checks ?? []).map(({ item, finding, remark }): [string, string] => [
            item,
            [words.value("finding", finding), remark].filter(Boolean).join(" · "),
          ]),
        ]}
      />
      {of.allowedActions.length > 0 && (
        <ActionPanel record="inspections" path={`/v1/inspections/${inspectionId}`} of={of} />
      )}
    </section>
  );
}

function Hearing({ of }: { of: HearingView }) {
  const { t } = useTranslation();
  const words = useWords();
  const { moment, day } = useDates();
  const { hearingId, requestBy, hearingAt, place, closedTo, requestedByApplicant } = of;
  return (
    <section className="card" aria-labelledby={hearingId}>
      <h2 id={hearingId}>{t("examination.hearings.title")}</h2>
      <p>
        <StateTag record="hearings" state={of.state} />
      </p>
      <Facts
        rows={[
          requestBy && [t("examination.hearings.requestBy"), day(requestBy)],
          requestedByApplicant && [t("examination.parties.hearingRequested"), "✓"],
          hearingAt && [t("examination.hearings.when"), moment(hearingAt)],
          place && [t("examination.hearings.place"), place],
        ]}
      />
      {hearingAt && (
        <p>
          {closedTo
            ? t("examination.hearings.closed", { why: words.value("closedTo", closedTo) })
            : t("examination.hearings.public")}
        </p>
      )}
      {of.allowedActions.length > 0 && (
        <ActionPanel
          record="hearings"
          path={`/v1/hearings/${hearingId}`}
          of={of}
          confirms={["request", "withdrawRequest"]}
        />
      )}
    </section>
  );
}
