import { lazy } from "react";
import { loadTexts } from "../../app/texts.ts";

// Only items with situations need these.
const parts = async () => {
  const [loaded] = await Promise.all([import("./parts.tsx"), loadTexts(["situation"])]);
  return loaded;
};
export const SituationQuestions = lazy(() => parts().then((all) => ({ default: all.SituationQuestions })));
export const SituationGiven = lazy(() => parts().then((all) => ({ default: all.SituationGiven })));
export const Situated = lazy(() => parts().then((all) => ({ default: all.Situated })));
