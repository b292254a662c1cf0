import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PersonAccess } from "#shared/cases/person-access.ts";
import type { ActorRole } from "#shared/kernel/lifecycle/lifecycle.ts";
import { useDates } from "../../shared/dates.ts";
import { PagedView } from "../../shared/query-view.tsx";
import { usePages } from "../../shared/use-read.ts";
import { Written } from "../../shared/written.tsx";

/** 谁查看过我的信息: whoever looked at the applicant's data, when and why. */
export function Accesses({ caseNumber }: { caseNumber: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className="card" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t("case.accesses")}</summary>
      {open && <List caseNumber={caseNumber} />}
    </details>
  );
}

function List({ caseNumber }: { caseNumber: string }) {
  const { t } = useTranslation();
  const { moment } = useDates();
  const accesses = usePages<PersonAccess>(`/v1/cases/${caseNumber}/accesses`);
  return (
    <PagedView query={accesses} none={<p>{t("case.noAccesses")}</p>}>
      {(all) => (
        <ul>
          {all.map(({ at, by, reason }) => (
            <li key={at}>
              {moment(at)} · {t(`case.by.${by.role as ActorRole}`)}: <Written text={reason} />
            </li>
          ))}
        </ul>
      )}
    </PagedView>
  );
}
