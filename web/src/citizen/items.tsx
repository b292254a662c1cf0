import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { usePlace } from "../app/router.tsx";
import { type Items, read } from "../shared/api.ts";
import { Loaded } from "../shared/loaded.tsx";
import { ItemList } from "./item-list.tsx";
import { Search } from "./search.tsx";

export default function ItemsPage() {
  const { t, i18n } = useTranslation();
  const { query } = usePlace();
  const asked = query.toString();
  const pages = useInfiniteQuery({
    queryKey: ["items", asked, i18n.language],
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const search = new URLSearchParams(asked);
      if (pageParam) search.set("cursor", pageParam);
      return read<Items>(`/v1/items?${search}`, i18n.language);
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  return (
    <>
      <h1>{t("list.title")}</h1>
      <Search initial={query.get("q") ?? ""} key={asked} />
      <Loaded of={pages}>
        {({ pages: all }) => {
          const total = all[0]?.total ?? 0;
          return (
            <>
              <p role="status">{total === 0 ? t("list.none") : t("list.found", { count: total })}</p>
              <ItemList items={all.flatMap(({ items }) => items)} />
              {pages.hasNextPage && (
                <button
                  type="button"
                  disabled={pages.isFetchingNextPage}
                  onClick={() => pages.fetchNextPage()}
                >
                  {t("list.more")}
                </button>
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
}
