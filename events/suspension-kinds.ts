/**
 * What the legal clock does not count: 行政许可法 Art. 45, and by special law a publication (公示), a survey (勘测), the wait
 * for another organ's conclusion (工伤保险条例 Art. 20) and a stay of reconsideration (行政复议法 Art. 39).
 */
export const suspensionKinds = [
  "hearing",
  "tender",
  "auction",
  "inspection",
  "testing",
  "quarantine",
  "appraisal",
  "expertReview",
  "publication",
  "survey",
  "pendingConclusion",
  "stay",
] as const;
