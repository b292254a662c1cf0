import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { StateTag } from "../../case/state-tag.tsx";
import type { CaseSummary } from "../../shared/api-types.ts";
import { useDates } from "../../shared/dates.ts";
import { draftsOf } from "../../shared/draft-list.ts";
import { forgetDraft } from "../../shared/drafts.ts";
import { ItemName } from "../../shared/item-name.tsx";
import { PagedView } from "../../shared/query-view.tsx";
import { usePages } from "../../shared/use-read.ts";
import { useSession } from "../../sign-in/session.ts";
import { ActingFor, useOnBehalfOf } from "../acting-for.tsx";
import { Export } from "./export.tsx";
import { Invitations } from "./invitations.tsx";

/** Actions that wait for the applicant; the others are there if they want them. */
const awaited = ["supplement", "resubmit", "submitDeferred", "redeliver", "collect"];
export const awaitsApplicant = ({ allowedActions, state, receive, parent }: CaseSummary): boolean =>
  allowedActions.some((action) => awaited.includes(action)) ||
  (receive.mode === "window" && !parent && (state === "approved" || state === "rejected"));

function Drafts() {
  const { t } = useTranslation();
  const { moment } = useDates();
  const person = useSession()?.id ?? "";
  const [drafts, setDrafts] = useState(() => draftsOf(person));
  const items = drafts.filter(({ name }) => /^[0-9A-Z]{31,33}$/.test(name));
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="drafts">
      <h2 id="drafts">{t("case.drafts")}</h2>
      <ul className="items">
        {items.map(({ name, savedAt }) => (
          <li key={name} className="with-button">
            <span>
              <Link to={`/items/${name}/apply`}>
                <ItemName itemCode={name} />
              </Link>
              <span className="facts">
                {t("case.savedAt", { moment: moment(new Date(savedAt).toISOString()) })}
              </span>
            </span>
            <button
              type="button"
              className="quiet"
              onClick={() => {
                forgetDraft(person, name);
                setDrafts(draftsOf(person));
              }}
            >
              {t("case.forget")}
              <span className="unseen">
                {" "}
                <ItemName itemCode={name} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** 我的办件, the newest first; what waits for the applicant says so. */
export default function MyCases() {
  const { t } = useTranslation();
  const { day } = useDates();
  const { onBehalfOf, path } = useOnBehalfOf();
  const cases = usePages<CaseSummary>(path("/v1/cases"));
  return (
    <>
      <h1>{t("case.mine")}</h1>
      <ActingFor />
      {!onBehalfOf && (
        <>
          <Invitations />
          <Drafts />
        </>
      )}
      <PagedView
        query={cases}
        none={
          <>
            <p>{t(onBehalfOf ? "acting.none" : "case.none")}</p>
            <Link className="button primary" to="/items">
              {t("case.find")}
            </Link>
          </>
        }
      >
        {(all) => (
          <ul className="items">
            {all.map((one) => (
              <li key={one.caseNumber}>
                <Link to={`/cases/${one.caseNumber}`}>
                  <ItemName itemCode={one.itemCode} version={one.itemVersion} />
                </Link>
                <span className="tags">
                  <StateTag state={one.state} />
                  {awaitsApplicant(one) && <span className="tag asked">{t("case.asked")}</span>}
                </span>
                <span className="facts">
                  {one.caseNumber} · {t("case.submittedOn", { day: day(one.submittedAt) })}
                </span>
              </li>
            ))}
          </ul>
        )}
      </PagedView>
      <p>
        <Link to={onBehalfOf ? `/rectifications?onBehalfOf=${onBehalfOf}` : "/rectifications"}>
          {t("case.rectifications")}
        </Link>
      </p>
      <p>
        <Link to="/consultations">{t("case.questions")}</Link>
      </p>
      {!onBehalfOf && <Export />}
    </>
  );
}
