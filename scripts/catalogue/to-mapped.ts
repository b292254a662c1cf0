import { isDeepStrictEqual } from "node:util";
import type { ServiceItem } from "#shared/catalogue/item.ts";
import { get } from "./csv.ts";
import { csvColumns, writeCell } from "./csv-columns.ts";
import { writeCsv } from "./csv-text.ts";
import { handlingItem, type ListTarget, type Mapping, type Target } from "./mapping.ts";

const isText = (value: unknown): value is { zh: string } =>
  typeof value === "object" && value !== null && "zh" in value && typeof value.zh === "string";

/** What the other side writes for a value of ours. */
const writtenAs = ({ values }: Target, value: unknown): string | undefined =>
  Object.entries(values ?? {}).find(([, ours]) => isDeepStrictEqual(ours, value))?.[0];

function cellOf(target: Target, item: ServiceItem): string {
  const value = get(item, target.field);
  if (value === undefined) return "";
  const whole = writtenAs(target, value);
  if (whole !== undefined) return whole;
  if (Array.isArray(value))
    return value
      .map((entry: unknown) => writtenAs(target, entry) ?? (isText(entry) ? entry.zh : String(entry)))
      .join(target.field === "steps" || target.field === "legalBasis" ? "\n" : ";");
  const kinds: Readonly<Record<string, (typeof csvColumns)[keyof typeof csvColumns]>> = csvColumns;
  return writeCell(kinds[target.field] ?? "code", value);
}

function entriesOf({ field, each }: ListTarget, item: ServiceItem): string {
  const entries = get(item, field);
  if (!Array.isArray(entries) || entries.length === 0) return "";
  return JSON.stringify(
    entries.map((entry: unknown) => ({
      ...Object.fromEntries(
        Object.entries(each).flatMap(([name, target]) => {
          const value = get(entry, target.field);
          return value === undefined ? [] : [[name, writtenAs(target, value) ?? String(value)]];
        }),
      ),
      ...(get(entry, "extra") as Record<string, string> | undefined),
    })),
  );
}

/**
 * Items as a file with a province's columns: in Chinese only, without our forms, and with whatever is kept in `extra`
 * in columns of its own.
 */
export function toMappedCsv(items: readonly ServiceItem[], { columns }: Mapping): string {
  const mapped = Object.entries(columns);
  const kept = [...new Set(items.flatMap(({ extra }) => Object.keys(extra ?? {})))];
  const rowOf = (item: ServiceItem): string[] => [
    ...mapped.map(([, target]) => {
      if (target === null) return "";
      if ("each" in target) return entriesOf(target, item);
      if (target.field === handlingItem) return item.itemCode.slice(31);
      return target.field === "itemCode" ? item.itemCode.slice(0, 31) : cellOf(target, item);
    }),
    ...kept.map((name) => item.extra?.[name] ?? ""),
  ];
  return writeCsv([[...mapped.map(([column]) => column), ...kept], ...items.map(rowOf)]);
}
