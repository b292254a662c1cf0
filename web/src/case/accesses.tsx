import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Access } from "#shared/kernel/accesses/access.ts";
import { useDates } from "../shared/dates.ts";
import { PagedView } from "../shared/query-view.tsx";
import { usePages } from "../shared/use-read.ts";
import { Written } from "../shared/written.tsx";
import type access from "../texts/zh/access.json";

type ReasonCode = keyof typeof access.reason;
type Looker = keyof typeof access.by;

/** 谁查看过我的信息: who of the office opened what, when and why. `path` is the list's. */
export function Accesses({ path }: { path: `/v1/${string}/accesses` }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className="card" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t("access.title")}</summary>
      {open && <List path={path} />}
    </details>
  );
}

function List({ path }: { path: string }) {
  const { t } = useTranslation();
  const { moment } = useDates();
  const accesses = usePages<Access>(path);
  return (
    <PagedView query={accesses} none={<p>{t("access.none")}</p>}>
      {(all) => (
        <ul>
          {all.map(({ at, by, what, record = "", reason, reasonCode }) => (
            <li key={`${at} ${by.id} ${what} ${record}`}>
              {moment(at)} · {t(`access.by.${by.role as Looker}`)} · {t(`access.what.${what}`)}:{" "}
              {reasonCode ? t(`access.reason.${reasonCode as ReasonCode}`) : t("access.handling")}
              {reason && (
                <>
                  : <Written text={reason} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </PagedView>
  );
}
