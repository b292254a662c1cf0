import { useState } from "react";
import { useTranslation } from "react-i18next";
import { actionLabel } from "../../case/labels.ts";
import { useAction } from "../../case/use-action.ts";
import { ApiProblem } from "../../shared/api.ts";
import type { Case, CaseAction } from "../../shared/api-types.ts";
import { type Errors, errorsById, noErrors } from "../../shared/form/errors.ts";
import { CheckField, TextField } from "../../shared/form/field.tsx";
import { Form } from "../../shared/form/form.tsx";
import { ErrorMessage } from "../../shared/query-view.tsx";
import { useText } from "../../shared/use-read.ts";
import type { Address } from "../apply/application.ts";
import { AddressFields } from "../apply/delivery-step.tsx";

/** What the applicant may do without being asked: put their data right, or take the application back. */
export function OtherActions({ of }: { of: Case }) {
  const { t } = useTranslation();
  const can = (action: CaseAction): boolean => of.allowedActions.includes(action);
  const isUrged = of.urging && !of.urging.answered;
  const any = (["withdraw", "askWithdrawal", "correctPerson", "urge"] as const).some(can);
  if (!any && !isUrged && of.refusal?.kind !== "notOurs") return null;
  return (
    <section aria-labelledby="others">
      <h2 id="others">{t("case.others")}</h2>
      {isUrged && <p role="status">{t("case.urged", { day: of.urging?.answerBy })}</p>}
      {can("urge") && (
        <WithWords
          of={of}
          action="urge"
          hint={t("case.urgeHint")}
          words={t("case.urgeWords")}
          button={t("case.urge")}
        />
      )}
      {can("correctPerson") && <Correct of={of} />}
      {can("askWithdrawal") && (
        <WithWords
          of={of}
          action="askWithdrawal"
          hint={t("case.askWithdrawalHint")}
          words={t("case.reason")}
          button={t("case.askWithdrawal")}
          isDanger
        />
      )}
      {can("withdraw") && (
        <WithWords
          of={of}
          action="withdraw"
          hint={t("case.withdrawHint")}
          words={t("case.reason")}
          button={t("case.withdraw")}
          isDanger
        />
      )}
      {can("requestFileTransfer") && <RequestFileTransfer of={of} />}
      {of.refusal?.file === "requested" && <p role="status">{t("case.fileRequested")}</p>}
    </section>
  );
}

function Correct({ of }: { of: Case }) {
  const { t } = useTranslation();
  const text = useText();
  const act = useAction(of);
  const [phone, setPhone] = useState("");
  const [address, setAddress] = useState<Address>({ recipient: "", phone: "", areaCode: "", street: "" });
  const [confirmed, setConfirmed] = useState(false);
  const [errors, setErrors] = useState<Errors>(noErrors);
  const given = Object.fromEntries(Object.entries(address).filter(([, value]) => value !== ""));
  const moved = Object.keys(given).length > 0;
  const body = {
    ...(phone && { phone }),
    ...(moved && { receiveAddress: given, ...(confirmed && { confirmed: true }) }),
  };
  const send = (): void => {
    setErrors(noErrors);
    act.mutate(
      { action: "correctPerson", body },
      {
        onError: (error) =>
          setErrors(error instanceof ApiProblem ? errorsById(error.errors, body) : noErrors),
      },
    );
  };
  return (
    <details className="card">
      <summary>{text(actionLabel("correctPerson"))}</summary>
      <p className="hint">{t("case.correctHint")}</p>
      <Form onSend={send}>
        <TextField
          id="phone"
          label={t("apply.phone")}
          type="tel"
          format="mobile-phone"
          required={false}
          value={phone}
          error={errors.get("phone")}
          onChange={setPhone}
        />
        {of.receive.mode === "courier" && (
          <>
            <AddressFields id="receiveAddress" address={address} errors={errors} onChange={setAddress} />
            <CheckField
              id="confirmed"
              label={t("apply.confirmAddress")}
              error={errors.get("confirmed")}
              checked={confirmed}
              onChange={setConfirmed}
            />
          </>
        )}
        <ErrorMessage error={act.error} />
        {act.isSuccess && <p role="status">{t("case.corrected")}</p>}
        <button type="submit" disabled={act.isPending}>
          {t("case.correct")}
        </button>
      </Form>
    </details>
  );
}

type WithWordsProps = {
  of: Case;
  action: "withdraw" | "askWithdrawal" | "urge";
  hint: string;
  words: string;
  button: string;
  isDanger?: boolean;
};

/** What asks for nothing but a remark that may be left out. */
function WithWords({ of, action, hint, words, button, isDanger = false }: WithWordsProps) {
  const text = useText();
  const act = useAction(of);
  const [reason, setReason] = useState("");
  return (
    <details className="card">
      <summary>{text(actionLabel(action))}</summary>
      <p>{hint}</p>
      <TextField
        id={`${action}-reason`}
        label={words}
        required={false}
        maxLength={1000}
        lines={2}
        value={reason}
        onChange={setReason}
      />
      <ErrorMessage error={act.error} />
      <button
        type="button"
        className={isDanger ? "danger" : ""}
        disabled={act.isPending}
        onClick={() => act.mutate({ action, body: reason ? { reason } : {} })}
      >
        {button}
      </button>
    </details>
  );
}

/** An application that another organ decides goes there with its documents, if the applicant wants that. */
function RequestFileTransfer({ of }: { of: Case }) {
  const { t } = useTranslation();
  const text = useText();
  const act = useAction(of);
  return (
    <section className="card">
      <p>{t("case.fileTransferHint")}</p>
      <ErrorMessage error={act.error} />
      <button
        type="button"
        disabled={act.isPending}
        onClick={() => act.mutate({ action: "requestFileTransfer", body: {} })}
      >
        {text(actionLabel("requestFileTransfer"))}
      </button>
    </section>
  );
}
