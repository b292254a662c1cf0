import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const unitsSchema = z.strictObject({
  writeUnits: z.number(),
  readUnits: z.number(),
  sqsMessages: z.number(),
});
/** What a whole case costs in one context: its functions' reads and writes, and the messages that it is sent. */
export type ContextUnits = z.infer<typeof unitsSchema>;
export type ByContext = Record<string, ContextUnits>;

export const unitNames = ["writeUnits", "readUnits", "sqsMessages"] as const satisfies (keyof ContextUnits)[];
export const noUnits = (): ContextUnits => ({ writeUnits: 0, readUnits: 0, sqsMessages: 0 });

const file = join(import.meta.dirname, "budgets.json");

/** What a whole case may cost, by context: what it did cost when that was last agreed to. */
export const budgets = (): ByContext =>
  z.record(z.string(), unitsSchema).parse(JSON.parse(readFileSync(file, "utf8")));

/** Agrees to what a case costs now. */
export const writeBudgets = (units: ByContext): void =>
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(Object.entries(units).sort()), null, 2)}\n`);

/** One line for each unit of which a context uses more than it may; a context without a budget may use nothing. */
export const exceeded = (units: ByContext, allowed: ByContext = budgets()): string[] =>
  Object.entries(units).flatMap(([context, used]) =>
    unitNames.flatMap((name) => {
      const most = allowed[context]?.[name] ?? 0;
      if (used[name] <= most) return [];
      const over = Number((used[name] - most).toFixed(2));
      return `${context} uses ${used[name]} ${name} a case, ${over} more than its budget of ${most}: \`npm run bench -- case\` prints which function asks for what; \`npm run bench -- case --agree\` writes what is true now into scripts/bench/budgets.json`;
    }),
  );
