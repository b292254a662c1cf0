import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { RecordPage } from "../../kit/record-page.tsx";
import { useWords } from "../../kit/words.ts";
import { useDates } from "../../shared/dates.ts";
import { Facts } from "../../shared/facts.tsx";
import { ItemName } from "../../shared/item-name.tsx";
import { useText } from "../../shared/use-read.ts";
import type { Reviewed } from "./ratings-page.tsx";

/** One rating that the rules set apart, or that is not passed on: what is decided about it, and checked again. */
export default function ReviewedRating() {
  const { t } = useTranslation();
  const words = useWords();
  const text = useText();
  const { moment } = useDates();
  const { ratingId = "" } = useParams();
  const sentences = (name: "release" | "dismiss" | "recheck") =>
    Object.values(t(`office.ratings.templates.${name}`, { returnObjects: true }));
  return (
    <RecordPage<Reviewed>
      record="ratings"
      id={ratingId}
      back={{ to: "/staff/reviews/ratings", text: t("office.ratings.title") }}
      title={({ itemCode }) => <ItemName itemCode={itemCode} />}
      number={({ caseNumber, stage, turn }) =>
        [caseNumber, words.value("stage", stage), words.value("turn", turn)].join(" · ")
      }
      acting={() => ({
        options: {
          release: { templates: { words: sentences("release") } },
          dismiss: { templates: { words: sentences("dismiss") } },
          recheck: { templates: { words: sentences("recheck") } },
        },
      })}
    >
      {(of) => (
        <>
          {of.reasons.length > 0 && (
            <section className="card" aria-labelledby="reasons">
              <h2 id="reasons">{t("office.ratings.reasons")}</h2>
              <ul>
                {of.reasons.map((reason) => (
                  <li key={reason.rule}>{text(reason)}</li>
                ))}
              </ul>
            </section>
          )}
          {of.heldBack && (
            <section className="card" aria-labelledby="held-back">
              <h2 id="held-back">{t("office.heldBack.wrong")}</h2>
              <ul>
                {of.heldBack.faults.map((fault) => (
                  <li key={`${fault.field} ${fault.code}`}>{text(fault)}</li>
                ))}
              </ul>
            </section>
          )}
          <section className="card" aria-labelledby="rating">
            <h2 id="rating">{t("office.ratings.rating")}</h2>
            <Facts
              rows={[
                [t("office.column.level"), words.value("level", of.level)],
                [t("office.stage"), words.value("stage", of.stage)],
                [t("office.turn"), words.value("turn", of.turn)],
                [t("office.channel"), words.value("channel", of.channel)],
                [t("office.ratedAt"), moment(of.ratedAt)],
                [
                  t("office.case"),
                  <Link key="case" to={`/staff/cases/${of.caseNumber}`}>
                    {of.caseNumber}
                  </Link>,
                ],
                of.window !== undefined && [t("kit.field.window"), of.window],
              ]}
            />
          </section>
        </>
      )}
    </RecordPage>
  );
}
