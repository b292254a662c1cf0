import type { Locale } from "#shared/kernel/http/locale.ts";

const units = [
  { seconds: 86_400, zh: "天", en: "d" },
  { seconds: 3600, zh: "小时", en: "h" },
  { seconds: 60, zh: "分钟", en: "min" },
];

/** How long ago, in whole days, hours or minutes. */
export function ageText(since: Date, now: Date, locale: Locale): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1000));
  const unit = units.find((one) => seconds >= one.seconds);
  if (!unit) return { zh: "不到 1 分钟", en: "< 1 min" }[locale];
  return `${Math.floor(seconds / unit.seconds)} ${unit[locale]}`;
}

/**
 * A text from outside as a terminal may show it: on one line, and with no sign that moves the cursor or turns the
 * direction of what follows.
 */
export const shown = (text: string): string =>
  text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal obeys
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
