import { type InfiniteData, type Query, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useSession } from "../sign-in/session.ts";
import { read } from "./api.ts";
import type { Page, Text } from "./api-types.ts";

/** The body of the API at a path; in the other language what was read stays until that is there, and forms with it. */
export function useRead<Body>(path: string, options: { enabled?: boolean; refetchInterval?: number } = {}) {
  const { i18n } = useTranslation();
  const who = useSession()?.id;
  return useQuery<Body, Error, Body, [string, string, string | undefined]>({
    queryKey: [path, i18n.language, who],
    queryFn: () => read<Body>(path),
    placeholderData: (before, query) =>
      query?.queryKey[0] === path && query.queryKey[2] === who ? before : undefined,
    ...options,
  });
}

type Loaded<Whole> = Query<Whole, Error, InfiniteData<Whole, string>, readonly unknown[]>;
type PagesOptions<Whole> = {
  enabled?: boolean;
  /** Milliseconds after which all of it is read again; a function says so of what is there. */
  refetchInterval?: number | ((query: { state: Pick<Loaded<Whole>["state"], "data"> }) => number | false);
};

/** A list that comes page by page. */
export function usePages<Entry, Whole extends Page<Entry> = Page<Entry>>(
  path: string,
  options: PagesOptions<Whole> = {},
) {
  const { i18n } = useTranslation();
  const who = useSession()?.id;
  return useInfiniteQuery({
    queryKey: [path, "pages", i18n.language, who],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      read<Whole>(
        pageParam ? `${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(pageParam)}` : path,
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    ...options,
  });
}

/** Picks the page's language of a text that the API gives in both. */
export function useText(): (text: Text) => string {
  const { i18n } = useTranslation();
  return (text) => (i18n.language.startsWith("zh") ? text.zh : text.en);
}
