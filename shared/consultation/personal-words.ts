import type { Text } from "#shared/kernel/http/locale.ts";

/** What an answer for everybody must not say of anybody. Numbers of offices are welcome in it: 12345, landlines. */
const patterns: { kind: string; text: Text; pattern: RegExp }[] = [
  {
    kind: "idNumber",
    text: { zh: "身份证号", en: "an ID number" },
    pattern: /(?<![\dA-Z])(?:\d{17}[\dXx]|\d{15})(?![\dA-Z])/,
  },
  {
    kind: "caseNumber",
    text: { zh: "办件编号", en: "a case number" },
    pattern: /(?<![0-9A-Z])\d{18}[0-9A-Z]{7}(?![0-9A-Z])/,
  },
  {
    kind: "bankCard",
    text: { zh: "银行卡号", en: "a bank card" },
    pattern: /(?<![\dA-Z])(?:\d{16,17}|\d{19})(?![\dA-Z])/,
  },
  {
    kind: "mobile",
    text: { zh: "手机号码", en: "a mobile number" },
    pattern: /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/,
  },
  {
    kind: "mail",
    text: { zh: "电子邮箱", en: "an e-mail address" },
    pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/,
  },
  {
    kind: "name",
    text: { zh: "姓名", en: "somebody's name" },
    pattern:
      /(?:我叫|本人叫|姓名\s*[:：])\s*\p{Script=Han}{2,4}|\p{Script=Han}(?<![位们的与和])(?:先生|女士)/u,
  },
];

/** What of a text looks as if it told of somebody; empty when nothing does. A second person reads it all the same. */
export const personalWordsIn = (text: string): { kind: string; text: Text }[] =>
  patterns.filter(({ pattern }) => pattern.test(text.normalize("NFKC")));
