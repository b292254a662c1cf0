import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Search } from "#shared/kernel/accesses/access.ts";
import { type Column, RecordList } from "../kit/record-list.tsx";
import { useWords } from "../kit/words.ts";
import "../kit/kit.css";
import { useLookColumns } from "./look-columns.tsx";
import "./staff.css";

const today = (): string => new Date().toLocaleDateString("sv", { timeZone: "Asia/Shanghai" });

/** 查人记录: who of the office searched for people on one day, how often and why. */
export default function Searches() {
  const { t } = useTranslation();
  const words = useWords();
  const [day, setDay] = useState(today);
  const [account, setAccount] = useState("");
  const query = new URLSearchParams({ day, ...(account && { account }) });
  const looks = useLookColumns<Search>();
  const columns: Column<Search>[] = [
    ...looks,
    { name: "kind", heading: t("staff.searches.by"), cell: ({ kind }) => t(`staff.searches.kind.${kind}`) },
    { name: "found", heading: t("staff.searches.found"), cell: ({ found }) => String(found) },
    {
      name: "reason",
      heading: t("kit.field.reason"),
      cell: ({ reasonCode, reason }) => `${words.value("reasonCode", reasonCode)}: ${reason}`,
    },
  ];
  return (
    <>
      <h1>{t("staff.searches.title")}</h1>
      <p>{t("staff.searches.intro")}</p>
      <div className="filters on-screen">
        <label>
          {t("staff.searches.day")}
          <input
            type="date"
            value={day}
            max={today()}
            onChange={({ target }) => setDay(target.value || today())}
          />
        </label>
        <label>
          {t("staff.searches.account")}
          <input value={account} onChange={({ target }) => setAccount(target.value.trim())} />
        </label>
      </div>
      <RecordList<Search>
        caption={t("staff.searches.title")}
        path={`/v1/person-searches?${query}`}
        none={t("staff.searches.none")}
        keyOf={({ at, by }) => `${at} ${by.id}`}
        columns={columns}
      />
    </>
  );
}
