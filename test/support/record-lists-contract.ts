import { expect, it } from "vitest";
import type { RecordOf } from "#shared/kernel/records/record.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import type { RecordSamples } from "./record-samples.ts";

type Rec = RecordOf<object>;

/** An adapter under test. `told` does what the relay does: the DynamoDB adapter leaves the history to it. */
export type OpenedStore = {
  store: RecordStore<Rec>;
  relayed(record: Rec, before?: Rec): Promise<void>;
};

/** A store with records 1 to `count`. */
export async function filledStore({ make }: RecordSamples, open: () => Promise<OpenedStore>, count: number) {
  const opened = await open();
  const records = Array.from({ length: count }, (_, index) => make(index + 1));
  // Written out of their order: the index brings it about.
  for (const record of records.toReversed()) expect(await opened.store.write(record)).toBe(true);
  return { ...opened, records };
}

/** What every adapter promises of the lists of every record. */
export function recordListsContract(samples: RecordSamples, open: () => Promise<OpenedStore>): void {
  const { definition, make, end } = samples;
  const idOf = (record: Rec): string => definition.idOf(record);
  const isFromTheFirst = ({ partition }: (typeof definition)["indexes"][string]): boolean =>
    partition(make(1)) !== undefined;
  const all = Object.entries(definition.indexes);
  const indexes = all.filter(([, index]) => isFromTheFirst(index));
  const later = all.filter(([, index]) => !isFromTheFirst(index));
  const partitionOf = (index: string, record: Rec): string =>
    definition.indexes[index]?.partition(record) ?? "";
  const filled = (count: number) => filledStore(samples, open, count);
  const rowOf = (index: string, record: Rec): unknown => {
    const projects = definition.indexes[index]?.projects;
    if (!projects) return record;
    const fields: Record<string, unknown> = { ...record };
    return Object.fromEntries(projects.filter((name) => name in fields).map((name) => [name, fields[name]]));
  };

  it.each(indexes)("is in its list %s in order, page by page, both ways", async (index) => {
    const { store, records } = await filled(5);
    const partition = partitionOf(index, make(1));
    const walk = async (newestFirst: boolean): Promise<unknown[]> => {
      const seen: unknown[] = [];
      let cursor: Record<string, string> | undefined;
      do {
        const page = await store.list(index, partition, { cursor, limit: 2, newestFirst });
        seen.push(...page.items);
        cursor = page.next;
      } while (cursor && seen.length <= records.length);
      return seen;
    };
    const expected = records.map((record) => rowOf(index, record));
    expect(await walk(false)).toEqual(expected);
    expect(await walk(true)).toEqual(expected.toReversed());
    expect(await store.list(index, "no such partition", { limit: 10 })).toEqual({
      items: [],
      next: undefined,
    });
  });

  it.each(indexes)("does not show another partition of %s to who brings a cursor of it", async (index) => {
    const { store } = await filled(3);
    const { next } = await store.list(index, partitionOf(index, make(1)), { limit: 1 });
    expect(next).toBeDefined();
    expect(await store.list(index, "another", { cursor: next, limit: 10 })).toMatchObject({ items: [] });
  });

  const placeOf = (index: string, record: Rec): string => {
    const sort = definition.indexes[index]?.sort;
    return String(typeof sort === "string" ? (record as never)[sort] : sort?.of(record));
  };

  it.each(indexes)("gives the ids of %s up to a point, this one included", async (index) => {
    const { store, records } = await filled(3);
    const [one, two] = records.map(idOf);
    const partition = partitionOf(index, make(1));
    expect(await store.ids(index, partition, placeOf(index, make(2)))).toEqual([one, two]);
    expect(await store.ids(index, partition, "0")).toEqual([]);
  });

  it.each(indexes)(
    "gives what %s has from one point to another, both included",
    async (index, { projects }) => {
      const { store, records } = await filled(4);
      const between = (first: Rec, last: Rec, partition = partitionOf(index, make(1))) =>
        store.between(index, partition, placeOf(index, first), placeOf(index, last));
      if (!projects) return expect(between(make(2), make(3))).rejects.toThrow("projects nothing");
      expect(await between(make(2), make(3))).toEqual(
        records.slice(1, 3).map((record) => rowOf(index, record)),
      );
      expect(await between(make(1), make(4), "another")).toEqual([]);
    },
  );

  it.each(indexes)(
    "leaves %s when it no longer belongs there, and stays when it does",
    async (index, definitionOf) => {
      const { store, records } = await filled(3);
      const [first, ...rest] = records as [Rec, ...Rec[]];
      const ended = end(first);
      await store.write(ended);
      const stays = definitionOf.partition(ended) === definitionOf.partition(first);
      const expected = [...(stays ? [ended] : []), ...rest];
      const partition = partitionOf(index, make(1));
      expect((await store.list(index, partition, { limit: 10 })).items).toEqual(
        expected.map((record) => rowOf(index, record)),
      );
      expect(await store.ids(index, partition, "9")).toEqual(expected.map(idOf));
    },
  );

  it.each(later)("comes into its list %s with a later step", async (index, { partition }) => {
    const { store, records } = await filled(2);
    const changed = end(records[0] as Rec);
    await store.write(changed);
    const rows = [rowOf(index, changed)];
    expect((await store.list(index, partition(changed) ?? "", { limit: 10 })).items).toEqual(rows);
    expect(await store.between(index, partition(changed) ?? "", "", "~")).toEqual(rows);
  });
}
