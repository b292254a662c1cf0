import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { actionLabel } from "../../case/labels.ts";
import { NoticeList } from "../../case/notice.tsx";
import { useAction } from "../../case/use-action.ts";
import type { Case, CaseAction, Item } from "../../shared/api-types.ts";
import { useDates } from "../../shared/dates.ts";
import { ErrorMessage } from "../../shared/query-view.tsx";
import { useText } from "../../shared/use-read.ts";

/** Actions with documents and answers have a page of their own. */
const onOwnPage: CaseAction[] = ["supplement", "resubmit", "submitDeferred"];
const oneTap: CaseAction[] = ["redeliver", "collect"];

/** What waits for the applicant now, first on the page. */
export function NeededNow({ of, item }: { of: Case; item: Item }) {
  const { t } = useTranslation();
  const text = useText();
  const { day } = useDates();
  const act = useAction(of);
  const withPage = onOwnPage.filter((action) => of.allowedActions.includes(action));
  const tap = oneTap.filter((action) => of.allowedActions.includes(action));
  if (withPage.length + tap.length === 0) return null;
  const answering = withPage.some((action) => action !== "submitDeferred");
  return (
    <section className="panel asked" aria-labelledby="needed">
      <h2 id="needed">{t("case.needed")}</h2>
      {answering && <NoticeList of={of} item={item} />}
      {answering && of.clock.answerDueAt && <p>{t("case.answerBy", { day: day(of.clock.answerDueAt) })}</p>}
      {of.deferredUntil && withPage.includes("submitDeferred") && (
        <p>{t("case.deferredUntil", { day: of.deferredUntil })}</p>
      )}
      <div className="buttons">
        {withPage.map((action) => (
          <Link key={action} className="button primary" to={`/cases/${of.caseNumber}/${action}`}>
            {text(actionLabel(action))}
          </Link>
        ))}
        {tap.map((action) => (
          <button
            key={action}
            type="button"
            className="primary"
            disabled={act.isPending}
            onClick={() => act.mutate({ action })}
          >
            {text(actionLabel(action))}
          </button>
        ))}
      </div>
      <ErrorMessage error={act.error} />
    </section>
  );
}
