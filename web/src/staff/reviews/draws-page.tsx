import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { CallForm } from "../../kit/call-form.tsx";
import { RecordList, RowLink } from "../../kit/record-list.tsx";
import { call } from "../../shared/api.ts";
import { dayFromToday, useDates } from "../../shared/dates.ts";
import { DepartmentName } from "../department-name.tsx";
import type { Draw } from "./calls.ts";
import { ReviewTabs } from "./tabs.tsx";

/** 电话邀评: a sample of those who did not rate by themselves is asked on the telephone. */
export default function DrawsPage() {
  const { t } = useTranslation();
  const { moment } = useDates();
  const [, navigate] = useLocation();
  return (
    <>
      <h1>{t("office.calls.title")}</h1>
      <ReviewTabs />
      <p>{t("office.calls.intro")}</p>
      <details className="card on-screen">
        <summary>{t("office.calls.draw")}</summary>
        <CallForm<Draw>
          name="POST /v1/rating-draws"
          words="draw"
          options={{ initial: { from: dayFromToday(-30), to: dayFromToday(-1), size: "20" } }}
          send={(body) => call("POST", "/v1/rating-draws", { body })}
          onDone={({ drawId }) => navigate(`/staff/reviews/calls/${drawId}`)}
        />
      </details>
      <RecordList<Draw>
        path="/v1/rating-draws"
        caption={t("office.calls.title")}
        none={t("office.calls.none")}
        keyOf={({ drawId }) => drawId}
        columns={[
          {
            name: "days",
            heading: t("office.calls.days"),
            cell: ({ drawId, from, to }) => (
              <RowLink to={`/staff/reviews/calls/${drawId}`}>
                {t("office.calls.fromTo", { from, to })}
              </RowLink>
            ),
          },
          {
            name: "department",
            heading: t("kit.field.department"),
            cell: ({ department }) => (department ? <DepartmentName code={department} /> : t("kit.all")),
          },
          {
            name: "drawn",
            heading: t("office.calls.drawn"),
            cell: ({ drawn, population }) => t("office.calls.drawnOf", { count: drawn, population }),
          },
          { name: "at", heading: t("office.calls.drawnAt"), cell: ({ drawnAt }) => moment(drawnAt) },
        ]}
      />
    </>
  );
}
