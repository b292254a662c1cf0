import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import type { SatisfactionLevel } from "#events/rating.ts";
import type { WholeQuestion } from "#shared/consultation/api.ts";
import { Accesses } from "../../case/accesses.tsx";
import { ApiProblem } from "../../shared/api.ts";
import { useDates } from "../../shared/dates.ts";
import { Facts } from "../../shared/facts.tsx";
import { errorsById, noErrors } from "../../shared/form/errors.ts";
import { ChoiceField, TextField } from "../../shared/form/field.tsx";
import { Form } from "../../shared/form/form.tsx";
import { ItemName } from "../../shared/item-name.tsx";
import { ErrorMessage, QueryView } from "../../shared/query-view.tsx";
import { useAction } from "../../shared/use-action.ts";
import { useRead } from "../../shared/use-read.ts";
import { Thread } from "./thread.tsx";

const levels = [
  "verySatisfied",
  "satisfied",
  "basicallySatisfied",
  "dissatisfied",
  "veryDissatisfied",
] as const satisfies readonly SatisfactionLevel[];

/** One's own question: what was said, and what can be said now. */
export default function QuestionPage() {
  const { t } = useTranslation();
  const { questionId = "" } = useParams();
  const found = useRead<WholeQuestion>(`/v1/questions/${questionId}`);
  return (
    <>
      <p className="on-screen">
        <Link to="/questions">{t("question.mine")}</Link>
      </p>
      <QueryView query={found}>{(of) => <Shown of={of} />}</QueryView>
    </>
  );
}

function Shown({ of }: { of: WholeQuestion }) {
  const { t } = useTranslation();
  const { day } = useDates();
  const { questionId, itemCode, caseNumber, state, dueAt, mergedInto, level, allowedActions } = of;
  return (
    <article>
      <h1>{itemCode ? <ItemName itemCode={itemCode} /> : t("question.one")}</h1>
      <p>
        <span className="tag">{t(`question.state.${state}`)}</span>
      </p>
      <Facts
        rows={[
          caseNumber && [t("question.aboutCase"), caseNumber],
          dueAt && state === "waiting" && [t("question.replyUntil"), day(dueAt)],
          dueAt && state === "answered" && [t("question.reopenUntil"), day(dueAt)],
          dueAt && (state === "asked" || state === "answering") && [t("question.answerUntil"), day(dueAt)],
          level && [t("question.rated"), t(`rate.level.${level}`)],
        ]}
      />
      {mergedInto && (
        <p>
          <Link to={`/questions/${mergedInto}`}>{t("question.mergedInto")}</Link>
        </p>
      )}
      {state === "redirected" && <p>{t("question.redirected")}</p>}
      <Thread said={of.said} itemCode={itemCode} />
      {allowedActions.includes("reply") && <TextAction of={of} action="reply" />}
      {allowedActions.includes("rate") && <Rate of={of} />}
      {allowedActions.includes("reopen") && (
        <details className="on-screen">
          <summary>{t("question.reopen")}</summary>
          <TextAction of={of} action="reopen" />
        </details>
      )}
      <Accesses path={`/v1/questions/${questionId}/accesses`} />
    </article>
  );
}

function TextAction({ of, action }: { of: WholeQuestion; action: "reply" | "reopen" }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const act = useAction({ path: `/v1/questions/${of.questionId}`, version: of.version });
  const wrong = act.error instanceof ApiProblem ? errorsById(act.error.errors, { text }) : noErrors;
  return (
    <Form className="on-screen" onSend={() => act.mutate({ action, body: { text } })}>
      {act.error && wrong.size === 0 && <ErrorMessage error={act.error} />}
      <TextField
        id={`${action}-text`}
        label={t(`question.${action}Text`)}
        required
        error={wrong.get("text")}
        lines={4}
        maxLength={2000}
        value={text}
        onChange={setText}
      />
      <button type="submit" className="primary" disabled={act.isPending}>
        {t(`question.${action}Send`)}
      </button>
    </Form>
  );
}

function Rate({ of }: { of: WholeQuestion }) {
  const { t } = useTranslation();
  const [level, setLevel] = useState<SatisfactionLevel | "">("");
  const act = useAction({ path: `/v1/questions/${of.questionId}`, version: of.version });
  return (
    <Form className="on-screen" onSend={() => act.mutate({ action: "rate", body: { level } })}>
      {act.error && <ErrorMessage error={act.error} />}
      <ChoiceField
        id="level"
        label={t("question.rate")}
        value={level}
        onChange={(chosen) => setLevel(chosen as SatisfactionLevel)}
        options={levels.map((value) => ({ value, label: t(`rate.level.${value}`) }))}
      />
      <button type="submit" disabled={act.isPending || level === ""}>
        {t("question.rateSend")}
      </button>
    </Form>
  );
}
