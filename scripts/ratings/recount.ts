import { type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { casesOf, progressOf } from "#shared/cases/public.ts";
import { type CaseHead, caseRecord } from "#shared/cases/record.ts";
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
import { closedWithinDays, dayBefore, isClosed } from "#shared/ratings/figures/days.ts";
import { dynamodbFigureStore } from "#shared/ratings/figures/dynamodb-figure-store.ts";
import { storedDaysOf } from "#shared/ratings/figures/kept-item.ts";
import { daysIn, type Row, rowOf } from "#shared/ratings/figures/rows.ts";
import { rating } from "#shared/ratings/record.ts";
import { type RatableStage, ratableOf } from "#shared/ratings/stages/ratable.ts";

/** A department's day whose figures do not say what its ratings add up to. */
export type Difference = { department: string; day: string; descriptions: string[] };
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

const rowsKey = (department: string, day: string): string => `${department}#${day}`;

/** Whatever was accepted or ended in any department, by both of them and the day: what the indexes of cases hold. */
async function ratableDays(table: string, db: DynamoDBDocumentClient): Promise<Map<string, RatableStage[]>> {
  const found = new Map<string, RatableStage[]>();
  for (const index of ["byAcceptance", "byEnd"] as const)
    for await (const { Items = [] } of paginateScan({ client: db }, { TableName: table, IndexName: index }))
      for (const row of Items) {
        const progress = progressOf(caseRecord.fromRow(index, row) as CaseHead);
        const ratable = index === "byAcceptance" ? ratableOf([progress], []) : ratableOf([], [progress]);
        for (const stage of ratable) add(found, rowsKey(progress.department, stage.on), stage);
      }
  return found;
}

function add<Value>(map: Map<string, Value[]>, key: string, ...values: Value[]): void {
  const known = map.get(key);
  if (known) known.push(...values);
  else map.set(key, values);
}

/**
 * Reads the whole table of ratings, folds every one into the days that it counts on, with what could be rated then, and
 * compares what answers questions with that: kept figures, and for days that are not kept the rows of the
 * indexes. With `repair` it keeps what differed anew.
 */
export async function recount(
  tables: { ratings: string; cases: string },
  db: DynamoDBDocumentClient,
  { repair = false, now = new Date().toISOString() }: { repair?: boolean; now?: string } = {},
): Promise<Recount> {
  const rows = new Map<string, Row[]>();
  const keptParts = new Map<string, { part: Part; item: unknown }[]>();
  const noted = new Set<string>();
  let ratings = 0;
  const scan = paginateScan({ client: db }, { TableName: tables.ratings, ConsistentRead: true });
  for await (const { Items = [] } of scan)
    for (const item of Items) {
      const [kind, department = "", part = ""] = String(item.pk).split("#");
      const sk = String(item.sk);
      if (kind === "FIGURES" && department === "CHANGED") {
        // One that was made waits for nothing any more, only to go away.
        if (item.expiresAt === undefined) noted.add(sk.split("#").reverse().join("#"));
      } else if (kind === "FIGURES") add(keptParts, rowsKey(department, sk), { part: part as Part, item });
      if (sk !== headKey || rating.idIn({ pk: String(item.pk), sk }) === undefined) continue;
      const record = rating.fromItem(item);
      const row = rowOf(record);
      ratings += 1;
      for (const day of daysIn(row)) add(rows, rowsKey(record.invitation.department, day), row);
    }
  const ratable = await ratableDays(tables.cases, db);

  const figures = dynamodbFigureStore(tables.ratings, casesOf(tables.cases, db), db);
  const openFrom = dayBefore(dayOf(now), closedWithinDays);
  const names = [...new Set([...rows.keys(), ...ratable.keys(), ...keptParts.keys()])].sort();
  const result: Recount = { ratings, days: names.length, waiting: 0, differences: [], repaired: 0 };
  for (const name of names) {
    const [department = "", day = ""] = name.split("#");
    const right = countsOf({ rows: rows.get(name) ?? [], ratable: ratable.get(name) ?? [] }, day);
    const [known] = storedDaysOf(keptParts.get(name) ?? []);
    // What a question of today is answered from.
    const isRead = !known && day >= openFrom;
    const has = isRead
      ? countsOf(await figures.facts(department, { from: day, to: day }), day)
      : (known?.counts ?? countsOf({ rows: [], ratable: [] }, day));
    const descriptions = differencesOf(has, right);
    if (descriptions.length === 0) continue;
    if (noted.has(name) || (known && !isClosed(known))) {
      result.waiting += 1;
      continue;
    }
    result.differences.push({ department, day, descriptions });
    if (!repair || isRead) continue;
    await figures.keep(department, { day, madeAt: now, counts: right });
    result.repaired += 1;
  }
  return result;
}
