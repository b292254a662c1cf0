/** The language mark of free text: Chinese when it has a Chinese character, else that of the page. */
export const writtenLanguage = (text: string): "zh-CN" | undefined =>
  /\p{Script=Han}/u.test(text) ? "zh-CN" : undefined;
