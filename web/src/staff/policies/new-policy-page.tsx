import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import type { PolicyView } from "#shared/policies/desk-api.ts";
import { DepartmentPicker } from "../../kit/pickers.tsx";
import { call } from "../../shared/api.ts";
import { useSession } from "../../sign-in/session.ts";
import { emptyDraft } from "./draft.ts";
import { PolicyForm } from "./policy-form.tsx";

/** A policy begins as a draft; somebody else checks it before anybody reads it. */
export default function NewPolicyPage() {
  const { t } = useTranslation();
  const session = useSession();
  const [, navigate] = useLocation();
  const [department, setDepartment] = useState(session?.department ?? "");
  const drafting = useMutation({
    mutationFn: (content: Record<string, unknown>) =>
      call<PolicyView>("POST", "/v1/policies", {
        body: { content, ...(department && { department }) },
        headers: { "idempotency-key": crypto.randomUUID() },
      }),
    onSuccess: ({ policyId }) => navigate(`/staff/policies/${policyId}`),
  });
  return (
    <>
      <p>
        <Link to="/staff/policies">{t("policy.desk")}</Link>
      </p>
      <h1>{t("policy.write")}</h1>
      <p className="hint">{t("policy.writeHint")}</p>
      {!session?.department && (
        <DepartmentPicker
          id="department"
          label={t("kit.field.department")}
          value={department}
          onChange={setDepartment}
        />
      )}
      <PolicyForm
        initial={emptyDraft()}
        button={t("policy.form.save")}
        isSending={drafting.isPending}
        error={drafting.error}
        onSend={(content) => drafting.mutate(content)}
      />
    </>
  );
}
