/** An index of the record's table. What is in it, and under which key, follows from the record alone. */
export type IndexDefinition<Record> = {
  /** The attribute with the partition; it may be a field, where each record is in the index. */
  key: string;
  /** Undefined: this record is not in the index. */
  partition(record: Record): string | undefined;
  /** What orders a partition: a field, or an attribute that follows from the record. */
  sort: (keyof Record & string) | { attribute: string; of(record: Record): string };
  /** Fields that a row of the index gives; without, only its key, and the record is read for it. */
  projects?: readonly (keyof Record & string)[];
};

export type Indexes<Record> = { [name: string]: IndexDefinition<Record> };

type Sorted = { sort: string | { attribute: string } };

export const sortOf = ({ sort }: Sorted): string => (typeof sort === "string" ? sort : sort.attribute);

/** Attributes that the index adds to an item. */
export const attributesOf = (index: Sorted & { key: string }): string[] => [
  index.key,
  ...(typeof index.sort === "string" ? [] : [index.sort.attribute]),
];

/** What they hold for this record: nothing, when it is not in the index. */
export function keysOf<Record>(
  { key, partition, sort }: IndexDefinition<Record>,
  record: Record,
): { [attribute: string]: string } {
  const partitionKey = partition(record);
  if (partitionKey === undefined) return {};
  return { [key]: partitionKey, ...(typeof sort !== "string" && { [sort.attribute]: sort.of(record) }) };
}
