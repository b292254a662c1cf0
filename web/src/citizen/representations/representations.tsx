import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { RepresentationView } from "#shared/representations/api.ts";
import { Accesses } from "../../case/accesses.tsx";
import { ApiProblem, call } from "../../shared/api.ts";
import { useDates } from "../../shared/dates.ts";
import { Facts } from "../../shared/facts.tsx";
import { type Errors, errorsById, noErrors } from "../../shared/form/errors.ts";
import { ChoiceField, TextField } from "../../shared/form/field.tsx";
import { Form } from "../../shared/form/form.tsx";
import { ErrorMessage, PagedView } from "../../shared/query-view.tsx";
import { useAction, useRefresh } from "../../shared/use-action.ts";
import { usePages } from "../../shared/use-read.ts";
import { NameAfter, Written } from "../../shared/written.tsx";
import { useOwnEarnings } from "./own-earnings.tsx";

/** 代理与授权: for whom one acts, who acts for oneself, and how either begins. */
export default function Representations() {
  const { t } = useTranslation();
  const acting = usePages<RepresentationView>("/v1/representations?side=acting");
  const granted = usePages<RepresentationView>("/v1/representations?side=granted");
  const bound = acting.data?.pages
    .flatMap(({ items }) => items)
    .filter(({ kind, state }) => kind === "legalRepresentative" && state === "active");
  return (
    <>
      <h1>{t("representation.title")}</h1>
      <p>{t("representation.intro")}</p>
      <h2>{t("representation.acting")}</h2>
      <PagedView query={acting} none={<p>{t("representation.noneActing")}</p>}>
        {(all) => <List all={all} />}
      </PagedView>
      <h2>{t("representation.granted")}</h2>
      <PagedView query={granted} none={<p>{t("representation.noneGranted")}</p>}>
        {(all) => <List all={all} />}
      </PagedView>
      <h2>{t("representation.new")}</h2>
      <Organisation />
      <Mandate bound={bound ?? []} />
      <Guardianship />
    </>
  );
}

const List = ({ all }: { all: RepresentationView[] }) => (
  <ul className="plain">
    {all.map((one) => (
      <One key={one.representationId} of={one} />
    ))}
  </ul>
);

const actions = ["verify", "confirm", "decline", "revoke"] as const;
const final: readonly string[] = ["decline", "revoke"];

function One({ of }: { of: RepresentationView }) {
  const { t } = useTranslation();
  const { day } = useDates();
  const { representationId, version, kind, state, agent, principal, mine, until, endsAt, refusal } = of;
  const act = useAction<RepresentationView>({ path: `/v1/representations/${representationId}`, version });
  const { field, declared } = useOwnEarnings(representationId);
  const other = mine ? principal : agent;
  const name = other.name || other.idNumber;
  return (
    <li className="card">
      <h3>
        <Written text={name} />
      </h3>
      <p className="tags">
        <span className="tag">{t(`representation.kind.${kind}`)}</span>{" "}
        <span className={state === "active" ? "tag good" : "tag"}>{t(`representation.state.${state}`)}</span>
      </p>
      <Facts
        rows={[
          [t("representation.number"), other.idNumber],
          !mine && [t("representation.for"), principal.name || principal.idNumber],
          [
            t("representation.scope"),
            of.scope ? t("representation.items", { count: of.scope.length }) : t("representation.allItems"),
          ],
          until !== undefined && [t("representation.until"), until],
          endsAt !== undefined && state.startsWith("awaiting") && [t("representation.answerBy"), day(endsAt)],
        ]}
      />
      {state === "awaitingVerification" && mine && <p className="hint">{t("representation.inTheApp")}</p>}
      {state === "awaitingReview" && <p className="hint">{t("representation.atTheWindow")}</p>}
      {refusal && <p>{t(`representation.refusal.${refusal}`)}</p>}
      {kind === "guardian" && <Accesses path={`/v1/representations/${representationId}/accesses`} />}
      {of.allowedActions.includes("confirm") && field}
      <ErrorMessage error={act.error} />
      <div className="buttons">
        {mine &&
          state === "active" &&
          (["cases", "licences"] as const).map((list) => (
            <Link key={list} className="button" to={`/${list}?onBehalfOf=${representationId}`}>
              {t(`representation.${list}`)}
              <NameAfter text={name} />
            </Link>
          ))}
        {actions
          .filter((action) => of.allowedActions.includes(action))
          .map((action) => (
            <button
              key={action}
              type="button"
              className={final.includes(action) ? "danger" : "primary"}
              disabled={act.isPending}
              onClick={() => act.mutate({ action, ...(action === "confirm" && { body: declared }) })}
            >
              {t(`representation.action.${action}`)}
              <NameAfter text={name} />
            </button>
          ))}
      </div>
    </li>
  );
}

