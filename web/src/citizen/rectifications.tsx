import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type * as z from "zod";
import type { listMyRectifications } from "#shared/rectifications/api.ts";
import { useDates } from "../shared/dates.ts";
import { PagedView } from "../shared/query-view.tsx";
import { usePages } from "../shared/use-read.ts";
import { Written } from "../shared/written.tsx";
import { ActingFor, useOnBehalfOf } from "./acting-for.tsx";

type Mine = z.output<(typeof listMyRectifications)["answers"][200]["schema"]>["items"][number];

/** 我的差评处理结果: what became of one's bad ratings. */
export default function MyRectifications() {
  const { t } = useTranslation();
  const { day } = useDates();
  const { onBehalfOf, path } = useOnBehalfOf();
  const mine = usePages<Mine>(path("/v1/my/rectifications"));
  return (
    <>
      <h1>{t("rate.mine")}</h1>
      <ActingFor />
      <PagedView query={mine} none={<p>{t(onBehalfOf ? "acting.none" : "rate.noneMine")}</p>}>
        {(all) => (
          <ul className="items">
            {all.map(({ caseNumber, stage, level, openedAt, dueAt, state, notified }) => (
              <li key={`${caseNumber} ${stage} ${openedAt}`}>
                <Link to={`/cases/${caseNumber}`}>{caseNumber}</Link>
                <span className="tags">
                  <span className="tag">{t(`rate.level.${level}`)}</span>
                  <span className="tag">{t(`rate.rectification.${state}`)}</span>
                </span>
                <span className="facts">
                  {t("rate.ratedOn", { day: day(openedAt) })}
                  {state === "inProgress" && ` · ${t("rate.answerBy", { day: day(dueAt) })}`}
                </span>
                {notified && (
                  <p>
                    <Written text={notified.words} />
                  </p>
                )}
              </li>
            ))}
          </ul>
        )}
      </PagedView>
    </>
  );
}
