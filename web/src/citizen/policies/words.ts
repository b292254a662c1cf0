import { useTranslation } from "react-i18next";
import type { PolicyCategory } from "#events/policy.ts";

export const categories: readonly PolicyCategory[] = [
  "employment",
  "business",
  "elderly",
  "disability",
  "family",
  "housing",
  "education",
  "farming",
];

/** What was written in Chinese, and in English where somebody did. */
export function useSaid(): (text: { zh: string; en?: string | undefined }) => string {
  const { i18n } = useTranslation();
  return ({ zh, en }) => (i18n.language.startsWith("zh") ? zh : (en ?? zh));
}
