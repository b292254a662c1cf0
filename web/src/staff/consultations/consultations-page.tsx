import { useTranslation } from "react-i18next";
import type { ConsultationFigures, ConsultationRowView } from "#shared/consultation/api.ts";
import { useListPath } from "../../kit/filters.tsx";
import { Due, StateTag } from "../../kit/parts.tsx";
import { RecordList, RowLink } from "../../kit/record-list.tsx";
import { Facts } from "../../shared/facts.tsx";
import { ItemName } from "../../shared/item-name.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useRead } from "../../shared/use-read.ts";
import { DepartmentName } from "../department-name.tsx";
import { ConsultationHead } from "./head.tsx";

const states = ["asked", "answering", "waiting", "answered", "closed", "merged", "redirected"] as const;

/** 咨询答复: what is due first, first. */
export default function QuestionsPage() {
  const { t } = useTranslation();
  const path = useListPath("/v1/consultations", ["department", "state"]);
  return (
    <>
      <ConsultationHead name="desk" record="consultations" states={states} />
      <RecordList<ConsultationRowView>
        path={path}
        caption={t("consultation.desk")}
        none={t("consultation.deskNone")}
        keyOf={({ consultationId }) => consultationId}
        toneOf={({ overdue }) => (overdue ? "late" : "inTime")}
        columns={[
          {
            name: "due",
            heading: t("consultation.column.due"),
            cell: ({ dueAt, overdue, late }) => (
              <>
                {dueAt && <Due at={dueAt} late={overdue} />}
                {late && !overdue && <span className="tag bad">{t("consultation.wasLate")}</span>}
              </>
            ),
          },
          {
            name: "about",
            heading: t("consultation.column.about"),
            cell: ({ consultationId, itemCode, department, caseNumber }) => (
              <>
                <RowLink to={`/staff/consultations/${consultationId}`}>
                  {itemCode ? <ItemName itemCode={itemCode} /> : <DepartmentName code={department} />}
                </RowLink>
                {caseNumber && <span className="facts number">{caseNumber}</span>}
              </>
            ),
          },
          {
            name: "state",
            heading: t("kit.field.state"),
            cell: ({ state }) => <StateTag record="consultations" state={state} />,
          },
        ]}
      />
      <Figures />
    </>
  );
}

function Figures() {
  const { t } = useTranslation();
  const figures = useRead<ConsultationFigures>(useListPath("/v1/consultation-figures", ["department"]));
  return (
    <section className="card" aria-labelledby="figures">
      <h2 id="figures">{t("consultation.figures")}</h2>
      <QueryView query={figures}>
        {({ open, lateNow, closed, answered, answeredInTime, hoursToAnswer, reopened, deflected, month }) => (
          <>
            <p className="facts">{t("consultation.figuresOf", { month })}</p>
            <Facts
              rows={[
                [t("consultation.figure.open"), open],
                [t("consultation.figure.late"), lateNow],
                [t("consultation.figure.closed"), closed],
                [t("consultation.figure.inTime"), `${answeredInTime} / ${answered}`],
                [
                  t("consultation.figure.hours"),
                  answered === 0 ? "–" : (hoursToAnswer / answered).toFixed(1),
                ],
                [t("consultation.figure.reopened"), `${reopened} / ${answered}`],
                [t("consultation.figure.deflected"), deflected],
              ]}
            />
          </>
        )}
      </QueryView>
    </section>
  );
}
