import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { ItemSummary } from "../shared/api-types.ts";
import { useText } from "../shared/use-read.ts";
import { Written } from "../shared/written.tsx";

/** How soon, and how often one has to come. */
export function ItemFacts({
  kind,
  promisedDays,
  visits,
}: Pick<ItemSummary, "kind" | "promisedDays" | "visits">) {
  const { t } = useTranslation();
  return (
    <>
      {kind === "instant" ? t("list.instant") : t("list.days", { count: promisedDays })}
      {" · "}
      {visits === 0 ? t("list.noVisit") : t("list.visits", { count: visits })}
    </>
  );
}

export function ItemList({ items }: { items: ItemSummary[] }) {
  const text = useText();
  return (
    <ul className="items">
      {items.map(({ itemCode, name, ...item }) => (
        <li key={itemCode}>
          <Link to={`/items/${itemCode}`}>
            <Written text={text(name)} />
          </Link>
          <span className="facts">
            <ItemFacts {...item} />
          </span>
        </li>
      ))}
    </ul>
  );
}
