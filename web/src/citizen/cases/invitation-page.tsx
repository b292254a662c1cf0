import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { Answers, Materials } from "../../case/content.tsx";
import { StateTag } from "../../case/state-tag.tsx";
import { Together } from "../../case/together.tsx";
import { call } from "../../shared/api.ts";
import type { InvitationWhole, Item } from "../../shared/api-types.ts";
import { useDates } from "../../shared/dates.ts";
import { TextField } from "../../shared/form/field.tsx";
import { ErrorMessage, QueryView } from "../../shared/query-view.tsx";
import { useRefresh } from "../../shared/use-action.ts";
import { useRead, useText } from "../../shared/use-read.ts";
import { Written } from "../../shared/written.tsx";

/** What somebody else filed for both: read, then confirmed or declined. */
export default function InvitationPage() {
  const { caseNumber = "" } = useParams();
  const found = useRead<InvitationWhole>(`/v1/invitations/${caseNumber}`);
  return <QueryView query={found}>{(of) => <WithItem of={of} />}</QueryView>;
}

function WithItem({ of }: { of: InvitationWhole }) {
  const item = useRead<Item>(`/v1/items/${of.itemCode}?version=${of.itemVersion}`);
  return <QueryView query={item}>{(found) => <Whole of={of} item={found} />}</QueryView>;
}

function Whole({ of, item }: { of: InvitationWhole; item: Item }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <article>
      <p>
        <Link to="/cases">{t("case.mine")}</Link>
      </p>
      <h1>
        <Written text={text(item.name)} />
      </h1>
      <p>
        <StateTag state={of.state} /> <span className="facts number">{of.caseNumber}</span>
      </p>
      <p>
        <Written text={t("case.invited", { name: of.applicant.name })} />
      </p>
      {item.parties && (
        <p className="facts">
          <Written text={item.parties.basis} />
        </p>
      )}
      <Together of={of} item={item} />
      <section className="card" aria-labelledby="filed">
        <h2 id="filed">{t("case.application")}</h2>
        <Answers of={of} item={item} />
        <h3>{t("case.materials")}</h3>
        <Materials of={of} item={item} />
      </section>
      <Answer of={of} />
    </article>
  );
}

function Answer({ of: { caseNumber, answer, confirmBy } }: { of: InvitationWhole }) {
  const { t } = useTranslation();
  const { day } = useDates();
  const refresh = useRefresh();
  const [reason, setReason] = useState("");
  const send = useMutation({
    mutationFn: (what: "confirm" | "decline") =>
      call("POST", `/v1/invitations/${caseNumber}/${what}`, {
        body: what === "confirm" ? { agreed: true } : reason.trim() ? { reason: reason.trim() } : {},
      }),
    onSettled: refresh,
  });
  if (answer === "confirmed")
    return (
      <section className="panel" aria-live="polite">
        <p>{t("case.youConfirmed")}</p>
        <Link className="button primary" to={`/cases/${caseNumber}`}>
          {t("case.open")}
        </Link>
      </section>
    );
  if (answer === "none")
    return (
      <p className="panel" aria-live="polite">
        {t("case.invitationOver")}
      </p>
    );
  return (
    <section className="panel asked" aria-labelledby="answer">
      <h2 id="answer">{t("case.confirmQuestion")}</h2>
      {confirmBy && <p>{t("case.confirmBy", { day: day(confirmBy) })}</p>}
      <p>{t("case.confirmMeans")}</p>
      <ErrorMessage error={send.error} />
      <div className="buttons">
        <button
          type="button"
          className="primary"
          disabled={send.isPending}
          onClick={() => send.mutate("confirm")}
        >
          {t("case.confirmIt")}
        </button>
      </div>
      <details>
        <summary>{t("case.declineIt")}</summary>
        <p>{t("case.declineMeans")}</p>
        <TextField
          id="decline-reason"
          label={t("case.reason")}
          required={false}
          maxLength={1000}
          lines={2}
          value={reason}
          onChange={setReason}
        />
        <button
          type="button"
          className="danger"
          disabled={send.isPending}
          onClick={() => send.mutate("decline")}
        >
          {t("case.declineIt")}
        </button>
      </details>
    </section>
  );
}
