import type { ReactNode } from "react";
import { inSituation } from "#shared/catalogue/situation.ts";

/** Hands on how an item changes with one's situation. */
export default function Situated({ children }: { children: (change: typeof inSituation) => ReactNode }) {
  return children(inSituation);
}
