import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { StateTag } from "../case/state-tag.tsx";
import { beginVisit, endVisit, useVisit } from "../citizen/apply/visit.ts";
import { Search } from "../citizen/search.tsx";
import { call } from "../shared/api.ts";
import type { CaseSummary } from "../shared/api-types.ts";
import { useDates } from "../shared/dates.ts";
import { TextField } from "../shared/form/field.tsx";
import { ItemName } from "../shared/item-name.tsx";
import { ErrorMessage } from "../shared/query-view.tsx";
import { useText } from "../shared/use-read.ts";
import { useSession } from "../sign-in/session.ts";
import "./staff.css";
import { Form } from "../shared/form/form.tsx";

/** 综合窗口: one citizen, everything in one visit; and finding the cases of somebody who stands there. */
export default function Window() {
  const { t } = useTranslation();
  const text = useText();
  const { day } = useDates();
  const { visit } = useVisit();
  const own = useSession()?.department;
  return (
    <>
      <h1>{t("window.title")}</h1>
      <section className="panel" aria-labelledby="visit">
        <h2 id="visit">{t("window.visit")}</h2>
        {visit && <p className="facts">{day(new Date().toISOString())}</p>}
        {visit ? (
          <>
            {visit.done.length === 0 ? (
              <p>{t("window.nothingYet")}</p>
            ) : (
              <ol>
                {visit.done.map(({ caseNumber, name, department }) => (
                  <li key={caseNumber}>
                    {department === own ? (
                      <Link to={`/staff/cases/${caseNumber}`}>{text(name)}</Link>
                    ) : (
                      text(name)
                    )}
                    <span className="facts number">{caseNumber}</span>
                  </li>
                ))}
              </ol>
            )}
            <div className="on-screen">
              <Search />
            </div>
            <div className="buttons on-screen">
              {visit.done.length > 0 && (
                <button type="button" onClick={() => window.print()}>
                  {t("window.print")}
                </button>
              )}
              <button type="button" onClick={endVisit}>
                {t("window.end")}
              </button>
            </div>
          </>
        ) : (
          <>
            <p>{t("window.visitHint")}</p>
            <button type="button" className="primary" onClick={beginVisit}>
              {t("window.begin")}
            </button>
          </>
        )}
      </section>
      <Find />
    </>
  );
}

function Find() {
  const { t } = useTranslation();
  const [idNumber, setIdNumber] = useState("");
  const [phone, setPhone] = useState("");
  const [reason, setReason] = useState("");
  const find = useMutation({
    mutationFn: () =>
      call<{ items: CaseSummary[] }>("POST", "/v1/cases/search", {
        body: { ...(idNumber && { idNumber }), ...(phone && { phone }), reason },
      }),
  });
  return (
    <section className="card on-screen" aria-labelledby="find">
      <h2 id="find">{t("window.find")}</h2>
      <p className="hint">{t("window.findHint")}</p>
      <Form onSend={() => find.mutate()}>
        <TextField
          id="find-id"
          label={t("window.idNumber")}
          required={false}
          value={idNumber}
          onChange={setIdNumber}
        />
        <TextField
          id="find-phone"
          label={t("window.phone")}
          required={false}
          value={phone}
          onChange={setPhone}
        />
        <TextField id="find-reason" label={t("window.reason")} required value={reason} onChange={setReason} />
        <button type="submit" disabled={find.isPending}>
          {t("window.search")}
        </button>
      </Form>
      <ErrorMessage error={find.error} />
      {find.data && (
        <>
          <p role="status">{t("window.found", { count: find.data.items.length })}</p>
          <ul className="items">
            {find.data.items.map((one) => (
              <li key={one.caseNumber}>
                <Link to={`/staff/cases/${one.caseNumber}`}>
                  <ItemName itemCode={one.itemCode} version={one.itemVersion} />
                </Link>
                <StateTag state={one.state} />
                <span className="facts number">{one.caseNumber}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
