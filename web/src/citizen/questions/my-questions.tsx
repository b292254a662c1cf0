import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { QuestionRowView } from "#shared/consultation/api.ts";
import { useDates } from "../../shared/dates.ts";
import { ItemName } from "../../shared/item-name.tsx";
import { PagedView } from "../../shared/query-view.tsx";
import { usePages } from "../../shared/use-read.ts";
import { Written } from "../../shared/written.tsx";

/** 我的咨询. */
export default function MyQuestions() {
  const { t } = useTranslation();
  const { day } = useDates();
  const mine = usePages<QuestionRowView>("/v1/questions");
  return (
    <>
      <h1>{t("question.mine")}</h1>
      <p>
        <Link className="button primary" to="/ask">
          {t("question.ask")}
        </Link>
      </p>
      <PagedView query={mine} none={<p>{t("question.none")}</p>}>
        {(all) => (
          <ul className="items">
            {all.map(({ questionId, text = "", state, askedAt, dueAt, itemCode }) => (
              <li key={questionId}>
                <Link to={`/questions/${questionId}`}>
                  <Written text={text.slice(0, 80) || t("question.textGone")} />
                </Link>
                <span className="tags">
                  <span className="tag">{t(`question.state.${state}`)}</span>
                </span>
                <span className="facts">
                  {itemCode && <ItemName itemCode={itemCode} />}{" "}
                  {t("question.askedOn", { day: day(askedAt) })}
                  {dueAt && state === "waiting" && ` · ${t("question.replyBy", { day: day(dueAt) })}`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </PagedView>
    </>
  );
}
