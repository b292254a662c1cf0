import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import type { PolicyApplication, WhyView } from "#shared/policies/my-api.ts";
import { call, read } from "../../shared/api.ts";
import { readDraft, saveDraft } from "../../shared/drafts.ts";
import { ErrorMessage } from "../../shared/query-view.tsx";
import { useRefresh } from "../../shared/use-action.ts";
import { useRead, useText } from "../../shared/use-read.ts";
import { Written } from "../../shared/written.tsx";
import { useSession } from "../../sign-in/session.ts";
import { useOnBehalfOf } from "../acting-for.tsx";
import { Confirm } from "./confirm.tsx";

type Draft = { answers?: Record<string, unknown> };

/** 为什么告诉我: the exact facts of their own filings; what somebody does with it. Nothing for whom it was not matched. */
export function Why({ policyId }: { policyId: string }) {
  const { t } = useTranslation();
  const { path } = useOnBehalfOf();
  const why = useRead<WhyView>(path(`/v1/me/policies/${policyId}`));
  if (!why.data)
    return why.isPending ? (
      <p role="status">{t("loading")}</p>
    ) : (
      <p className="hint">
        {t("policy.notMatched")} <Link to="/my-policies">{t("policy.settings")}</Link>
      </p>
    );
  return <Matched of={why.data} />;
}

function Matched({ of }: { of: WhyView }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const { path } = useOnBehalfOf();
  const { policyId, reasons, state, kind, itemCode, grantedBy } = of;
  const declining = useMutation({
    mutationFn: () => call("POST", path(`/v1/me/policies/${policyId}/not-fitting`)),
    onSuccess: refresh,
  });
  return (
    <section className="panel" aria-labelledby="why">
      <h2 id="why">{t("policy.why")}</h2>
      <p>{t("policy.whyWords")}</p>
      <ul>
        {reasons.map((one) => (
          <Reason key={one.condition.zh} of={one} />
        ))}
      </ul>
      {state === "enjoyed" && (
        <p role="status">
          {t("policy.enjoyed")} {grantedBy && <Link to={`/cases/${grantedBy}`}>{t("policy.theCase")}</Link>}
        </p>
      )}
      {state === "notFitting" && <p role="status">{t("policy.saidNotFitting")}</p>}
      {state === "matched" && (
        <>
          {itemCode &&
            (kind === "confirmation" ? <Confirm policyId={policyId} /> : <Apply policyId={policyId} />)}
          <button
            type="button"
            className="quiet"
            disabled={declining.isPending}
            onClick={() => declining.mutate()}
          >
            {t("policy.notFitting")}
          </button>
          <ErrorMessage error={declining.error} />
        </>
      )}
      <p>
        <Link to="/my-policies">{t("policy.settings")}</Link>
      </p>
    </section>
  );
}

function Reason({ of }: { of: WhyView["reasons"][number] }) {
  const { t } = useTranslation();
  const text = useText();
  const { condition, holds, value, from, caseNumber } = of;
  return (
    <li>
      <Written text={text(condition)} /> {!holds && <strong>{t("policy.noLonger")}</strong>}
      <span className="facts">
        {t(`policy.from.${from}`)}
        {caseNumber && (
          <>
            {" "}
            <Link to={`/cases/${caseNumber}`}>{caseNumber}</Link>
          </>
        )}
        {value && from === "case" && (
          <>
            {t("policy.youSaid")}
            <Written text={value} />
          </>
        )}
      </span>
    </li>
  );
}

/** The application with what is known filled in: a draft on this device, that they look through and submit. */
function Apply({ policyId }: { policyId: string }) {
  const { t } = useTranslation();
  const session = useSession();
  const { onBehalfOf, path } = useOnBehalfOf();
  const [, navigate] = useLocation();
  const filling = useMutation({
    mutationFn: () => read<PolicyApplication>(path(`/v1/me/policies/${policyId}/application`)),
    onSuccess: ({ itemCode, answers }) => {
      const person = session?.id ?? "";
      const begun = readDraft<Draft>(person, itemCode);
      saveDraft(person, itemCode, {
        ...begun,
        // What they wrote themselves before stands.
        answers: { ...answers, ...begun?.answers },
        ...(onBehalfOf && { onBehalfOf }),
      });
      navigate(`/items/${itemCode}/apply`);
    },
  });
  return (
    <>
      <p>{t("policy.applyWords")}</p>
      <button type="button" className="primary" disabled={filling.isPending} onClick={() => filling.mutate()}>
        {t("policy.apply")}
      </button>
      <ErrorMessage error={filling.error} />
    </>
  );
}
