import { useTranslation } from "react-i18next";
import type * as z from "zod";
import type { listComments } from "#shared/ratings/comments/comment-api.ts";
import { RecordList, RowLink } from "../../kit/record-list.tsx";
import { useWords } from "../../kit/words.ts";
import { useDates } from "../../shared/dates.ts";
import { ItemName } from "../../shared/item-name.tsx";
import { ReviewTabs } from "./tabs.tsx";

export type WaitingComment = z.output<(typeof listComments)["answers"][200]["schema"]>["items"][number];
export const waitingPath = "/v1/rating-comments";

/** 待审核的评价内容: people's own words, before anybody else reads them; the oldest first. */
export default function CommentsPage() {
  const { t } = useTranslation();
  const words = useWords();
  const { day } = useDates();
  return (
    <>
      <h1>{t("office.comments.title")}</h1>
      <ReviewTabs />
      <p>{t("office.comments.intro")}</p>
      <RecordList<WaitingComment>
        path={waitingPath}
        caption={t("office.comments.title")}
        none={t("office.comments.none")}
        keyOf={({ ratingId }) => ratingId}
        columns={[
          {
            name: "item",
            heading: t("office.column.item"),
            cell: ({ ratingId, itemCode, ratedAt }) => (
              <>
                <RowLink to={`/staff/reviews/comments/${ratingId}`}>
                  <ItemName itemCode={itemCode} />
                </RowLink>
                <span className="facts">{day(ratedAt)}</span>
              </>
            ),
          },
          {
            name: "level",
            heading: t("office.column.level"),
            cell: ({ level }) => words.value("level", level),
          },
          { name: "comment", heading: t("office.comments.comment"), cell: ({ comment }) => comment },
          {
            name: "found",
            heading: t("office.comments.found"),
            cell: ({ found }) => found.join("; ") || t("office.comments.nothingFound"),
          },
        ]}
      />
    </>
  );
}
