import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { call } from "../../shared/api.ts";
import type { Case, Page } from "../../shared/api-types.ts";
import { useDates } from "../../shared/dates.ts";
import { type FactRow, Facts } from "../../shared/facts.tsx";
import { TextField } from "../../shared/form/field.tsx";
import { ErrorMessage } from "../../shared/query-view.tsx";
import { useAction, useRefresh } from "../../shared/use-action.ts";
import { useRead, useText } from "../../shared/use-read.ts";
import { type Payment, yuan } from "../../staff/payments/payments.ts";

/** How often it is looked whether money has come. */
const everyMs = 10_000;

/** What a case costs, by which law, where it is paid, and the receipt. */
export function PaymentsOfCase({ of, staff = false }: { of: Case; staff?: boolean }) {
  const found = useRead<Page<Payment>>(`/v1/my/payments?caseNumber=${of.caseNumber}`, {
    enabled: of.feeBefore !== undefined,
    refetchInterval: everyMs,
  });
  const shown = (found.data?.items ?? []).filter(({ state }) => state !== "cancelled");
  return shown.map((payment) => <OnePayment key={payment.paymentId} of={payment} staff={staff} />);
}

function OnePayment({ of, staff }: { of: Payment; staff: boolean }) {
  const { t } = useTranslation();
  const text = useText();
  const { day } = useDates();
  const { paid, receipt, reduction, state } = of;
  const isOpen = state === "issued";
  const title = `payment-${of.paymentId}`;
  return (
    <section className={isOpen && !staff ? "panel asked" : "card"} aria-labelledby={title}>
      <h2 id={title}>{t("case.payment.title")}</h2>
      <p>
        <span className="tag">{t(`case.payment.state.${state}`)}</span>
      </p>
      <Facts
        rows={[
          [t("case.payment.amount"), t("case.payment.yuan", { amount: yuan(of.amountFen) })],
          ...of.lines.map(({ name, basis }): FactRow => [text(name), basis]),
          reduction && [t("case.payment.lessBasis"), `${text(reduction.name)} (${reduction.basis})`],
          [
            t("case.payment.code"),
            <span key="code" className="number">
              {of.paymentCode}
            </span>,
          ],
          isOpen && [t("case.payment.due"), day(of.dueAt)],
          paid && [t("case.payment.paidOn"), day(paid.at)],
        ]}
      />
      {receipt && (
        <p>
          <a href={receipt.url} target="_blank" rel="noreferrer">
            {t("case.payment.receipt")}
          </a>{" "}
          <span className="facts number">{t("case.payment.receiptFacts", receipt)}</span>
        </p>
      )}
      {staff ? (
        <p>
          <Link to={`/staff/payments/${of.paymentId}`}>{t("case.payment.title")}</Link>
        </p>
      ) : (
        <Paying of={of} />
      )}
    </section>
  );
}

function Paying({ of }: { of: Payment }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const act = useAction<Payment>({ path: `/v1/payments/${of.paymentId}`, version: of.version });
  const check = useMutation({
    mutationFn: () => call("POST", `/v1/payments/${of.paymentId}/checks`),
    onSuccess: refresh,
  });
  const [words, setWords] = useState("");
  return (
    <>
      {of.state === "issued" && (
        <>
          <p>{t("case.payment.first")}</p>
          {of.payUrl ? (
            <p className="hint">{t("case.payment.payHint")}</p>
          ) : (
            <p>{t("case.payment.waiting")}</p>
          )}
          {of.payUrl && (
            <div className="buttons">
              <a className="button primary" href={of.payUrl} target="_blank" rel="noreferrer">
                {t("case.payment.pay")}
              </a>
              <button type="button" disabled={check.isPending} onClick={() => check.mutate()}>
                {t("case.payment.check")}
              </button>
            </div>
          )}
        </>
      )}
      {of.state === "expired" && of.allowedActions.includes("renew") && (
        <button type="button" disabled={act.isPending} onClick={() => act.mutate({ action: "renew" })}>
          {t("case.payment.renew")}
        </button>
      )}
      {of.state === "paid" && of.refundAskedAt && <p>{t("case.payment.refundAsked")}</p>}
      {of.allowedActions.includes("requestRefund") && (
        <details>
          <summary>{t("case.payment.refund")}</summary>
          <TextField
            id="refund-words"
            label={t("case.payment.refundWords")}
            maxLength={500}
            lines={2}
            value={words}
            onChange={setWords}
          />
          <button
            type="button"
            disabled={act.isPending}
            onClick={() => act.mutate({ action: "requestRefund", body: { words } })}
          >
            {t("case.payment.refund")}
          </button>
        </details>
      )}
      <ErrorMessage error={act.error ?? check.error} />
    </>
  );
}
