import { useTranslation } from "react-i18next";

/** The law's days are Shanghai's, wherever the reader is. */
const timeZone = "Asia/Shanghai";

export function useDates() {
  const { i18n } = useTranslation();
  const formatted = (instant: string, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(i18n.language, { timeZone, ...options }).format(new Date(instant));
  return {
    day: (instant: string) => formatted(instant, { year: "numeric", month: "long", day: "numeric" }),
    moment: (instant: string) =>
      formatted(instant, {
        year: "numeric",
        month: "long",
        day: "numeric",
        hour: "2-digit",
        minute: "2-digit",
      }),
  };
}

/** yyyy-MM-dd in Shanghai, so many days from today. */
export const dayFromToday = (days: number): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date(Date.now() + days * 86_400_000));
