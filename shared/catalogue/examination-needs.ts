import type { ExaminationNeed } from "#events/examination.ts";
import type { ServiceItem } from "./item.ts";

/** What a case of this item cannot be decided without; what the office sees fit is none of it. */
export const examinationNeedsOf = ({
  examination = [],
}: Pick<ServiceItem, "examination">): ExaminationNeed[] =>
  examination.flatMap(({ kind, need }): ExaminationNeed[] => {
    if (need === "asNeeded") return [];
    return [kind === "hearing" && need === "onRequest" ? "hearingRight" : kind];
  });
