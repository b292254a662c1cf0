import type { TabledRecord } from "#shared/kernel/context.ts";
import { headKey, type Outbox } from "#shared/kernel/messaging/outbox.ts";
import type { ItemKey } from "#shared/kernel/records/record.ts";

const isRecord = (value: unknown): value is TabledRecord =>
  typeof value === "object" && value !== null && "outboxEntry" in value;

/** Each item by the record whose key it has. */
export const outboxOfRecords =
  (records: readonly TabledRecord[]): Outbox =>
  (item, before) => {
    const key = { pk: String(item.pk), sk: String(item.sk) };
    const record = records.find(({ idIn }) => idIn(key) !== undefined);
    if (!record) throw new Error("none of the context's records has this key");
    return record.outboxEntry(item, before);
  };

/** By the key of an item: whether it carries the term of what people wrote in one of these records. */
export const carriesTermOf =
  (records: readonly TabledRecord[]) =>
  ({ pk, sk }: ItemKey): boolean =>
    records.some(({ forgets, idIn }) => forgets?.with === sk && idIn({ pk, sk: headKey }) !== undefined);

/** The fields that go from these records with what people wrote. */
export const goingFieldsOf = (records: readonly TabledRecord[]): string[] => [
  ...new Set(records.flatMap(({ forgets }) => forgets?.fields ?? [])),
];

/** One context's records: what `shared/<context>/record.ts` exports. A relay loads its own and no others. */
export async function recordsOf(context: string): Promise<TabledRecord[]> {
  const exported: Record<string, unknown> = await import(`../../../shared/${context}/record.ts`);
  return Object.values(exported).filter(isRecord);
}
