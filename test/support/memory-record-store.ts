import type { Cursor } from "#shared/kernel/aws/page.ts";
import { type ConditionalPut, nextVersion } from "#shared/kernel/aws/put-version.ts";
import { historyItem } from "#shared/kernel/messaging/outbox.ts";
import { type IndexDefinition, type Indexes, sortOf } from "#shared/kernel/records/index-definition.ts";
import type { ItemKey, RecordDefinition, RecordOf } from "#shared/kernel/records/record.ts";
import {
  historyEntryOf,
  type RecordStore,
  type Row,
  refuseWithoutHistory,
  refuseWithoutProjection,
} from "#shared/kernel/records/record-store.ts";

type Item = Record<string, unknown>;

/** What a put does to the store that made it, whichever store it is written through. */
const writes = new WeakMap<ConditionalPut, { holds(): boolean; apply(): void }>();
function writeOf(put: ConditionalPut) {
  const write = writes.get(put);
  if (!write) throw new Error(`no store in memory made this write to ${put.TableName}`);
  return write;
}

/** For tests and simulation: the items that the table would hold, and the history that the relay would write. */
export function memoryRecordStore<Rec extends RecordOf<object>, Ix extends Indexes<Rec>>(
  definition: RecordDefinition<Rec, Ix>,
): RecordStore<Rec, Ix> {
  const items = new Map<string, Item>();
  const histories = new Map<string, Item[]>();

  const indexOf = (name: keyof Ix & string): IndexDefinition<Rec> => {
    const index = definition.indexes[name];
    if (!index) throw new Error(`${definition.name} has no index ${name}`);
    return index;
  };
  /** In the index's order, and by key where that is the same, as DynamoDB keeps it. */
  const partitionOf = (name: keyof Ix & string, partition: string): Item[] => {
    const { key } = indexOf(name);
    const sort = sortOf(indexOf(name));
    const place = (item: Item) => `${item[sort]} ${nameOf(keyIn(item))}`;
    return [...items.values()]
      .filter((item) => item[key] === partition && item[sort] !== undefined)
      .sort((a, b) => (place(a) < place(b) ? -1 : 1));
  };
  const read = async (id: string): Promise<Rec | undefined> => {
    const item = items.get(nameOf(definition.keyOf(id)));
    return item && definition.fromItem(structuredClone(item));
  };

  const put = (record: Rec): ConditionalPut => {
    const item = structuredClone(definition.toItem(record));
    const key = nameOf(keyIn(item));
    const asked = nextVersion(definition.name, item, record.version);
    writes.set(asked, {
      holds: () => (items.get(key)?.version ?? 0) === record.version - 1,
      apply() {
        const before = items.get(key);
        items.set(key, item);
        const entry = structuredClone(definition.outboxEntry(item, before));
        if (entry && entry.kept !== false)
          histories.set(key, [...(histories.get(key) ?? []), historyItem(entry)]);
      },
    });
    return asked;
  };

  return {
    read,
    async readMany(ids) {
      const found = await Promise.all([...new Set(ids)].map((id) => read(id)));
      return found.filter((record) => record !== undefined);
    },
    async readGroup(group) {
      const { pk } = definition.keyOf(group);
      const found = [...items.values()].filter((item) => item.pk === pk).map(definition.fromItem);
      return structuredClone(found.sort((a, b) => (definition.idOf(a) < definition.idOf(b) ? -1 : 1)));
    },
    async write(record, { beside = [] } = {}) {
      const all = [put(record), ...beside].map(writeOf);
      if (!all.every(({ holds }) => holds())) return false;
      for (const { apply } of all) apply();
      return true;
    },
    put: async (record) => put(record),
    async list(index, partition, { cursor, limit, newestFirst = false }) {
      const { projects } = indexOf(index);
      const sort = sortOf(indexOf(index));
      const ordered = partitionOf(index, partition);
      if (newestFirst) ordered.reverse();
      const start = cursor ? ordered.findIndex((item) => isAfter(item, cursor, sort, newestFirst)) : 0;
      const rest = start === -1 ? [] : ordered.slice(start);
      const page = structuredClone(rest.slice(0, limit));
      const last = page.at(-1);
      return {
        items: page.map((item) =>
          projects ? definition.fromRow(index, item) : definition.fromItem(item),
        ) as Row<Rec, Ix[typeof index]>[],
        next: last && rest.length > limit ? { ...keyIn(last), [sort]: String(last[sort]) } : undefined,
      };
    },
    async between(index, partition, from, until) {
      refuseWithoutProjection(index, indexOf(index).projects);
      const sort = sortOf(indexOf(index));
      return partitionOf(index, partition)
        .filter((item) => String(item[sort]) >= from && String(item[sort]) <= until)
        .map((item) => definition.fromRow(index, structuredClone(item))) as Row<Rec, Ix[typeof index]>[];
    },
    async ids(index, partition, until) {
      const sort = sortOf(indexOf(index));
      return partitionOf(index, partition)
        .filter((item) => String(item[sort]) <= until)
        .flatMap((item) => definition.idIn(keyIn(item)) ?? []);
    },
    async history(id, { cursor, limit }) {
      refuseWithoutHistory(definition);
      const entries = histories.get(nameOf(definition.keyOf(id))) ?? [];
      const rest = entries.filter(({ sk }) => !cursor?.sk || String(sk) > cursor.sk);
      const page = structuredClone(rest.slice(0, limit));
      const last = page.at(-1);
      return {
        items: page.map((entry) => historyEntryOf(definition, id, entry)),
        next: last && rest.length > limit ? { sk: String(last.sk) } : undefined,
      };
    },
  };
}

const keyIn = ({ pk, sk }: Item): ItemKey => ({ pk: String(pk), sk: String(sk) });
const nameOf = ({ pk, sk }: Partial<ItemKey>): string => `${pk} ${sk}`;

function isAfter(row: Item, cursor: NonNullable<Cursor>, sort: string, newestFirst: boolean): boolean {
  const [here, there] = [`${row[sort]} ${nameOf(keyIn(row))}`, `${cursor[sort]} ${nameOf(cursor)}`];
  return newestFirst ? here < there : here > there;
}
