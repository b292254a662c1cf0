import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Access } from "#shared/kernel/accesses/access.ts";
import { type Column, RecordList } from "../kit/record-list.tsx";
import "../kit/kit.css";
import { TextField } from "../shared/form/field.tsx";
import { Form } from "../shared/form/form.tsx";
import type access from "../texts/zh/access.json";
import { useLookColumns } from "./look-columns.tsx";
import "./staff.css";

/** 查看记录: for the auditor, who of the office looked at the data of one case. */
export default function Accesses() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState<string>();
  const [isWrong, setWrong] = useState(false);
  const find = (): void => {
    const caseNumber = typed.replace(/[\s-]/g, "").toUpperCase();
    const isNumber = /^[0-9A-Z]{25}$/.test(caseNumber);
    setWrong(!isNumber);
    setAsked(isNumber ? caseNumber : undefined);
  };
  const looks = useLookColumns<Access>();
  const columns: Column<Access>[] = [
    ...looks,
    { name: "what", heading: t("staff.accesses.what"), cell: ({ what }) => t(`access.what.${what}`) },
    {
      name: "reason",
      heading: t("kit.field.reason"),
      cell: ({ reason, reasonCode }) =>
        [
          reasonCode ? t(`access.reason.${reasonCode as keyof typeof access.reason}`) : t("access.handling"),
          ...(reason ? [reason] : []),
        ].join(": "),
    },
  ];
  return (
    <>
      <h1>{t("staff.accesses.title")}</h1>
      <p>{t("staff.accesses.intro")}</p>
      <Form onSend={find}>
        <TextField
          id="caseNumber"
          label={t("staff.accesses.caseNumber")}
          error={isWrong ? t("staff.accesses.wrong") : undefined}
          required
          value={typed}
          onChange={setTyped}
        />
        <button type="submit">{t("staff.accesses.show")}</button>
      </Form>
      {asked && (
        <RecordList<Access>
          caption={t("staff.accesses.title")}
          path={`/v1/cases/${asked}/accesses`}
          none={t("access.none")}
          keyOf={({ at, by, what, record = "" }) => `${at} ${by.id} ${what} ${record}`}
          columns={columns}
        />
      )}
    </>
  );
}
