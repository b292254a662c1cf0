import { isDeepStrictEqual } from "node:util";
import { type DynamoDBDocumentClient, PutCommand, paginateQuery, paginateScan } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "#shared/kernel/aws/batch-get.ts";

type Item = Record<string, unknown> & { pk: string; sk: string };

/** What there is to do with an item of the restored table. */
export type Verdict =
  /** It is there as it was. */
  | "same"
  /** It is gone: it comes back. */
  | "missing"
  /** What is there has the same version or an older one: it was damaged, and comes back. */
  | "damaged"
  /** What is there went on since: it stays, unless it was asked for otherwise. */
  | "newer"
  /** It has no version and is another one now: corrected, forgotten at its term, or damaged; as `newer`. */
  | "other"
  /** Its own time to go away is over. */
  | "expired";

export type Counts = Record<Verdict, number> & {
  written: number;
  /** Somebody changed it between the look and the write: run it again. */
  changedMeanwhile: number;
};

export type Wish = {
  from: string;
  to: string;
  /** Of these keys alone, with all their items. */
  keys?: readonly string[];
  /** Else it is only counted. */
  write: boolean;
  /** Also over what went on since, and over what has no version and is another one. */
  overNewer: boolean;
  now: Date;
  /** Each item that is not the same, by its key. */
  tell?: (key: { pk: string; sk: string }, verdict: Verdict) => void;
};

const versionOf = ({ version }: Item): number | undefined =>
  typeof version === "number" ? version : undefined;
const idOf = ({ pk, sk }: Pick<Item, "pk" | "sk">): string => JSON.stringify([pk, sk]);

export function verdictOf(was: Item, is: Item | undefined, now: Date): Verdict {
  if (typeof was.expiresAt === "number" && was.expiresAt * 1000 <= now.getTime()) return "expired";
  if (!is) return "missing";
  if (isDeepStrictEqual(was, is)) return "same";
  const [before, current] = [versionOf(was), versionOf(is)];
  if (before === undefined || current === undefined) return "other";
  return current > before ? "newer" : "damaged";
}

/** Only over what was looked at: nothing comes in between. */
function conditionOn(is: Item | undefined) {
  if (!is) return { ConditionExpression: "attribute_not_exists(pk)" };
  const version = versionOf(is);
  if (version === undefined)
    return { ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(version)" };
  return {
    ConditionExpression: "version = :seen",
    ExpressionAttributeValues: { ":seen": version },
  };
}

async function* pagesOf(db: DynamoDBDocumentClient, { from, keys }: Wish): AsyncGenerator<Item[]> {
  const perPage = { pageSize: 100 };
  if (!keys) {
    for await (const { Items = [] } of paginateScan({ client: db, ...perPage }, { TableName: from }))
      yield Items as Item[];
    return;
  }
  for (const pk of keys) {
    const query = {
      TableName: from,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": pk },
      ConsistentRead: true,
    };
    for await (const { Items = [] } of paginateQuery({ client: db, ...perPage }, query))
      yield Items as Item[];
  }
}

/**
 * Copies items of a restored table back into the table that it was restored from. What went on since stays as it is, what is
 * there as it was costs a read, and a second run does nothing more.
 */
export async function restore(db: DynamoDBDocumentClient, wish: Wish): Promise<Counts> {
  const { to, write, overNewer, now, tell = () => {} } = wish;
  const counts: Counts = {
    same: 0,
    missing: 0,
    damaged: 0,
    newer: 0,
    other: 0,
    expired: 0,
    written: 0,
    changedMeanwhile: 0,
  };
  const comesBack = (verdict: Verdict): boolean =>
    verdict === "missing" ||
    verdict === "damaged" ||
    (overNewer && (verdict === "newer" || verdict === "other"));

  for await (const page of pagesOf(db, wish)) {
    const keys = page.map(({ pk, sk }) => ({ pk, sk }));
    const there = new Map(
      (await batchGet(db, to, keys, { consistent: true })).map((item) => [idOf(item as Item), item as Item]),
    );
    for (const was of page) {
      const is = there.get(idOf(was));
      const verdict = verdictOf(was, is, now);
      counts[verdict] += 1;
      if (verdict !== "same") tell({ pk: was.pk, sk: was.sk }, verdict);
      if (!write || !comesBack(verdict)) continue;
      try {
        await db.send(new PutCommand({ TableName: to, Item: was, ...conditionOn(is) }));
        counts.written += 1;
      } catch (error) {
        if (!(error instanceof Error) || error.name !== "ConditionalCheckFailedException") throw error;
        counts.changedMeanwhile += 1;
      }
    }
  }
  return counts;
}
