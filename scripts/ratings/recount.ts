import { type DynamoDBDocumentClient, PutCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import { isConditionFailure } from "#shared/kernel/aws/dynamodb.ts";
import { canonicalJson } from "#shared/kernel/messaging/canonical.ts";
import { headKey } from "#shared/kernel/messaging/outbox.ts";
import { figuresItem, figuresKeyOf } from "#shared/ratings/figures/dynamodb-tally-store.ts";
import { type Tally, talliesOf } from "#shared/ratings/figures/tallies.ts";
import { fromItem } from "#shared/ratings/rating-item.ts";

type Item = Record<string, unknown>;
/** One item of counters that does not say what the ratings say. */
export type Difference = { pk: string; sk: string; says: string[] };
export type Recount = { ratings: number; items: number; differences: Difference[]; repaired: number };

const nameOf = ({ pk, sk }: { pk: unknown; sk: unknown }): string => `${pk} ${sk}`;
const setsAsHex = (value: unknown): unknown =>
  value instanceof Set
    ? [...value]
        .map((id) => (typeof id === "string" ? id : Buffer.from(id as Uint8Array).toString("hex")))
        .sort()
    : value;

/** Counters and sets of one item; what came back to nothing is the same as what never was. */
const contentOf = (item: Item): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(item)
      .filter(([name, value]) => (name.includes("|") && value !== 0) || name.startsWith("ids."))
      .map(([name, value]) => [name, setsAsHex(value)])
      .filter(([, value]) => !Array.isArray(value) || value.length > 0),
  );

function differencesOf(stored: Item, right: Item): string[] {
  const [has, needs] = [contentOf(stored), contentOf(right)];
  return [...new Set([...Object.keys(has), ...Object.keys(needs)])]
    .filter((name) => canonicalJson(has[name] ?? null) !== canonicalJson(needs[name] ?? null))
    .map((name) =>
      name.startsWith("ids.") ? `${name} differ` : `${name} is ${has[name] ?? 0}, not ${needs[name] ?? 0}`,
    )
    .sort();
}

/**
 * Reads the whole table, counts every rating anew, and holds the counters against that. With `repair` it
 * rewrites those that differ, unless something was counted there meanwhile: the next recount then tells.
 */
export async function recount(
  table: string,
  db: DynamoDBDocumentClient,
  { repair = false }: { repair?: boolean } = {},
): Promise<Recount> {
  const held = new Map<string, Tally[]>();
  const stored = new Map<string, Item>();
  let ratings = 0;
  for await (const { Items = [] } of paginateScan({ client: db }, { TableName: table, ConsistentRead: true }))
    for (const item of Items) {
      if (String(item.pk).startsWith("FIGURES#")) stored.set(nameOf(item as Difference), item);
      if (item.sk !== headKey) continue;
      ratings += 1;
      for (const tally of talliesOf(fromItem(item)).filter(({ holds }) => holds)) {
        const name = nameOf(figuresKeyOf(tally));
        const known = held.get(name);
        if (known) known.push(tally);
        else held.set(name, [tally]);
      }
    }

  const names = [...new Set([...held.keys(), ...stored.keys()])].sort();
  const result: Recount = { ratings, items: names.length, differences: [], repaired: 0 };
  for (const name of names) {
    const [pk = "", sk = ""] = name.split(" ");
    const right = figuresItem(held.get(name) ?? []);
    const says = differencesOf(stored.get(name) ?? {}, right);
    if (says.length === 0) continue;
    result.differences.push({ pk, sk, says });
    if (repair && (await rewrite(db, table, { pk, sk }, right, stored.get(name)))) result.repaired += 1;
  }
  return result;
}

async function rewrite(
  db: DynamoDBDocumentClient,
  table: string,
  key: { pk: string; sk: string },
  right: Item,
  before: Item | undefined,
): Promise<boolean> {
  const item = Object.fromEntries(
    Object.entries(right).map(([name, value]) => [
      name,
      value instanceof Set ? new Set([...value].map((id) => Buffer.from(String(id), "hex"))) : value,
    ]),
  );
  const version = Number(before?.version ?? 0);
  try {
    await db.send(
      new PutCommand({
        TableName: table,
        Item: { ...key, ...item, version: version + 1 },
        ConditionExpression: before ? "#version = :version" : "attribute_not_exists(pk)",
        ...(before && {
          ExpressionAttributeNames: { "#version": "version" },
          ExpressionAttributeValues: { ":version": version },
        }),
      }),
    );
    return true;
  } catch (error) {
    if (isConditionFailure(error)) return false;
    throw error;
  }
}
