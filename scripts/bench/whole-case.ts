import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { itemBytes } from "#local/engine/dynamodb/item-bytes.ts";
import type { LocalApp } from "#local/engine/index.ts";
import { localTables } from "#local/seed.ts";
import { caseRecord } from "#shared/cases/record.ts";
import { legIdOf } from "#shared/deliveries/leg.ts";
import { delivery } from "#shared/deliveries/record.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import { rating } from "#shared/ratings/record.ts";
import type { ByContext } from "./budgets.ts";
import type { Counts } from "./counts.ts";
import type { Bench, Measured } from "./meter.ts";
import { playAlone, signInStaff } from "./play.ts";
import type { Usage } from "./prices.ts";
import { unitsByContext, usageOf } from "./usage.ts";

export type CaseFigures = Measured & {
  cases: number;
  contexts: ByContext;
  usage: Usage;
  /** Of the last case, in bytes. */
  heads: Counts;
  troubles: string[];
};

async function headSizes(app: LocalApp, caseNumber: string): Promise<Counts> {
  const db = localTables(app);
  const keys: Record<string, { pk: string; sk: string }> = {
    Cases: caseRecord.keyOf(caseNumber),
    Deliveries: delivery.keyOf(legIdOf(caseNumber, "outbound", 1)),
    Ratings: rating.keyOf(ratingIdText({ caseNumber, stage: "completion", turn: "first" })),
  };
  const sizes: Counts = {};
  for (const [table, Key] of Object.entries(keys)) {
    const { Item } = await db.send(new GetCommand({ TableName: app.outputs[`${table}TableName`], Key }));
    if (!Item) throw new Error(`${table} has no ${Key.pk}`);
    sizes[table] = itemBytes(marshall(Item, { removeUndefinedValues: true }));
  }
  return sizes;
}

/** Plays a case that warms functions up, and then as many as are counted, alone each; gives all their numbers. */
export async function measuredAlone({ app, measure }: Bench, first: number, cases: number) {
  // They read secrets and the catalogue once, and the calendar anew every few minutes.
  const numbers = [await playAlone(app, first)];
  const counted = Array.from({ length: cases }, (_, index) => first + 1 + index);
  for (const serial of counted) await signInStaff(app, serial);
  await app.drained();
  const measured = await measure(cases, async () => {
    for (const serial of counted) numbers.push(await playAlone(app, serial));
  });
  return { measured, numbers };
}

/** Plays some cases one after the other, with every request to the tables counted. */
export async function wholeCaseFigures(bench: Bench, cases = 20): Promise<CaseFigures> {
  const { app, parts } = bench;
  const { measured, numbers } = await measuredAlone(bench, 0, cases);
  return {
    ...measured,
    cases,
    contexts: unitsByContext(measured, parts),
    usage: usageOf(measured, parts),
    heads: await headSizes(app, numbers.at(-1) ?? ""),
    troubles: app.troubles,
  };
}
