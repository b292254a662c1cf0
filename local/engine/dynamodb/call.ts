type Value = { S?: string };
type Item = Record<string, Value | undefined>;
type About = { Key?: Item | undefined; Item?: Item | undefined };
/** What is asked of DynamoDB, as far as it names its items. */
export type Call = {
  TableName?: string;
  IndexName?: string;
  ConditionExpression?: string;
  KeyConditionExpression?: string;
  ExpressionAttributeValues?: Item;
  Key?: Item;
  Item?: Item;
  TransactItems?: Record<string, About & { TableName: string }>[];
  /** Of a batch: writes, or for reads the keys. */
  RequestItems?: Record<string, { Keys?: Item[] } | Record<string, About>[]>;
};

/** `CASE#11...` is a CASE, `EVENT#000001` an EVENT; what begins otherwise is of no known kind. */
const wordOf = (value: Value | undefined): string => /^[A-Z_]+/.exec(value?.S ?? "")?.[0] ?? "…";
const kindOf = ({ pk, sk }: Item): string => (sk ? `${wordOf(pk)} ${wordOf(sk)}` : wordOf(pk));

function itemsOf({ Key, Item, TransactItems = [], RequestItems = {} }: Call): Item[] {
  const inBatch = Object.values(RequestItems).flatMap((asked): About[] =>
    Array.isArray(asked)
      ? asked.flatMap((each) => Object.values(each))
      : (asked.Keys ?? []).map((key) => ({ Key: key })),
  );
  const about: About[] = [{ Key, Item }, ...TransactItems.flatMap((each) => Object.values(each)), ...inBatch];
  return about.map((each) => each.Item ?? each.Key).filter((item) => item !== undefined);
}

/** The kinds of items that a request is about, by the first words of their keys; of a query, its partition. */
export function kindsIn(call: Call): string {
  const [, placeholder = ""] = /=\s*(:\w+)/.exec(call.KeyConditionExpression ?? "") ?? [];
  if (placeholder)
    return call.IndexName ? "a list" : `all of a ${wordOf(call.ExpressionAttributeValues?.[placeholder])}`;
  return [...new Set(itemsOf(call).map(kindOf))].join(" + ");
}
