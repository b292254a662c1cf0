/**
 * How a decision is questioned afterwards: reconsideration (行政复议), litigation (行政诉讼), or the department's own
 * second look (自行纠正, 行政许可法 Art. 69).
 */
export const remedyKinds = ["reconsideration", "litigation", "ownMotion"] as const;
export type RemedyKind = (typeof remedyKinds)[number];

/**
 * How that ends (行政复议法 2023 Arts. 41, 63-69, 73; 行政诉讼法 Arts. 60, 62, 69, 70, 72, 74, 77): upheld 维持, dismissed 驳回,
 * withdrawn 撤回, mediated 调解, declared unlawful 确认违法, revoked 撤销, revoked with an order to decide anew 责令重新作出,
 * changed 变更, ordered to perform 责令履行.
 */
export const remedyOutcomes = [
  "upheld",
  "dismissed",
  "withdrawn",
  "mediated",
  "declaredUnlawful",
  "revoked",
  "decideAnew",
  "changed",
  "perform",
] as const;
export type RemedyOutcome = (typeof remedyOutcomes)[number];
