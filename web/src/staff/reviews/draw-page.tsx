import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { PrintButton, StateTag } from "../../kit/parts.tsx";
import { RecordTable, RowLink } from "../../kit/record-list.tsx";
import { Empty, OfflineNotice, RecordNotFound } from "../../kit/states.tsx";
import { ApiProblem } from "../../shared/api.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useRead } from "../../shared/use-read.ts";
import type { WholeDraw } from "./calls.ts";

/** One draw with its calls, in the order drawn. */
export default function DrawPage() {
  const { t } = useTranslation();
  const { drawId = "" } = useParams();
  const found = useRead<WholeDraw>(`/v1/rating-draws/${drawId}`);
  const back = { to: "/staff/reviews/calls", text: t("office.calls.title") };
  if (found.error instanceof ApiProblem && found.error.status === 404) return <RecordNotFound back={back} />;
  return (
    <>
      <OfflineNotice />
      <p className="on-screen">
        <Link to={back.to}>{back.text}</Link>
      </p>
      <QueryView query={found}>
        {({ draw: { from, to, drawn, population }, calls }) => (
          <>
            <h1>{t("office.calls.fromTo", { from, to })}</h1>
            <p>{t("office.calls.drawnOf", { count: drawn, population })}</p>
            {calls.length === 0 ? (
              <Empty>
                <p>{t("office.calls.nobody")}</p>
              </Empty>
            ) : (
              <RecordTable
                caption={t("office.calls.title")}
                rows={calls}
                keyOf={({ callId }) => callId}
                columns={[
                  {
                    name: "case",
                    heading: t("office.case"),
                    cell: ({ callId, caseNumber }) => (
                      <RowLink to={`/staff/reviews/calls/of/${callId}`}>{caseNumber}</RowLink>
                    ),
                  },
                  {
                    name: "state",
                    heading: t("office.column.state"),
                    cell: ({ state }) => <StateTag record="rating-calls" state={state} />,
                  },
                  {
                    name: "attempts",
                    heading: t("office.calls.attempts"),
                    cell: ({ attempts }) => attempts.length,
                  },
                ]}
              />
            )}
            <PrintButton />
          </>
        )}
      </QueryView>
    </>
  );
}
