import { lazy } from "react";
import { loadTexts } from "../../app/texts.ts";

const afterMs = 500;

/** Comes when the form stands: nobody waits for it. */
export const DraftKept = lazy(async () => {
  await new Promise((resolve) => window.setTimeout(resolve, afterMs));
  const [loaded] = await Promise.all([import("./draft-kept.tsx"), loadTexts(["draft"])]);
  return loaded;
});
