import { useTranslation } from "react-i18next";
import type { DeliveryView } from "../shared/api-types.ts";
import { useDates } from "../shared/dates.ts";
import { useText } from "../shared/use-read.ts";
import { Written } from "../shared/written.tsx";
import "./case.css";

/** Where the documents are, and what happens to them next. */
export function Deliveries({ of: deliveries }: { of: DeliveryView[] }) {
  const { t } = useTranslation();
  const text = useText();
  const { moment } = useDates();
  if (deliveries.length === 0) return null;
  return (
    <section className="card" aria-labelledby="deliveries">
      <h2 id="deliveries">{t("case.deliveries")}</h2>
      {deliveries.map((leg) => (
        <article key={leg.legId}>
          <h3>
            {t(`case.leg.${leg.kind}`)} <span className="tag">{t(`case.legState.${leg.state}`)}</span>
          </h3>
          <p className="facts">
            {t(`case.carrier.${leg.carrier}`, { defaultValue: leg.carrier })}
            {leg.waybill && ` · ${t("case.waybill", { number: leg.waybill })}`}
          </p>
          {leg.next && <p>{text(leg.next)}</p>}
          {leg.stalled && <p className="wrong">{t("case.stalled")}</p>}
          <ol className="timeline">
            {leg.timeline.map(({ kind, occurredAt, place }) => (
              <li key={`${kind} ${occurredAt}`}>
                <strong>{t(`case.legState.${kind}`)}</strong>
                <span className="facts">
                  <time dateTime={occurredAt}>{moment(occurredAt)}</time>
                  {place && (
                    <>
                      {" · "}
                      <Written text={place} />
                    </>
                  )}
                </span>
              </li>
            ))}
          </ol>
        </article>
      ))}
    </section>
  );
}
