import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import type { ActionOptions } from "../../kit/action-form.tsx";
import { Due } from "../../kit/parts.tsx";
import { RecordPage } from "../../kit/record-page.tsx";
import { useWords } from "../../kit/words.ts";
import { call } from "../../shared/api.ts";
import { useDates } from "../../shared/dates.ts";
import { type FactRow, Facts } from "../../shared/facts.tsx";
import { ChoiceField } from "../../shared/form/field.tsx";
import { ItemName } from "../../shared/item-name.tsx";
import { ErrorMessage } from "../../shared/query-view.tsx";
import { useRefresh } from "../../shared/use-action.ts";
import { useText } from "../../shared/use-read.ts";
import { type Payment, yuan } from "./payments.ts";

/** One notice: what it asks for and why, what came, and what waits for a second person. */
export default function PaymentPage() {
  const { t } = useTranslation();
  const { paymentId = "" } = useParams();
  const grounds = useGrounds();
  return (
    <RecordPage<Payment>
      record="payments"
      id={paymentId}
      back={{ to: "/staff/payments", text: t("office.payments.title") }}
      title={({ itemCode, itemVersion }) => <ItemName itemCode={itemCode} version={itemVersion} />}
      number={({ paymentCode }) => paymentCode}
      facts={({ dueAt, overdue, state }) => state === "issued" && <Due at={dueAt} late={overdue} />}
      acting={(of) => ({
        main: ["confirmWaiver", "confirmReduction", "confirmRefund", "proposeRefund"],
        confirms: ["confirmWaiver", "confirmReduction", "confirmRefund"],
        options: { proposeWaiver: grounds(of) },
      })}
      aside={(of) => <Check of={of} />}
    >
      {(of) => <About of={of} />}
    </RecordPage>
  );
}

/** The grounds of law that the item names. */
function useGrounds(): (of: Payment) => ActionOptions {
  const { t } = useTranslation();
  const text = useText();
  return ({ grounds }) => ({
    widgets: {
      reductionId: ({ id, value, errors, onChange }) => (
        <ChoiceField
          id={id}
          label={t("kit.field.reductionId")}
          error={errors.get(id)}
          value={String(value ?? "")}
          options={grounds.map(({ reductionId, name, basis }) => ({
            value: reductionId,
            label: `${text(name)} (${basis})`,
          }))}
          onChange={onChange}
        />
      ),
    },
  });
}

function About({ of }: { of: Payment }) {
  const { t } = useTranslation();
  const text = useText();
  const words = useWords();
  const { moment, day } = useDates();
  const amount = (amountFen: number): string => t("office.payments.yuan", { amount: yuan(amountFen) });
  const { paid, receipt, proposal, reduction } = of;
  return (
    <section className="card" aria-labelledby="about">
      <h2 id="about">{t("office.payments.about")}</h2>
      <Facts
        rows={[
          [
            t("office.payments.case"),
            <Link key="case" to={`/staff/cases/${of.caseNumber}`}>
              {of.caseNumber}
            </Link>,
          ],
          ...of.lines.map(
            (line): FactRow => [
              `${text(line.name)}${line.quantity > 1 ? ` × ${line.quantity}` : ""}`,
              `${amount(line.amountFen)} (${line.basis})`,
            ],
          ),
          [t("office.payments.amount"), amount(of.amountFen)],
          reduction && [t("office.payments.reduction"), `${text(reduction.name)} (${reduction.basis})`],
          [t("office.payments.due"), day(of.dueAt)],
          paid && [
            t("office.payments.paid"),
            `${moment(paid.at)} · ${words.value("payChannel", paid.channel)}`,
          ],
          paid && [t("office.payments.transaction"), paid.transactionNo],
          receipt && [
            t("office.payments.receipt"),
            <a key="receipt" href={receipt.url} target="_blank" rel="noreferrer">
              {t("office.payments.receiptFacts", receipt)}
            </a>,
          ],
          of.refundAskedAt !== undefined && [t("office.payments.refundAsked"), moment(of.refundAskedAt)],
          proposal && [
            t("office.payments.proposal"),
            t(`office.payments.proposed.${proposal.kind}`, {
              amount: yuan(proposal.amountFen ?? of.amountFen),
              moment: moment(proposal.at),
            }),
          ],
        ]}
      />
      {of.state === "issued" && !of.registeredAt && <p className="hint">{t("office.payments.notSent")}</p>}
    </section>
  );
}

/** Whoever says that they have paid is looked up at once. */
function Check({ of }: { of: Payment }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const check = useMutation({
    mutationFn: () => call("POST", `/v1/payments/${of.paymentId}/checks`),
    onSuccess: refresh,
  });
  if (of.state !== "issued" || !of.registeredAt) return null;
  return (
    <div className="on-screen">
      <button type="button" disabled={check.isPending} onClick={() => check.mutate()}>
        {t("office.payments.check")}
      </button>
      <ErrorMessage error={check.error} />
      {check.isSuccess && <p role="status">{t("office.payments.checked")}</p>}
    </div>
  );
}
