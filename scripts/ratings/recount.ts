import { type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { canonicalJson } from "#shared/kernel/messaging/canonical.ts";
import { headKey } from "#shared/kernel/messaging/outbox.ts";
import {
  countsOf,
  type DayCounts,
  type Part,
  type PartCounts,
  parts,
} from "#shared/ratings/figures/count.ts";
import { closedWithinDays, isClosed } from "#shared/ratings/figures/days.ts";
import { dynamodbFigureStore } from "#shared/ratings/figures/dynamodb-figure-store.ts";
import { keptFrom } from "#shared/ratings/figures/kept-item.ts";
import { dayBefore } from "#shared/ratings/figures/period.ts";
import { daysIn, type Row, rowOf, rowsKey } from "#shared/ratings/figures/rows.ts";
import { rating } from "#shared/ratings/record.ts";

/** A department's day whose figures do not say what its ratings add up to. */
export type Difference = { department: string; day: string; says: string[] };
/** `waiting`: days that differ, and are noted to be made again within the hour. */
export type Recount = {
  ratings: number;
  days: number;
  waiting: number;
  differences: Difference[];
  repaired: number;
};

function differencesOf(has: DayCounts, needs: DayCounts): string[] {
  return parts
    .flatMap((part) => flat(part, has[part], needs[part]).filter(({ is, ought }) => is !== ought))
    .map(({ name, is, ought }) => `${name} is ${is}, not ${ought}`)
    .sort();
}

function flat(part: string, has: PartCounts, needs: PartCounts) {
  const names = new Set(
    [has, needs].flatMap((counts) =>
      Object.entries(counts).flatMap(([value, of]) =>
        Object.keys(of).map((what) => canonicalJson([value, what])),
      ),
    ),
  );
  return [...names].map((name) => {
    const [value = "", what = ""] = JSON.parse(name) as string[];
    return {
      name: part === "all" ? `all|${what}` : `${part}|${value}|${what}`,
      is: has[value]?.[what] ?? 0,
      ought: needs[value]?.[what] ?? 0,
    };
  });
}

/**
 * Reads the whole table, folds every rating into the days that it counts on, and holds what questions are answered
 * from against that: kept figures, and for days that are not kept the rows of the indexes. With `repair` it keeps
 * what differed anew.
 */
export async function recount(
  table: string,
  db: DynamoDBDocumentClient,
  { repair = false, now = new Date().toISOString() }: { repair?: boolean; now?: string } = {},
): Promise<Recount> {
  const rows = new Map<string, Row[]>();
  const keptParts = new Map<string, { part: Part; item: unknown }[]>();
  const noted = new Set<string>();
  let ratings = 0;
  for await (const { Items = [] } of paginateScan({ client: db }, { TableName: table, ConsistentRead: true }))
    for (const item of Items) {
      const [kind, department = "", part = ""] = String(item.pk).split("#");
      const sk = String(item.sk);
      if (kind === "FIGURES" && department === "CHANGED") {
        // One that was made waits for nothing any more, only to go away.
        if (item.expiresAt === undefined) noted.add(sk.split("#").reverse().join("#"));
      } else if (kind === "FIGURES") {
        const key = rowsKey(department, sk);
        keptParts.set(key, [...(keptParts.get(key) ?? []), { part: part as Part, item }]);
      }
      if (sk !== headKey || rating.idIn({ pk: String(item.pk), sk }) === undefined) continue;
      const record = rating.fromItem(item);
      const row = rowOf(record);
      if (!row || !record.invitation) continue;
      ratings += 1;
      for (const day of daysIn(row)) {
        const key = rowsKey(record.invitation.department, day);
        const known = rows.get(key);
        if (known) known.push(row);
        else rows.set(key, [row]);
      }
    }

  const figures = dynamodbFigureStore(table, db);
  const openFrom = dayBefore(dayOf(now), closedWithinDays);
  const names = [...new Set([...rows.keys(), ...keptParts.keys()])].sort();
  const result: Recount = { ratings, days: names.length, waiting: 0, differences: [], repaired: 0 };
  for (const name of names) {
    const [department = "", day = ""] = name.split("#");
    const right = countsOf(rows.get(name) ?? [], day);
    const [known] = keptFrom(keptParts.get(name) ?? []);
    // What a question of today is answered from.
    const isRead = !known && day >= openFrom;
    const has = isRead
      ? countsOf(await figures.rows(department, day), day)
      : (known?.counts ?? countsOf([], day));
    const says = differencesOf(has, right);
    if (says.length === 0) continue;
    if (noted.has(name) || (known && !isClosed(known))) {
      result.waiting += 1;
      continue;
    }
    result.differences.push({ department, day, says });
    if (!repair || isRead) continue;
    await figures.keep(department, { day, madeAt: now, counts: right });
    result.repaired += 1;
  }
  return result;
}
