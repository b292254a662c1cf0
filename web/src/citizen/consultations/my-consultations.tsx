import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { ConsultationRowView } from "#shared/consultation/api.ts";
import { useDates } from "../../shared/dates.ts";
import { ItemName } from "../../shared/item-name.tsx";
import { PagedView } from "../../shared/query-view.tsx";
import { usePages } from "../../shared/use-read.ts";
import { Written } from "../../shared/written.tsx";

/** 我的咨询. */
export default function MyConsultations() {
  const { t } = useTranslation();
  const { day } = useDates();
  const mine = usePages<ConsultationRowView>("/v1/consultations");
  return (
    <>
      <h1>{t("consultation.mine")}</h1>
      <p>
        <Link className="button primary" to="/ask">
          {t("consultation.ask")}
        </Link>
      </p>
      <PagedView query={mine} none={<p>{t("consultation.none")}</p>}>
        {(all) => (
          <ul className="items">
            {all.map(({ consultationId, text = "", state, askedAt, dueAt, itemCode }) => (
              <li key={consultationId}>
                <Link to={`/consultations/${consultationId}`}>
                  <Written text={text.slice(0, 80) || t("consultation.textGone")} />
                </Link>
                <span className="tags">
                  <span className="tag">{t(`consultation.state.${state}`)}</span>
                </span>
                <span className="facts">
                  {itemCode && <ItemName itemCode={itemCode} />}{" "}
                  {t("consultation.askedOn", { day: day(askedAt) })}
                  {dueAt && state === "waiting" && ` · ${t("consultation.replyBy", { day: day(dueAt) })}`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </PagedView>
    </>
  );
}
