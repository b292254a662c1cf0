import { lazy } from "react";
import { loadTexts } from "../../app/texts.ts";

// Only items with situations need these.
export const SituationQuestions = lazy(async () => {
  const [questions] = await Promise.all([import("./questions.tsx"), loadTexts(["situation"])]);
  return questions;
});
export const SituationGiven = lazy(() => import("./given.tsx"));
export const Situated = lazy(() => import("./situated.tsx"));
