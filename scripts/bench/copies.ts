import district from "#district/district.json" with { type: "json" };
import { callAws } from "#local/engine/aws-json.ts";
import type { LocalApp } from "#local/engine/index.ts";
import { caseNumberOf } from "#shared/kernel/identifiers/case-number.ts";

/** An item as it crosses the wire: kept as it is but for the number in it. */
type Item = Record<string, unknown>;

const operation = (name: string): string => `DynamoDB_20120810.${name}`;

async function itemsOf(endpoint: string, TableName: string): Promise<Item[]> {
  const items: Item[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const page: { Items: Item[]; LastEvaluatedKey?: Item } = await callAws(endpoint, operation("Scan"), {
      TableName,
      ...(ExclusiveStartKey && { ExclusiveStartKey }),
    });
    items.push(...page.Items);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
}

async function putAll(endpoint: string, TableName: string, items: readonly Item[]): Promise<void> {
  for (let start = 0; start < items.length; start += 25) {
    const puts = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    await callAws(endpoint, operation("BatchWriteItem"), { RequestItems: { [TableName]: puts } });
  }
}

/** A number of the same department and day. */
export const numberLike = (caseNumber: string, copy: number): string =>
  caseNumberOf({
    department: caseNumber.slice(6, 10),
    day: caseNumber.slice(10, 18),
    submitter: caseNumber,
    idempotencyKey: String(copy),
    attempt: 0,
  });

/** Puts everything that these cases left in the tables there once more, under a new number for each copy. */
export async function copyCases({ endpoints, tables }: LocalApp, numbers: readonly string[], copies: number) {
  if (numbers.length === 0) throw new Error("there is no case to copy");
  for (const table of tables) {
    const items = (await itemsOf(endpoints.dynamodb, table)).map((item) => JSON.stringify(item));
    for (let done = 0; done < copies; done += numbers.length) {
      const round = numbers.slice(0, copies - done);
      const renamed = new Map(round.map((number) => [number, numberLike(number, done)]));
      const copied = items.flatMap((text) => {
        const number = round.find((each) => text.includes(each));
        return number ? [JSON.parse(text.replaceAll(number, renamed.get(number) ?? "")) as Item] : [];
      });
      await putAll(endpoints.dynamodb, table, copied.filter(isOfACase));
    }
  }
}

/** Its key names the case: what only mentions one, such as a document, would be put over itself. */
const isOfACase = ({ pk }: Item): boolean => JSON.stringify(pk).includes(`#${district.code}`);
