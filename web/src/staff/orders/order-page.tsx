import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { Due } from "../../kit/parts.tsx";
import { RecordPage } from "../../kit/record-page.tsx";
import { useWords } from "../../kit/words.ts";
import { useDates } from "../../shared/dates.ts";
import { type FactRow, Facts } from "../../shared/facts.tsx";
import { ItemName } from "../../shared/item-name.tsx";
import { Written } from "../../shared/written.tsx";
import type { WholeOrder } from "./order.ts";

/** One work order: what was said of the service, what was found, and what the rater is told. */
export default function OrderPage() {
  const { t } = useTranslation();
  const { rectificationId = "" } = useParams();
  const sentences = (name: "verify" | "rectify" | "notify") =>
    Object.values(t(`office.orders.templates.${name}`, { returnObjects: true }));
  return (
    <RecordPage<WholeOrder>
      record="rectifications"
      id={rectificationId}
      back={{ to: "/staff/rectifications", text: t("office.orders.title") }}
      title={({ itemCode }) => <ItemName itemCode={itemCode} />}
      facts={({ dueAt, overdue, state }) =>
        state !== "closed" && state !== "voided" && <Due at={dueAt} late={overdue} />
      }
      acting={() => ({
        main: ["recordCall", "verify", "rectify", "notify"],
        options: {
          verify: { templates: { words: sentences("verify") } },
          rectify: { templates: { words: sentences("rectify") } },
          notify: { templates: { words: sentences("notify") } },
        },
      })}
      aside={(of) => <Calls of={of} />}
    >
      {(of) => <Rating of={of} />}
    </RecordPage>
  );
}

function Rating({ of }: { of: WholeOrder }) {
  const { t } = useTranslation();
  const words = useWords();
  const { moment, day } = useDates();
  const { rating, caseNumber } = of;
  return (
    <section className="card" aria-labelledby="rating">
      <h2 id="rating">{t("office.orders.rating")}</h2>
      <Facts
        rows={[
          [t("office.column.level"), words.value("level", of.level)],
          [t("office.stage"), words.value("stage", of.stage)],
          [t("office.case"), <CaseLink key="case" caseNumber={caseNumber} />],
          [t("office.orders.appealBy"), day(of.appealBy)],
          rating && [t("office.ratedAt"), moment(rating.ratedAt)],
          rating && [t("office.channel"), words.value("channel", rating.channel)],
          rating && [t("office.orders.details"), rating.details.map(({ text }) => text).join("; ") || "—"],
        ]}
      />
      {rating?.comment && (
        <blockquote className="quote">
          <Written text={rating.comment} />
        </blockquote>
      )}
      {!rating && <p className="hint">{t("office.orders.ratingGone")}</p>}
    </section>
  );
}

/** What was found, said and reported back so far. */
function Calls({ of: { calls, finding, outcome, notified, appeal, followUp } }: { of: WholeOrder }) {
  const { t } = useTranslation();
  const words = useWords();
  const { moment } = useDates();
  if (calls.length === 0 && !finding && !appeal && !notified && !followUp) return null;
  return (
    <section className="card" aria-labelledby="soFar">
      <h2 id="soFar">{t("office.orders.soFar")}</h2>
      <Facts
        rows={[
          ...calls.map(
            ({ at, result }): FactRow => [
              t("office.orders.called", { moment: moment(at) }),
              words.value("result", result),
            ],
          ),
          finding && [t("kit.field.finding"), words.value("finding", finding)],
          outcome && [t("office.orders.outcome"), words.value("outcome", outcome)],
          appeal && [
            t("kit.field.ground"),
            `${words.value("ground", appeal.ground)}${appeal.dismissed ? ` · ${t("office.orders.appealDismissed")}` : ""}`,
          ],
          followUp && [t("office.orders.followUp"), words.value("level", followUp)],
        ]}
      />
      {notified && (
        <>
          <h3>
            {t("office.orders.notified", {
              how: words.value("how", notified.how),
              moment: moment(notified.at),
            })}
          </h3>
          <blockquote className="quote">
            <Written text={notified.words} />
          </blockquote>
        </>
      )}
    </section>
  );
}

/** An anonymous rater is not found by the case. */
function CaseLink({ caseNumber }: { caseNumber: string | undefined }) {
  const { t } = useTranslation();
  return caseNumber ? <Link to={`/staff/cases/${caseNumber}`}>{caseNumber}</Link> : t("office.anonymous");
}
