import { useTranslation } from "react-i18next";
import { useSearchParams } from "wouter";
import type { ItemSummary, Items } from "../shared/api-types.ts";
import { LoadMore, QueryView } from "../shared/query-view.tsx";
import { usePages } from "../shared/use-read.ts";
import { ItemList } from "./item-list.tsx";
import { Search } from "./search.tsx";
import { Themes } from "./themes.tsx";

export default function ItemsPage() {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  const search = query.toString();
  const found = usePages<ItemSummary, Items>(`/v1/items?${search}`);
  return (
    <>
      <h1>{t("list.title")}</h1>
      <Search initial={query.get("q") ?? ""} key={search} />
      <QueryView query={found}>
        {({ pages }) => {
          const total = pages[0]?.total ?? 0;
          return (
            <>
              <p role="status">{total === 0 ? t("list.none") : t("list.found", { count: total })}</p>
              {total === 0 && <Themes />}
              <ItemList items={pages.flatMap(({ items }) => items)} />
              <LoadMore query={found} />
            </>
          );
        }}
      </QueryView>
    </>
  );
}
