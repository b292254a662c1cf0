import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { RatingForm } from "../../rating/rating-form.tsx";
import { call } from "../../shared/api.ts";
import type { Case, RatingView } from "../../shared/api-types.ts";

/** What of the case can be rated now, and what was. */
export function RatingsOfCase({ of }: { of: Case }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const path = `/v1/cases/${of.caseNumber}`;
  const key = ({ stage, turn }: RatingView): string => `${stage}-${turn}`;
  const send =
    ({ stage, turn }: RatingView) =>
    async (rating: object): Promise<void> => {
      await call("POST", `${path}/ratings`, { body: { stage, turn, ...rating } });
      // Counted a moment later; the thanks are there until then.
      setTimeout(
        () => void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === path }),
        1500,
      );
    };
  return of.rating
    .filter(({ ratable, level }) => ratable || level)
    .map((rating) => (
      <section key={key(rating)} className="panel" aria-labelledby={`rate-${key(rating)}`}>
        <h2 id={`rate-${key(rating)}`}>
          {t(`rate.stage.${rating.stage}`)}
          {rating.turn === "followUp" && ` (${t("rate.followUp")})`}
        </h2>
        {rating.level && (
          <p>
            {t("rate.given", { level: t(`rate.level.${rating.level}`) })}
            {rating.quarantined && ` ${t("rate.quarantined")}`}
            {rating.ratable && ` ${t("rate.givenByLink")}`}
          </p>
        )}
        {rating.ratable && <RatingForm id={key(rating)} send={send(rating)} />}
      </section>
    ));
}
