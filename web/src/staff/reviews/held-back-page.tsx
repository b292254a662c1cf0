import { useTranslation } from "react-i18next";
import { RecordList, RowLink } from "../../kit/record-list.tsx";
import { useDates } from "../../shared/dates.ts";
import { ItemName } from "../../shared/item-name.tsx";
import { useText } from "../../shared/use-read.ts";
import type { Reviewed } from "./ratings-page.tsx";
import { ReviewTabs } from "./tabs.tsx";

/** 未上报的评价: what the gate to the national platform refuses, those held back longest first. */
export default function HeldBackRatings() {
  const { t } = useTranslation();
  const text = useText();
  const { moment } = useDates();
  return (
    <>
      <h1>{t("office.heldBack.title")}</h1>
      <ReviewTabs />
      <p>{t("office.heldBack.intro")}</p>
      <RecordList<Reviewed>
        path="/v1/ratings/held-back"
        caption={t("office.heldBack.title")}
        none={t("office.heldBack.none")}
        keyOf={({ ratingId }) => ratingId}
        columns={[
          {
            name: "item",
            heading: t("office.column.item"),
            cell: ({ ratingId, itemCode, caseNumber }) => (
              <>
                <RowLink to={`/staff/reviews/ratings/${ratingId}`}>
                  <ItemName itemCode={itemCode} />
                </RowLink>
                <span className="facts number">{caseNumber}</span>
              </>
            ),
          },
          {
            name: "wrong",
            heading: t("office.heldBack.wrong"),
            cell: ({ heldBack }) => heldBack?.faults.map(text).join(" "),
          },
          {
            name: "since",
            heading: t("office.heldBack.since"),
            cell: ({ heldBack }) => heldBack && moment(heldBack.since),
          },
        ]}
      />
    </>
  );
}
