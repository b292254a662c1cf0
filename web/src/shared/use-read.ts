import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { read, type Text } from "./api.ts";

/** What the API says at a path; again in the other language when that changes. */
export function useRead<Body>(path: string) {
  const { i18n } = useTranslation();
  return useQuery({ queryKey: [path, i18n.language], queryFn: () => read<Body>(path, i18n.language) });
}

/** Picks the page's language of a text that the API gives in both. */
export function useText(): (text: Text) => string {
  const { i18n } = useTranslation();
  return (text) => (i18n.language.startsWith("zh") ? text.zh : text.en);
}
