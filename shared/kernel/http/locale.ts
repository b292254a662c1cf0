export type Locale = "zh" | "en";
/** A text that a person reads exists in both languages. */
export type Text = Record<Locale, string>;

/** The better liked of our two languages in an `Accept-Language` header (RFC 9110 12.5.4); zh-CN by default. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  let best: { locale: Locale; quality: number } = { locale: "zh", quality: 0 };
  for (const part of (acceptLanguage ?? "").split(",")) {
    const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
    const quality = Number(
      parameters
        .find((p) => p.trim().startsWith("q="))
        ?.trim()
        .slice(2) ?? 1,
    );
    const locale = tag.startsWith("en") ? "en" : tag.startsWith("zh") ? "zh" : undefined;
    if (locale && quality > best.quality) best = { locale, quality };
  }
  return best.locale;
}
