import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import type { WidgetProps } from "../../kit/form-fields.tsx";
import { RecordPage } from "../../kit/record-page.tsx";
import { useWords } from "../../kit/words.ts";
import { givenRating, noRating, type RatingDraft, RatingFields } from "../../rating/rating-fields.tsx";
import { useDates } from "../../shared/dates.ts";
import { Facts } from "../../shared/facts.tsx";
import type { Call } from "./calls.ts";

/** What the applicant says on the telephone; asked for only once they rate. */
function RatingByPhone({ id, value, beside, errors, onChange }: WidgetProps) {
  if (beside.outcome !== "rated") return null;
  const error = errors.get(id);
  return (
    <>
      {error && <p className="wrong">{error}</p>}
      <RatingFields
        id={id}
        value={{ ...noRating, ...(value as Partial<RatingDraft> | undefined) }}
        onChange={(rating) => onChange(givenRating(rating))}
      />
    </>
  );
}

/** One call: whom it is about is looked up in the case, on record. */
export default function CallPage() {
  const { t } = useTranslation();
  const words = useWords();
  const { moment } = useDates();
  const { callId = "" } = useParams();
  const [drawId = ""] = callId.split("-");
  return (
    <RecordPage<Call>
      record="rating-calls"
      id={callId}
      back={{ to: `/staff/reviews/calls/${drawId}`, text: t("office.calls.title") }}
      title={() => t("office.calls.one")}
      number={({ caseNumber }) => caseNumber}
      acting={() => ({ options: { record: { widgets: { rating: RatingByPhone } } } })}
    >
      {({ caseNumber, attempts }) => (
        <section className="card" aria-labelledby="call">
          <h2 id="call">{t("office.case")}</h2>
          <p>
            <Link to={`/staff/cases/${caseNumber}`} className="number">
              {caseNumber}
            </Link>
          </p>
          <p className="hint">{t("office.calls.phoneHint")}</p>
          {attempts.length > 0 && (
            <>
              <h3>{t("office.calls.attempts")}</h3>
              <Facts
                rows={attempts.map(({ at, outcome }) => [moment(at), words.value("outcome", outcome)])}
              />
            </>
          )}
        </section>
      )}
    </RecordPage>
  );
}
