import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import type { SatisfactionLevel } from "#events/rating.ts";
import type { WholeConsultation } from "#shared/consultation/api.ts";
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
export default function ConsultationPage() {
  const { t } = useTranslation();
  const { consultationId = "" } = useParams();
  const found = useRead<WholeConsultation>(`/v1/consultations/${consultationId}`);
  return (
    <>
      <p className="on-screen">
        <Link to="/consultations">{t("consultation.mine")}</Link>
      </p>
      <QueryView query={found}>{(of) => <Shown of={of} />}</QueryView>
    </>
  );
}

function Shown({ of }: { of: WholeConsultation }) {
  const { t } = useTranslation();
  const { day } = useDates();
  const { consultationId, itemCode, caseNumber, state, dueAt, mergedInto, level, allowedActions } = of;
  return (
    <article>
      <h1>{itemCode ? <ItemName itemCode={itemCode} /> : t("consultation.one")}</h1>
      <p>
        <span className="tag">{t(`consultation.state.${state}`)}</span>
      </p>
      <Facts
        rows={[
          caseNumber && [t("consultation.aboutCase"), caseNumber],
          dueAt && state === "waiting" && [t("consultation.replyUntil"), day(dueAt)],
          dueAt && state === "answered" && [t("consultation.reopenUntil"), day(dueAt)],
          dueAt &&
            (state === "asked" || state === "answering") && [t("consultation.answerUntil"), day(dueAt)],
          level && [t("consultation.rated"), t(`rate.level.${level}`)],
        ]}
      />
      {mergedInto && (
        <p>
          <Link to={`/consultations/${mergedInto}`}>{t("consultation.mergedInto")}</Link>
        </p>
      )}
      {state === "redirected" && <p>{t("consultation.redirected")}</p>}
      <Thread said={of.said} itemCode={itemCode} />
      {allowedActions.includes("reply") && <TextAction of={of} action="reply" />}
      {allowedActions.includes("rate") && <Rate of={of} />}
      {allowedActions.includes("reopen") && (
        <details className="on-screen">
          <summary>{t("consultation.reopen")}</summary>
          <TextAction of={of} action="reopen" />
        </details>
      )}
      <Accesses path={`/v1/consultations/${consultationId}/accesses`} />
    </article>
  );
}

function TextAction({ of, action }: { of: WholeConsultation; action: "reply" | "reopen" }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const act = useAction({ path: `/v1/consultations/${of.consultationId}`, version: of.version });
  const wrong = act.error instanceof ApiProblem ? errorsById(act.error.errors, { text }) : noErrors;
  return (
    <Form className="on-screen" onSend={() => act.mutate({ action, body: { text } })}>
      {act.error && wrong.size === 0 && <ErrorMessage error={act.error} />}
      <TextField
        id={`${action}-text`}
        label={t(`consultation.${action}Text`)}
        required
        error={wrong.get("text")}
        lines={4}
        maxLength={2000}
        value={text}
        onChange={setText}
      />
      <button type="submit" className="primary" disabled={act.isPending}>
        {t(`consultation.${action}Send`)}
      </button>
    </Form>
  );
}

function Rate({ of }: { of: WholeConsultation }) {
  const { t } = useTranslation();
  const [level, setLevel] = useState<SatisfactionLevel | "">("");
  const act = useAction({ path: `/v1/consultations/${of.consultationId}`, version: of.version });
  return (
    <Form className="on-screen" onSend={() => act.mutate({ action: "rate", body: { level } })}>
      {act.error && <ErrorMessage error={act.error} />}
      <ChoiceField
        id="level"
        label={t("consultation.rate")}
        value={level}
        onChange={(chosen) => setLevel(chosen as SatisfactionLevel)}
        options={levels.map((value) => ({ value, label: t(`rate.level.${value}`) }))}
      />
      <button type="submit" disabled={act.isPending || level === ""}>
        {t("consultation.rateSend")}
      </button>
    </Form>
  );
}
