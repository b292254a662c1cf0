import { legIdOf } from "#shared/deliveries/leg.ts";
import { copyCases } from "./copies.ts";
import type { Bench } from "./meter.ts";
import { atOnce, playCase, rate } from "./play.ts";
import { inParallel } from "./throughput.ts";
import { measuredAlone } from "./whole-case.ts";

export type GrowthRow = {
  number: number;
  played: number;
  copied: number;
  writeUnits: number;
  readUnits: number;
};
export type GrowthFigures = { rows: GrowthRow[]; seconds: number; troubles: string[] };

/** More of them at once on two processors, and requests run out of time. */
const concurrency = 4;
/** Its people and addresses are no other part's. */
const serialAfter = (numbers: readonly string[]): number => 10_000 + numbers.length;

/** Plays cases whole, some at a time, each of its own people. Gives their numbers. */
async function playMany({ app, completed }: Bench, from: number, count: number): Promise<string[]> {
  const { carriers } = app;
  const numbers: string[] = [];
  const pace = atOnce(async (caseNumber) => {
    const orderId = legIdOf(caseNumber, "outbound", 1);
    while (!carriers.orders().some((order) => order.orderId === orderId))
      await new Promise((resolve) => setTimeout(resolve, 50));
    await carriers.deliver(orderId, async () => {});
    await completed.of(caseNumber);
  });
  await inParallel(count, concurrency, async (serial) => {
    const { caseNumber, citizen } = await playCase(app, from + serial, pace);
    await rate(citizen, caseNumber);
    numbers.push(caseNumber);
  });
  return numbers;
}

/**
 * What the n-th case of one department's day costs, alone. The 200 before it are played, but for official documents, which
 * belong to no day and take longest; beyond that the tables are filled with copies of what those left, which grows lists
 * and partitions but no item that each case adds to.
 */
export async function growthFigures(
  bench: Bench,
  marks: readonly number[] = [1, 20, 200, 1000],
  /** Up to this number, all before it are played: what is changed again and again grows with them. */
  maxPlayed = 200,
): Promise<GrowthFigures> {
  const { app, filled } = bench;
  const start = performance.now();
  const numbers: string[] = [];
  const rows: GrowthRow[] = [];
  let copied = 0;
  for (const number of marks) {
    // Without the one that is counted, and one before it that warms functions up: they read secrets and the calendar
    // anew every few minutes. Only the first has it beside its number.
    const missing = Math.max(0, number - 2 - numbers.length - copied);
    if (number <= maxPlayed) {
      numbers.push(...(await filled("played", () => playMany(bench, serialAfter(numbers), missing))));
    } else {
      await filled("copied", () => copyCases(app, numbers, missing));
      copied += missing;
    }
    const alone = await measuredAlone(bench, serialAfter(numbers), 1);
    numbers.push(...alone.numbers);
    const { writeUnits, readUnits } = alone.measured;
    rows.push({ number, played: numbers.length - 1, copied, writeUnits, readUnits });
  }
  return { rows, seconds: (performance.now() - start) / 1000, troubles: app.troubles };
}
