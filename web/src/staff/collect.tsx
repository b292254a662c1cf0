import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { call, read } from "../shared/api.ts";
import type { Case, CaseSummary } from "../shared/api-types.ts";
import { TextField } from "../shared/form/field.tsx";
import { Form } from "../shared/form/form.tsx";
import { ErrorMessage } from "../shared/query-view.tsx";
import { useRefresh } from "../shared/use-action.ts";

/** What a scanner reads from the applicant's page, or a person types: case number and code, apart by anything. */
const scanned = /^\s*([0-9A-Z]{25})\D+?(\d{4})\s*(\d{4})\s*$/i;

/** 窗口领取: the code leads to the case and says that whoever shows it may have the result. */
export function Collect() {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState("");
  const collect = useMutation({
    mutationFn: async ({ caseNumber, code }: { caseNumber: string; code: string }) => {
      const { version } = await read<Case>(`/v1/cases/${caseNumber}`);
      return call<CaseSummary>("POST", `/v1/cases/${caseNumber}/actions/collect`, {
        body: { code },
        headers: { "if-match": `"${version}"` },
      });
    },
    onSuccess: async () => {
      setText("");
      await refresh();
    },
  });
  const send = (): void => {
    const [, caseNumber, first, last] = scanned.exec(text) ?? [];
    setWrong(caseNumber ? "" : t("window.collectFormat"));
    collect.reset();
    if (caseNumber) collect.mutate({ caseNumber: caseNumber.toUpperCase(), code: `${first}${last}` });
  };
  return (
    <section className="card on-screen" aria-labelledby="collect">
      <h2 id="collect">{t("window.collect")}</h2>
      <Form onSend={send}>
        <TextField
          id="collection"
          label={t("window.collectCode")}
          hint={t("window.collectHint")}
          error={wrong}
          value={text}
          onChange={setText}
        />
        <button type="submit" className="secondary" disabled={collect.isPending}>
          {t("window.collectSend")}
        </button>
      </Form>
      <ErrorMessage error={collect.error} />
      <div role="status">
        {collect.data && (
          <p>
            {t("window.collected")}{" "}
            <Link to={`/staff/cases/${collect.data.caseNumber}`}>{collect.data.caseNumber}</Link>
          </p>
        )}
      </div>
    </section>
  );
}
