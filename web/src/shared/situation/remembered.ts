import type { SituationAnswers } from "./parts.tsx";

const answered = new Map<string, SituationAnswers>();

/** What was answered on an item's guide goes along to its application, while the page is open and nowhere else. */
export const rememberSituation = (itemCode: string, answers: SituationAnswers): void => {
  answered.set(itemCode, answers);
};
export const rememberedSituation = (itemCode: string): SituationAnswers => answered.get(itemCode) ?? {};
