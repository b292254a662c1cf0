import { useTranslation } from "react-i18next";
import { renderSVG } from "uqr";
import type { Case } from "../../shared/api-types.ts";
import { useDates } from "../../shared/dates.ts";

/** 领取码: large, to be read out or shown; it can be written down or printed, and needs no connection at the window. */
export function CollectionCode({ of }: { of: Case }) {
  const { t } = useTranslation();
  const { moment } = useDates();
  if (!of.collection) return null;
  const { code, validUntil } = of.collection;
  const svg = renderSVG(`${of.caseNumber}:${code}`, { border: 2 });
  return (
    <section className="panel asked" aria-labelledby="collection">
      <h2 id="collection">{t("case.collection.title")}</h2>
      <p>{t("case.collection.how")}</p>
      <p className="collection-code number">{`${code.slice(0, 4)} ${code.slice(4)}`}</p>
      <img
        className="collection-qr"
        alt={t("case.collection.qr")}
        src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`}
      />
      <p className="facts">{t("case.collection.until", { moment: moment(validUntil) })}</p>
    </section>
  );
}
