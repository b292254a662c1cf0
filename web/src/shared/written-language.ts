/** The language mark of what is shown: Chinese for text with a Chinese character, else that of the page. */
export const writtenLanguage = (shown: unknown): "zh-CN" | undefined =>
  typeof shown === "string" && /\p{Script=Han}/u.test(shown) ? "zh-CN" : undefined;
