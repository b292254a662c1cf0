import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { PolicyApplication } from "#shared/policies/my-api.ts";
import { ApiProblem, call } from "../../shared/api.ts";
import type { Item } from "../../shared/api-types.ts";
import { Facts } from "../../shared/facts.tsx";
import { type Errors, errorsById, noErrors } from "../../shared/form/errors.ts";
import { CheckField, TextField } from "../../shared/form/field.tsx";
import { Form } from "../../shared/form/form.tsx";
import { answerIn, type FormSchema, fieldsOf } from "../../shared/form/schema.ts";
import { ErrorMessage, QueryView } from "../../shared/query-view.tsx";
import { useRefresh } from "../../shared/use-action.ts";
import { useRead } from "../../shared/use-read.ts";
import { useOnBehalfOf } from "../acting-for.tsx";
import { useSaid } from "./words.ts";

/** 免申即享: nothing is left but where the money goes, and that the amount was read. */
export function Confirm({ policyId }: { policyId: string }) {
  const { path } = useOnBehalfOf();
  const filled = useRead<PolicyApplication>(path(`/v1/me/policies/${policyId}/application`));
  return <QueryView query={filled}>{(of) => <OfItem of={of} />}</QueryView>;
}

function OfItem({ of }: { of: PolicyApplication }) {
  const item = useRead<Item>(`/v1/items/${of.itemCode}`);
  return <QueryView query={item}>{(found) => <Confirmation of={of} item={found} />}</QueryView>;
}

function Confirmation({ of, item }: { of: PolicyApplication; item: Item }) {
  const { t, i18n } = useTranslation();
  const said = useSaid();
  const refresh = useRefresh();
  const { onBehalfOf } = useOnBehalfOf();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [read, setRead] = useState(false);
  const [errors, setErrors] = useState<Errors>(noErrors);
  const [key] = useState(() => crypto.randomUUID());
  const fields = new Map(fieldsOf(item.form as FormSchema));
  const labelOf = (name: string): string => {
    const field = fields.get(name) as { title?: string; "x-title-en"?: string } | undefined;
    return (i18n.language.startsWith("zh") ? field?.title : field?.["x-title-en"]) ?? name;
  };
  const asked = of.confirm.includes("phone") ? of.confirm : [...of.confirm, "phone"];
  const body = () => {
    const answers: Record<string, unknown> = { ...of.answers };
    for (const name of of.confirm) answers[name] = (typed[name] ?? "").trim();
    return {
      itemCode: of.itemCode,
      applicant: { phone: (typed.phone ?? "").trim() },
      ...(onBehalfOf && { onBehalfOf: { representationId: onBehalfOf } }),
      answers,
      materials: [],
      handIn: { mode: "online" },
      receive: { mode: item.receive[0] ?? "electronic" },
    };
  };
  const sending = useMutation({
    mutationFn: () =>
      call<{ caseNumber: string }>("POST", "/v1/cases", {
        body: body(),
        headers: { "idempotency-key": key },
      }),
    onSuccess: () => {
      setErrors(noErrors);
      refresh();
    },
    onError: (error) => setErrors(error instanceof ApiProblem ? errorsById(error.errors, body()) : noErrors),
  });
  const errorOf = (name: string) =>
    errors.get(`answers-${name}`) ?? (name === "phone" ? errors.get("applicant-phone") : undefined);
  if (sending.data)
    return (
      <p role="status">
        {t("policy.confirmed")} <Link to={`/cases/${sending.data.caseNumber}`}>{t("policy.theCase")}</Link>
      </p>
    );
  return (
    <Form onSend={() => sending.mutate()}>
      <p>{t("policy.confirmWords")}</p>
      <Facts
        rows={[
          [t("policy.howMuch"), said(of.howMuch)],
          ...Object.entries(of.answers).map(([name, value]): [string, string] => [
            labelOf(name),
            answerIn(fields.get(name) ?? {}, value, i18n.language, t("form.yes"), t("form.no")),
          ]),
        ]}
      />
      {asked.map((name) => (
        <TextField
          key={name}
          id={`answers-${name}`}
          label={name === "phone" && !of.confirm.includes("phone") ? t("policy.phone") : labelOf(name)}
          inputMode="numeric"
          value={typed[name] ?? ""}
          error={errorOf(name)}
          onChange={(value) => setTyped({ ...typed, [name]: value })}
        />
      ))}
      <CheckField id="read" label={t("policy.confirmRead")} checked={read} onChange={setRead} />
      <button type="submit" className="primary" disabled={!read || sending.isPending}>
        {t("policy.confirm")}
      </button>
      <ErrorMessage error={sending.error} />
    </Form>
  );
}
