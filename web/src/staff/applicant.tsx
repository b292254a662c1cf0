import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CallForm } from "../kit/call-form.tsx";
import { call } from "../shared/api.ts";
import type { Case, Revealed } from "../shared/api-types.ts";
import { Facts } from "../shared/facts.tsx";

type Person = NonNullable<Case["applicant"]>;
type Place = NonNullable<Revealed["receiveAddress"]>;

/** Masked; whoever has to see more says why, and the applicant sees who did. */
export function Applicant({ of }: { of: Case }) {
  const { t } = useTranslation();
  const [seen, setSeen] = useState<Revealed>();
  if (!of.applicant) return null;
  const rows = (prefix: string, { name, idNumber, phone }: Person): [string, string][] => [
    [`${prefix} · ${t("staff.name")}`, name],
    [`${prefix} · ${t("staff.idNumber")}`, idNumber],
    [`${prefix} · ${t("staff.phone")}`, phone],
  ];
  const agent = seen?.agent ?? of.agent;
  const place = ({ recipient, phone, street }: Place): string => [recipient, phone, street].join(", ");
  return (
    <section className="card" aria-labelledby="applicant">
      <h2 id="applicant">{t("staff.applicant")}</h2>
      <Facts
        rows={[
          ...rows(t("staff.applicant"), seen?.applicant ?? of.applicant),
          of.ownEarnings && [t("staff.ownEarnings"), t("staff.ownEarningsDeclared")],
          ...(seen?.parties ?? []).flatMap((party) => rows(t("staff.party"), party)),
          ...(agent ? rows(t("staff.agent"), agent) : []),
          seen?.handInAddress && [t("staff.from"), place(seen.handInAddress)],
          seen?.receiveAddress && [t("staff.to"), place(seen.receiveAddress)],
        ]}
      />
      {!seen && (
        <details className="on-screen">
          <summary>{t("staff.reveal")}</summary>
          <p className="hint">{t("staff.revealHint")}</p>
          <CallForm<Revealed>
            name="POST /v1/cases/{caseNumber}/reveal"
            words="reveal"
            secondary
            send={(body) => call("POST", `/v1/cases/${of.caseNumber}/reveal`, { body })}
            onDone={setSeen}
          />
        </details>
      )}
    </section>
  );
}
