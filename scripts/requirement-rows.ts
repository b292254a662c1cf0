/** What may be said of a requirement in docs/security-*.md. */
export const statuses = [
  "tested",
  "met",
  "partly",
  "open",
  "not ours: issuer",
  "not ours: AWS",
  "not ours: district",
  "not applicable",
] as const;
export type Status = (typeof statuses)[number];

/** `group` is the second column: a level of ASVS, a control point of 等保. */
export type RequirementRow = { part: string; id: string; group: string; status: string; where: string };

const idPattern = /^[VM]?\d+(\.\d+)+[a-z]?$/;

/** Every row of the tables whose first column is a requirement's number, by the heading above it. */
export function requirementRows(markdown: string): RequirementRow[] {
  let part = "";
  return markdown.split("\n").flatMap((line) => {
    if (line.startsWith("## ")) part = line.slice(3);
    const [, id = "", group = "", , status = "", where = ""] = line.split("|").map((cell) => cell.trim());
    return idPattern.test(id) ? [{ part, id, group, status, where }] : [];
  });
}

const line = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;

/** How many rows of each part have each status; a status that nobody has is left out. */
export function statusSummary(markdown: string): string {
  const rows = requirementRows(markdown);
  const used = statuses.filter((status) => rows.some((row) => row.status === status));
  const counts = (name: string, of: readonly RequirementRow[]) => [
    name,
    ...used.map((status) => of.filter((row) => row.status === status).length || ""),
    of.length,
  ];
  return [
    line(["", ...used, "all"]),
    line(["---", ...used.map(() => "---:"), "---:"]),
    ...[...Map.groupBy(rows, ({ part }) => part)].map(([part, of]) => line(counts(part, of))),
    line(counts("**all**", rows)),
  ].join("\n");
}
