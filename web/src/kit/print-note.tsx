import { lazy, Suspense } from "react";
import { doubtful } from "./doubtful.ts";

const Unprinted = lazy(() => import("./unprinted.tsx"));

/** Beneath what staff write for official documents, before they send it; the list of characters comes when it is needed. */
export function PrintNote({ of }: { of: unknown }) {
  const text = doubtful(of);
  return (
    <div role="status">
      {text && (
        <Suspense>
          <Unprinted text={text} />
        </Suspense>
      )}
    </div>
  );
}
