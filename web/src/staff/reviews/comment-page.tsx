import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "wouter";
import type * as z from "zod";
import type { getComment } from "#shared/ratings/comments/comment-api.ts";
import { RecordPage } from "../../kit/record-page.tsx";
import { useWords } from "../../kit/words.ts";
import { useDates } from "../../shared/dates.ts";
import { Facts } from "../../shared/facts.tsx";
import { ItemName } from "../../shared/item-name.tsx";
import { usePages } from "../../shared/use-read.ts";
import { Written } from "../../shared/written.tsx";
import { useSession } from "../../sign-in/session.ts";
import { type WaitingComment, waitingPath } from "./comments-page.tsx";

type Comment = z.output<(typeof getComment)["answers"][200]["schema"]>;

/** The words themselves and a proposal without what looks personal: only the list of those to review has them. */
function useWaiting(ratingId: string): WaitingComment | undefined {
  const isReviewer = useSession()?.role === "supervisor";
  const { data, hasNextPage, isFetching, fetchNextPage } = usePages<WaitingComment>(waitingPath, {
    enabled: isReviewer,
  });
  const found = data?.pages.flatMap(({ items }) => items).find((one) => one.ratingId === ratingId);
  const isFurtherOn = !found && hasNextPage && !isFetching;
  useEffect(() => {
    if (isFurtherOn) void fetchNextPage();
  }, [isFurtherOn, fetchNextPage]);
  return found;
}

/** One comment: a supervisor lets it out or keeps it back, the department replies. */
export default function CommentPage() {
  const { t } = useTranslation();
  const words = useWords();
  const { day, moment } = useDates();
  const { ratingId = "" } = useParams();
  const isReviewer = useSession()?.role === "supervisor";
  const waiting = useWaiting(ratingId);
  const sentences = Object.values(t("office.comments.templates.withhold", { returnObjects: true }));
  return (
    <RecordPage<Comment>
      record="rating-comments"
      id={ratingId}
      back={
        isReviewer
          ? { to: "/staff/reviews/comments", text: t("office.comments.title") }
          : { to: "/staff", text: t("nav.worklist") }
      }
      title={({ itemCode }) => <ItemName itemCode={itemCode} />}
      number={() => {
        const [caseNumber, stage = "", turn = ""] = ratingId.split("-");
        return [caseNumber, words.value("stage", stage), words.value("turn", turn)].join(" · ");
      }}
      acting={({ text, reply }) => ({
        options: {
          publish: { initial: { text: text ?? waiting?.proposal ?? "" } },
          withhold: { templates: { words: sentences } },
          reply: { initial: { text: reply?.text ?? "" } },
        },
      })}
    >
      {(of) => (
        <section className="card" aria-labelledby="comment">
          <h2 id="comment">{t("office.comments.comment")}</h2>
          <Facts
            rows={[
              [t("office.column.level"), words.value("level", of.level)],
              [t("office.ratedAt"), day(of.ratedAt)],
            ]}
          />
          {waiting && (
            <>
              <blockquote className="quote">
                <Written text={waiting.comment} />
              </blockquote>
              <p className="hint">
                {waiting.found.length > 0
                  ? t("office.comments.hidden", { kinds: waiting.found.join("; ") })
                  : t("office.comments.nothingFound")}
              </p>
            </>
          )}
          {of.text && (
            <>
              <h3>{t("office.comments.published")}</h3>
              <blockquote className="quote">
                <Written text={of.text} />
              </blockquote>
            </>
          )}
          {of.reply && (
            <>
              <h3>{t("office.comments.reply", { moment: moment(of.reply.at) })}</h3>
              <blockquote className="quote">
                <Written text={of.reply.text} />
              </blockquote>
            </>
          )}
        </section>
      )}
    </RecordPage>
  );
}
