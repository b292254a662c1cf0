/**
 * What the legal clock does not count, in the words that pages and official documents use: 行政许可法 Art. 45, and by
 * special law a publication (公示), a survey (勘测), the wait for another organ's conclusion (工伤保险条例 Art. 20) and a
 * stay of reconsideration (行政复议法 Art. 39).
 */
export const suspensionTexts = {
  hearing: { zh: "听证", en: "hearing" },
  tender: { zh: "招标", en: "tender" },
  auction: { zh: "拍卖", en: "auction" },
  inspection: { zh: "检验", en: "inspection" },
  testing: { zh: "检测", en: "testing" },
  quarantine: { zh: "检疫", en: "quarantine" },
  appraisal: { zh: "鉴定", en: "appraisal" },
  expertReview: { zh: "专家评审", en: "expert review" },
  publication: { zh: "公示", en: "publication" },
  survey: { zh: "勘测", en: "survey" },
  pendingConclusion: {
    zh: "等待司法机关或者有关部门的结论",
    en: "waiting for the conclusion of a court or another organ",
  },
  stay: { zh: "复议中止", en: "stay of the reconsideration" },
} as const;

export type SuspensionKind = keyof typeof suspensionTexts;
export const suspensionKinds = Object.keys(suspensionTexts) as SuspensionKind[];
