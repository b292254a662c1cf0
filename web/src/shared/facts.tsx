import type { ReactNode } from "react";

export type FactRow = [name: string, value: ReactNode];

/** Names and values, side by side where there is room; rows that are nothing are left out. */
export function Facts({ rows }: { rows: readonly (FactRow | "" | false | undefined | null)[] }) {
  return (
    <dl className="rows">
      {rows.map(
        (row) =>
          row && (
            <div key={row[0]}>
              <dt>{row[0]}</dt>
              <dd>{row[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
