import { useTranslation } from "react-i18next";
import type * as z from "zod";
import type { getReviewed } from "#shared/ratings/rules/review-api.ts";
import { RecordList } from "../../kit/record-list.tsx";
import { useWords } from "../../kit/words.ts";
import { useDates } from "../../shared/dates.ts";
import { useText } from "../../shared/use-read.ts";
import { itemColumn } from "./item-column.tsx";
import { ReviewTabs } from "./tabs.tsx";

export type Reviewed = z.output<(typeof getReviewed)["answers"][200]["schema"]>;

/** 待核查的评价: what the rules hold to be doubtful, the oldest first. */
export default function QuarantinedRatings() {
  const { t } = useTranslation();
  const words = useWords();
  const text = useText();
  const { moment } = useDates();
  return (
    <>
      <h1>{t("office.ratings.title")}</h1>
      <ReviewTabs />
      <p>{t("office.ratings.intro")}</p>
      <RecordList<Reviewed>
        path="/v1/ratings/quarantined"
        caption={t("office.ratings.title")}
        none={t("office.ratings.none")}
        keyOf={({ ratingId }) => ratingId}
        columns={[
          itemColumn(t("office.column.item")),
          {
            name: "level",
            heading: t("office.column.level"),
            cell: ({ level, stage, channel }) => (
              <>
                {words.value("level", level)}
                <span className="facts">
                  {words.value("stage", stage)} · {words.value("channel", channel)}
                </span>
              </>
            ),
          },
          {
            name: "reasons",
            heading: t("office.ratings.reasons"),
            cell: ({ reasons }) => reasons.map(text).join("; "),
          },
          { name: "at", heading: t("office.ratedAt"), cell: ({ ratedAt }) => moment(ratedAt) },
        ]}
      />
    </>
  );
}
