import { useTranslation } from "react-i18next";
import { useSearchParams } from "wouter";
import type { ItemSummary, Items, Page, Theme } from "../shared/api-types.ts";
import { LoadMore, QueryView } from "../shared/query-view.tsx";
import { usePages, useRead, useText } from "../shared/use-read.ts";
import { ItemList } from "./item-list.tsx";
import { LifeEvents } from "./life-events.tsx";
import { SearchBox } from "./search/search-box.tsx";
import { Themes } from "./themes.tsx";

export default function ItemsPage() {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  const search = query.toString();
  const event = query.get("event");
  const isSearch = query.has("q");
  return (
    <>
      <h1>{event ? <LifeEventName id={event} /> : t("list.title")}</h1>
      <SearchBox initial={query.get("q") ?? ""} key={search} />
      {!isSearch && <ItemsListed search={search} />}
    </>
  );
}

function LifeEventName({ id }: { id: string }) {
  const { t } = useTranslation();
  const text = useText();
  const events = useRead<Page<Theme>>("/v1/life-events");
  const found = events.data?.items.find((each) => each.id === id);
  return found ? text(found.name) : t("list.title");
}

/** By theme, department or life event, or all there are. */
function ItemsListed({ search }: { search: string }) {
  const { t } = useTranslation();
  const found = usePages<ItemSummary, Items>(`/v1/items?${search}`);
  return (
    <QueryView query={found}>
      {({ pages }) => {
        const total = pages[0]?.total ?? 0;
        return (
          <>
            <p role="status">{total === 0 ? t("list.none") : t("list.found", { count: total })}</p>
            {total === 0 && (
              <>
                <LifeEvents />
                <Themes />
              </>
            )}
            <ItemList items={pages.flatMap(({ items }) => items)} />
            <LoadMore query={found} />
          </>
        );
      }}
    </QueryView>
  );
}
