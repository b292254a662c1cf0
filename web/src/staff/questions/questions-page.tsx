import { useTranslation } from "react-i18next";
import type { QuestionFigures, QuestionRowView } from "#shared/consultation/api.ts";
import { DepartmentFilter, Filter, useListPath } from "../../kit/filters.tsx";
import { Due, StateTag } from "../../kit/parts.tsx";
import { RecordList, RowLink } from "../../kit/record-list.tsx";
import { useWords } from "../../kit/words.ts";
import { Facts } from "../../shared/facts.tsx";
import { ItemName } from "../../shared/item-name.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useRead } from "../../shared/use-read.ts";
import { DepartmentName } from "../department-name.tsx";
import { QuestionTabs } from "./tabs.tsx";

const states = ["asked", "answering", "waiting", "answered", "closed", "merged", "redirected"] as const;

/** 咨询答复: what is due first, first. */
export default function QuestionsPage() {
  const { t } = useTranslation();
  const words = useWords();
  const path = useListPath("/v1/questions", ["department", "state"]);
  return (
    <>
      <h1>{t("question.desk")}</h1>
      <QuestionTabs />
      <div className="filters on-screen">
        <DepartmentFilter />
        <Filter
          name="state"
          label={t("kit.field.state")}
          initial="asked"
          options={states.map((value) => ({ value, label: words.state("questions", value) }))}
        />
      </div>
      <RecordList<QuestionRowView>
        path={path}
        caption={t("question.desk")}
        none={t("question.deskNone")}
        keyOf={({ questionId }) => questionId}
        toneOf={({ overdue }) => (overdue ? "late" : "inTime")}
        columns={[
          {
            name: "due",
            heading: t("question.column.due"),
            cell: ({ dueAt, overdue, late }) => (
              <>
                {dueAt && <Due at={dueAt} late={overdue} />}
                {late && !overdue && <span className="tag bad">{t("question.wasLate")}</span>}
              </>
            ),
          },
          {
            name: "about",
            heading: t("question.column.about"),
            cell: ({ questionId, itemCode, department, caseNumber }) => (
              <>
                <RowLink to={`/staff/questions/${questionId}`}>
                  {itemCode ? <ItemName itemCode={itemCode} /> : <DepartmentName code={department} />}
                </RowLink>
                {caseNumber && <span className="facts number">{caseNumber}</span>}
              </>
            ),
          },
          {
            name: "state",
            heading: t("kit.field.state"),
            cell: ({ state }) => <StateTag record="questions" state={state} />,
          },
        ]}
      />
      <Figures />
    </>
  );
}

function Figures() {
  const { t } = useTranslation();
  const figures = useRead<QuestionFigures>(useListPath("/v1/question-figures", ["department"]));
  return (
    <section className="card" aria-labelledby="figures">
      <h2 id="figures">{t("question.figures")}</h2>
      <QueryView query={figures}>
        {({ open, lateNow, closed, answered, answeredInTime, hoursToAnswer, reopened, deflected, month }) => (
          <>
            <p className="facts">{t("question.figuresOf", { month })}</p>
            <Facts
              rows={[
                [t("question.figure.open"), open],
                [t("question.figure.late"), lateNow],
                [t("question.figure.closed"), closed],
                [t("question.figure.inTime"), `${answeredInTime} / ${answered}`],
                [t("question.figure.hours"), answered === 0 ? "–" : (hoursToAnswer / answered).toFixed(1)],
                [t("question.figure.reopened"), `${reopened} / ${answered}`],
                [t("question.figure.deflected"), deflected],
              ]}
            />
          </>
        )}
      </QueryView>
    </section>
  );
}
