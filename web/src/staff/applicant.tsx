import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../shared/api.ts";
import type { Case } from "../shared/api-types.ts";
import { Facts } from "../shared/facts.tsx";
import { TextField } from "../shared/form/field.tsx";
import { ErrorMessage } from "../shared/query-view.tsx";

type Person = { name: string; idNumber: string; phone: string };
type Place = { recipient: string; phone: string; street: string };
type Revealed = { applicant: Person; agent?: Person; handInAddress?: Place; receiveAddress?: Place };

/** Masked; whoever has to see more says why, and the applicant sees who did. */
export function Applicant({ of }: { of: Case }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const reveal = useMutation({
    mutationFn: () => call<Revealed>("POST", `/v1/cases/${of.caseNumber}/reveal`, { body: { reason } }),
  });
  if (!of.applicant) return null;
  const rows = (prefix: string, { name, idNumber, phone }: Person): [string, string][] => [
    [`${prefix} · ${t("staff.name")}`, name],
    [`${prefix} · ${t("staff.idNumber")}`, idNumber],
    [`${prefix} · ${t("staff.phone")}`, phone],
  ];
  const place = ({ recipient, phone, street }: Place): string => [recipient, phone, street].join(", ");
  const seen = reveal.data;
  return (
    <section className="card" aria-labelledby="applicant">
      <h2 id="applicant">{t("staff.applicant")}</h2>
      <Facts
        rows={[
          ...rows(t("staff.applicant"), seen?.applicant ?? of.applicant),
          ...(seen?.agent ? rows(t("staff.agent"), seen.agent) : []),
          ...(seen?.handInAddress ? [[t("staff.from"), place(seen.handInAddress)] as [string, string]] : []),
          ...(seen?.receiveAddress ? [[t("staff.to"), place(seen.receiveAddress)] as [string, string]] : []),
        ]}
      />
      {!seen && (
        <details className="on-screen">
          <summary>{t("staff.reveal")}</summary>
          <TextField
            id="reveal-reason"
            label={t("staff.revealWhy")}
            hint={t("staff.revealHint")}
            required
            value={reason}
            onChange={setReason}
          />
          <button type="button" disabled={reveal.isPending} onClick={() => reveal.mutate()}>
            {t("staff.reveal")}
          </button>
          <ErrorMessage error={reveal.error} />
        </details>
      )}
    </section>
  );
}
