import type { ReactNode } from "react";
import { writtenLanguage } from "./written-language.ts";

export type FactRow = [name: string, value: ReactNode];

/** Names and values, side by side where there is room, Chinese marked as such; rows that are nothing are left out. */
export function Facts({ rows }: { rows: readonly (FactRow | "" | false | undefined | null)[] }) {
  return (
    <dl className="rows">
      {rows.map(
        (row) =>
          row && (
            <div key={row[0]}>
              <dt lang={writtenLanguage(row[0])}>{row[0]}</dt>
              <dd lang={writtenLanguage(row[1])}>{row[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
