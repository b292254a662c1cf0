/** 行政许可法 Art. 45: what the legal clock does not count. */
export const suspensionKinds = [
  "hearing",
  "tender",
  "auction",
  "inspection",
  "testing",
  "quarantine",
  "appraisal",
  "expertReview",
] as const;
