import type { TabledRecord } from "#shared/kernel/context.ts";
import type { Outbox } from "#shared/kernel/messaging/outbox.ts";

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

/**
 * What the records of one context publish: what `shared/<context>/record.ts`
 * exports. A relay loads its own context's records and no others.
 */
export async function outboxOf(context: string): Promise<Outbox> {
  const exported: Record<string, unknown> = await import(`../../../shared/${context}/record.ts`);
  return outboxOfRecords(Object.values(exported).filter(isRecord));
}
