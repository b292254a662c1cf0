import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Found, Search } from "#shared/catalogue/search/find.ts";
import { marksIn } from "#shared/catalogue/search/marks.ts";
import { useDebounced } from "../../kit/use-settled.ts";
import { call } from "../../shared/api.ts";
import type { ItemSummary, Items } from "../../shared/api-types.ts";
import { LoadMore, QueryView } from "../../shared/query-view.tsx";
import { usePages, useText } from "../../shared/use-read.ts";
import { Written } from "../../shared/written.tsx";
import { writtenLanguage } from "../../shared/written-language.ts";
import { ItemFacts, ItemList } from "../item-list.tsx";
import { LifeEvents } from "../life-events.tsx";
import { searchIndex } from "./index-file.ts";
import "./search.css";

type Props = {
  typed: string;
  /** What was sent off with the button or by Enter. */
  asked: string;
};

/** What is found while somebody types. */
export function Results({ typed, asked }: Props) {
  const { t } = useTranslation();
  const index = useQuery({ queryKey: ["search index"], queryFn: searchIndex, staleTime: Infinity, retry: 1 });
  if (index.data) return <FoundItems search={index.data} typed={typed} asked={asked} />;
  return index.isPending ? <p role="status">{t("loading")}</p> : <FoundByApi q={typed} />;
}

function FoundItems({ search, typed, asked }: Props & { search: Search }) {
  const { t } = useTranslation();
  const found = useMemo(() => {
    performance.mark("search-begins");
    const items = search.find(typed);
    performance.measure("search", "search-begins");
    return items;
  }, [search, typed]);
  // Who listens hears how many when the typing stops, not with each letter.
  const told = useDebounced(found.length, 600);
  useEffect(() => {
    if (found.length === 0 && typed === asked) countMiss(asked);
  }, [found, typed, asked]);
  return (
    <div className="found-items">
      <p role="status">{told === 0 ? t("search.none") : t("list.found", { count: told })}</p>
      <ul className="items">
        {found.map((each) => (
          <FoundItem key={each.item.itemCode} found={each} typed={search.simplified(typed)} />
        ))}
      </ul>
      {found.length === 0 && <Elsewhere />}
    </div>
  );
}

function FoundItem({ found: { item, word }, typed }: { found: Found; typed: string }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <li>
      <Link to={`/items/${item.itemCode}`}>
        <span lang={writtenLanguage(text(item.name))}>
          {marksIn(text(item.name), typed, item.read).map(({ text: piece, marked }, at) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name
            marked ? <mark key={at}>{piece}</mark> : piece,
          )}
        </span>
      </Link>
      <span className="facts">
        {word && (
          <>
            {t("search.alsoCalled")}{" "}
            <q>
              <Written text={word} />
            </q>
            {" · "}
          </>
        )}
        <ItemFacts {...item} />
      </span>
    </li>
  );
}

/** Where somebody goes on who was not understood. */
function Elsewhere() {
  const { t } = useTranslation();
  return (
    <>
      <p>
        {t("search.askSomebody")} <a href="tel:12345">12345</a> ·{" "}
        <Link to="/ask">{t("search.askOffice")}</Link> · <Link to="/help">{t("nav.help")}</Link>
      </p>
      <LifeEvents />
    </>
  );
}

/** The plain search of the API, where the index does not arrive. */
function FoundByApi({ q }: { q: string }) {
  const { t } = useTranslation();
  const asked = useDebounced(q.trim());
  const items = usePages<ItemSummary, Items>(`/v1/items?q=${encodeURIComponent(asked)}`);
  return (
    <QueryView query={items}>
      {({ pages }) => {
        const total = pages[0]?.total ?? 0;
        return (
          <>
            <p role="status">{total === 0 ? t("search.none") : t("list.found", { count: total })}</p>
            <ItemList items={pages.flatMap((page) => page.items)} />
            <LoadMore query={items} />
            {total === 0 && <Elsewhere />}
          </>
        );
      }}
    </QueryView>
  );
}

const counted = new Set<string>();

/** Told once, without who; nobody is shown anything of it, so nothing is said when it fails. */
function countMiss(q: string): void {
  if (counted.has(q)) return;
  counted.add(q);
  call("POST", "/v1/search/misses", { body: { q } }).catch(() => {});
}
