import { useTranslation } from "react-i18next";
import { RecordList } from "../../kit/record-list.tsx";
import { useDates } from "../../shared/dates.ts";
import { useText } from "../../shared/use-read.ts";
import { itemColumn } from "./item-column.tsx";
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
          itemColumn(t("office.column.item")),
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
