import { lazy } from "react";
import { loadTexts } from "../../app/texts.ts";

/** Only items with situations need it. */
export const SituationQuestions = lazy(async () => {
  const [questions] = await Promise.all([import("./questions.tsx"), loadTexts(["situation"])]);
  return questions;
});
