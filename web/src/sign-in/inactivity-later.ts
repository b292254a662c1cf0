import { lazy } from "react";
import { loadTexts } from "../app/texts.ts";

const afterMs = 3_000;

/** Nobody is inactive in the first seconds, which belong to what people came for. */
export const Inactivity = lazy(async () => {
  await new Promise((resolve) => window.setTimeout(resolve, afterMs));
  try {
    const [loaded] = await Promise.all([import("./inactivity.tsx"), loadTexts(["inactivity"])]);
    return loaded;
  } catch {
    // Without a connection the sign-in ends with its token.
    return { default: () => null };
  }
});
