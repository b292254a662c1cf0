import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useWords } from "../kit/words.ts";
import type { Case } from "../shared/api-types.ts";

/** The way from a case to what its applicant wrote with a rating, and to the department's reply. */
export function CommentLinks({ of: { caseNumber, rating } }: { of: Case }) {
  const { t } = useTranslation();
  const words = useWords();
  const rated = rating.filter(({ level, quarantined }) => level && !quarantined);
  if (rated.length === 0) return null;
  return (
    <section className="card on-screen" aria-labelledby="rated">
      <h2 id="rated">{t("office.ratings.given")}</h2>
      <ul className="plain">
        {rated.map(({ stage, turn, level }) => (
          <li key={`${stage}-${turn}`}>
            <Link to={`/staff/reviews/comments/${caseNumber}-${stage}-${turn}`}>
              {words.value("stage", stage)} · {words.value("turn", turn)}
            </Link>
            {level && <span className="facts">{words.value("level", level)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
