import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type * as z from "zod";
import type { searchPerson } from "#shared/cases/person-api.ts";
import { StateTag } from "../case/state-tag.tsx";
import { beginVisit, endVisit, useVisit } from "../citizen/apply/visit.ts";
import { SearchBox } from "../citizen/search/search-box.tsx";
import { CallForm } from "../kit/call-form.tsx";
import { call } from "../shared/api.ts";
import { useDates } from "../shared/dates.ts";
import { ItemName } from "../shared/item-name.tsx";
import { useText } from "../shared/use-read.ts";
import { useSession } from "../sign-in/session.ts";
import { Collect } from "./collect.tsx";
import "./staff.css";

/** 综合窗口: one citizen, everything in one visit; and finding the cases of somebody who is there. */
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
              <SearchBox />
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
      <Collect />
      <Find />
    </>
  );
}

type FoundCases = z.output<(typeof searchPerson)["answers"][200]["schema"]>;

function Find() {
  const { t } = useTranslation();
  const { day } = useDates();
  const [found, setFound] = useState<FoundCases>();
  return (
    <section className="card on-screen" aria-labelledby="find">
      <h2 id="find">{t("window.find")}</h2>
      <p className="hint">{t("window.findHint")}</p>
      <CallForm<FoundCases>
        name="POST /v1/cases/search"
        words="search"
        secondary
        send={(body) => call("POST", "/v1/cases/search", { body })}
        onDone={setFound}
      />
      <div role="status">
        {found && <p>{t(found.more ? "window.foundMore" : "window.found", { count: found.items.length })}</p>}
      </div>
      {found && (
        <ul className="items">
          {found.items.map((one) => (
            <li key={one.caseNumber}>
              <Link to={`/staff/cases/${one.caseNumber}`}>
                <ItemName itemCode={one.itemCode} version={one.itemVersion} />
              </Link>{" "}
              <StateTag state={one.state} />
              <span className="facts number">
                {one.caseNumber} · {t("case.submittedOn", { day: day(one.submittedAt) })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