/** Sends a request once, however often it is tried; the page lists it afterwards. */
function useRequest() {
  const attempt = useRef({ key: crypto.randomUUID(), of: "" });
  const refresh = useRefresh();
  const [errors, setErrors] = useState<Errors>(noErrors);
  const request = useMutation({
    mutationFn: (body: Record<string, unknown>) => {
      const of = JSON.stringify(body);
      if (attempt.current.of !== of) attempt.current = { key: crypto.randomUUID(), of };
      setErrors(noErrors);
      return call("POST", "/v1/representations", {
        body,
        headers: { "idempotency-key": attempt.current.key },
      });
    },
    onSuccess: refresh,
    onError: (error, body) => {
      if (error instanceof ApiProblem) setErrors(errorsById(error.errors, body));
    },
  });
  return { request, errors };
}

type Sending = ReturnType<typeof useRequest>["request"];

function Send({ request }: { request: Sending }) {
  const { t } = useTranslation();
  return (
    <>
      <ErrorMessage error={request.error} />
      <p role="status">{request.isSuccess && t("representation.requested")}</p>
      <button type="submit" disabled={request.isPending}>
        {t("representation.send")}
      </button>
    </>
  );
}

function Organisation() {
  const { t } = useTranslation();
  const { request, errors } = useRequest();
  const [uscc, setUscc] = useState("");
  const { field, declared } = useOwnEarnings("organisation");
  return (
    <details className="card">
      <summary>{t("representation.bind")}</summary>
      <p>{t("representation.bindHint")}</p>
      <Form onSend={() => request.mutate({ kind: "legalRepresentative", uscc, ...declared })}>
        <TextField
          id="uscc"
          label={t("representation.uscc")}
          required
          maxLength={18}
          value={uscc}
          error={errors.get("uscc")}
          onChange={(text) => setUscc(text.toUpperCase())}
        />
        {field}
        <Send request={request} />
      </Form>
    </details>
  );
}

type Somebody = { name: string; idNumber: string };
const nobody: Somebody = { name: "", idNumber: "" };

type SomebodyProps = { id: string; of: Somebody; errors: Errors; onChange: (of: Somebody) => void };

function SomebodyFields({ id, of, errors, onChange }: SomebodyProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        id={`${id}-name`}
        label={t("representation.name")}
        required
        maxLength={100}
        value={of.name}
        error={errors.get(`${id}-name`)}
        onChange={(name) => onChange({ ...of, name })}
      />
      <TextField
        id={`${id}-idNumber`}
        label={t("representation.number")}
        required
        maxLength={18}
        value={of.idNumber}
        error={errors.get(`${id}-idNumber`)}
        onChange={(idNumber) => onChange({ ...of, idNumber: idNumber.toUpperCase() })}
      />
    </>
  );
}

function Mandate({ bound }: { bound: RepresentationView[] }) {
  const { t } = useTranslation();
  const { request, errors } = useRequest();
  const [agent, setAgent] = useState(nobody);
  const [until, setUntil] = useState("");
  const [under, setUnder] = useState("");
  const { field, declared } = useOwnEarnings("mandate");
  return (
    <details className="card">
      <summary>{t("representation.mandate")}</summary>
      <p>{t("representation.mandateHint")}</p>
      <Form
        onSend={() => request.mutate({ kind: "proxy", agent, until, ...(under && { under }), ...declared })}
      >
        {bound.length > 0 && (
          <ChoiceField
            id="under"
            label={t("representation.inWhoseName")}
            value={under}
            options={[
              { value: "", label: t("representation.myself") },
              ...bound.map(({ representationId, principal }) => ({
                value: representationId,
                label: principal.name,
              })),
            ]}
            onChange={setUnder}
          />
        )}
        <SomebodyFields id="agent" of={agent} errors={errors} onChange={setAgent} />
        <TextField
          id="until"
          label={t("representation.until")}
          type="date"
          required
          value={until}
          error={errors.get("until")}
          onChange={setUntil}
        />
        {field}
        <Send request={request} />
      </Form>
    </details>
  );
}

function Guardianship() {
  const { t } = useTranslation();
  const { request, errors } = useRequest();
  const [ward, setWard] = useState(nobody);
  const { field, declared } = useOwnEarnings("guardianship");
  return (
    <details className="card">
      <summary>{t("representation.guard")}</summary>
      <p>{t("representation.guardHint")}</p>
      <Form onSend={() => request.mutate({ kind: "guardian", ward, ...declared })}>
        <SomebodyFields id="ward" of={ward} errors={errors} onChange={setWard} />
        {field}
        <Send request={request} />
      </Form>
    </details>
  );
}
