import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useLocationProperty } from "wouter/use-browser-location";
import type * as z from "zod";
import type { openRatingLink } from "#shared/ratings/api.ts";
import { call } from "../shared/api.ts";
import { ItemName } from "../shared/item-name.tsx";
import { QueryView } from "../shared/query-view.tsx";
import { RatingForm } from "./rating-form.tsx";

type Opened = z.output<(typeof openRatingLink)["answers"][200]["schema"]>;

/** A printed or sent link (`/rate#token`): whoever holds it rates, without signing in. The token is in no log. */
export default function RateByLink() {
  const { t, i18n } = useTranslation();
  const token = useLocationProperty(() => window.location.hash.slice(1));
  const opened = useQuery({
    queryKey: ["rating link", token, i18n.language],
    queryFn: () => call<Opened>("POST", "/v1/rating-links/open", { body: { token } }),
    retry: 1,
  });
  return (
    <section className="panel narrow">
      <h1>{t("rate.title")}</h1>
      <QueryView query={opened}>
        {({ stage, state, itemCode, caseNumber }) => (
          <>
            <p>
              {itemCode && <ItemName itemCode={itemCode} />}
              <span className="facts">
                {t(`rate.stage.${stage}`)} · {caseNumber}
              </span>
            </p>
            {state === "ratable" ? (
              <RatingForm
                id="link"
                send={(rating) => call("POST", "/v1/rating-links/ratings", { body: { token, ...rating } })}
              />
            ) : (
              <p>{t(`rate.state.${state}`)}</p>
            )}
          </>
        )}
      </QueryView>
    </section>
  );
}
