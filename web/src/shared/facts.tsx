import type { ReactNode } from "react";

export type FactRow = [name: string, value: ReactNode];

/** Names and values, side by side where there is room. */
export function Facts({ rows }: { rows: FactRow[] }) {
  return (
    <dl className="rows">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
