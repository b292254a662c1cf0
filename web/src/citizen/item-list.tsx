import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { ItemSummary } from "../shared/api-types.ts";
import { useText } from "../shared/use-read.ts";
import { Written } from "../shared/written.tsx";

export function ItemList({ items }: { items: ItemSummary[] }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <ul className="items">
      {items.map(({ itemCode, name, kind, promisedDays, visits }) => (
        <li key={itemCode}>
          <Link to={`/items/${itemCode}`}>
            <Written text={text(name)} />
          </Link>
          <span className="facts">
            {kind === "instant" ? t("list.instant") : t("list.days", { count: promisedDays })}
            {" · "}
            {visits === 0 ? t("list.noVisit") : t("list.visits", { count: visits })}
          </span>
        </li>
      ))}
    </ul>
  );
}
