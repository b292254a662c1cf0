import type { CaseSummary } from "../shared/api-types.ts";

/** 红, 黄, 绿 and what does not run. */
export const urgencies = ["late", "soon", "inTime", "standing"] as const;
export type Urgency = (typeof urgencies)[number];

/** By the warning that the law's own clock gave, and by the days where it gives none. */
export function urgencyOf({ clock, progress, urging }: CaseSummary): Urgency {
  const { suspension, urging: unanswered, ...limits } = clock.marks ?? {};
  // The applicant waits for an answer (催办), whatever else runs.
  if (urging && !urging.answered) return unanswered === "red" ? "late" : "soon";
  // A suspension has an announced end of its own (特别程序).
  if (progress?.standing === "suspended" && suspension) return suspension === "red" ? "late" : "soon";
  // An upper organ's time is not the office's: near or over, somebody asks there.
  if (progress?.phase === "upper") return limits.upper ? "soon" : "standing";
  if (!progress || progress.standing || progress.phase === "answer") return "standing";
  const marks = Object.values(limits);
  if (marks.includes("red") || progress.day > progress.of) return "late";
  return marks.includes("yellow") || progress.of - progress.day <= 1 ? "soon" : "inTime";
}
