import type { Person } from "#local/play/api.ts";
import { applicant, foodLicence } from "#local/play/straight-way.ts";

type Field = {
  enum?: unknown[];
  const?: unknown;
  type: string;
  pattern?: string;
  format?: string;
  minimum?: number;
  items?: Field;
  properties?: Record<string, Field>;
};

function sampleOf({ enum: options, const: only, type, pattern, format, minimum, ...nested }: Field): unknown {
  if (type === "array") return nested.items ? [sampleOf(nested.items)] : [];
  if (type === "object") return samplesOf(nested.properties ?? {});
  if (only !== undefined) return only;
  if (options) return options[0];
  if (type === "boolean") return true;
  if (type === "integer" || type === "number") return Math.max(minimum ?? 1, 2);
  if (pattern?.includes("1[3-9]")) return applicant.phone;
  if (pattern?.includes("0-9A-HJ")) return "91411602MA9F000007";
  return format === "date" ? "2026-12-01" : "川汇区七一路小店一号";
}

const samplesOf = (properties: Record<string, Field>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, sampleOf(field)]));

/** An answer to every question of an item's form. */
export async function answersFor(who: Person, itemCode: string): Promise<Record<string, unknown>> {
  const { body } = await who.ask("GET", `/v1/items/${itemCode}`);
  const { properties } = body.form as { properties: Record<string, Field> };
  return samplesOf(properties);
}

/** Publishes the flagship item with special procedures, which it has none of in law. */
export async function publishProcedures(admin: Person): Promise<void> {
  const { body } = await admin.ask("GET", `/v1/items/${foodLicence}`);
  const { version: _version, ...item } = body;
  const basis = "《中华人民共和国行政许可法》第四十五条";
  const specialProcedures = ["expertReview", "hearing"].map((kind) => ({ kind, basis, maxDays: 30 }));
  await admin.ask("POST", "/v1/catalogue/imports", { body: { items: [{ ...item, specialProcedures }] } });
}

/** A promise to bring what is deferred. */
export const inTenDays = (): string => new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);

/** An action that is hoped to be refused. */
export const refused = (
  who: Person,
  { caseNumber, version }: { caseNumber: string; version: number },
  action: string,
  body: unknown = {},
) =>
  who.call("POST", `/v1/cases/${caseNumber}/actions/${action}`, {
    body,
    headers: { "if-match": `"${version}"` },
  });
