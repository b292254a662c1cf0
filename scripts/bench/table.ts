export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** Rows in columns, their names at the top. */
export function table(rows: Record<string, string | number>[]): string[] {
  const names = Object.keys(rows[0] ?? {});
  const cells = [names, ...rows.map((row) => names.map((name) => `${row[name] ?? ""}`))];
  const widths = names.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map(
    (row) =>
      `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  ")}`,
  );
}

export const listed = (counts: Record<string, number>): string[] =>
  table(Object.entries(counts).map(([name, count]) => ({ name, "per case": round(count) })));

export const warnings = (troubles: string[]): string[] =>
  troubles.length > 0
    ? [`  ${troubles.length} warnings or errors on the way; the first: ${troubles[0]}`]
    : [];
