import * as z from "zod";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import { policy } from "../rules.ts";

/** What a department's notices cost in one month, by what providers said when they took them. */
export const cost = defineRecord({
  name: "noticeCost",
  id: "costId",
  format: 1,
  history: false,
  fields: {
    /** `<department>-<yyyyMM>`. */
    costId: z.string(),
    month: z.string().regex(/^\d{6}$/),
    department: z.string(),
    /** In hundredths of a fen: a part may cost less than one. */
    centifen: z.int().nonnegative(),
    parts: z.int().nonnegative(),
    messages: z.int().nonnegative(),
  },
  events: { added: silent },
  indexes: {},
});
export type Cost = ReturnType<typeof cost.fromItem>;

export const monthOf = (at: string): string => dayOf(at).slice(0, 7).replace("-", "");
export const costIdOf = (department: string, at: string): string => `${department}-${monthOf(at)}`;

/** How much of the month's ceiling is spent, in whole percent. */
export const spentPercent = ({ centifen }: Pick<Cost, "centifen">): number =>
  Math.floor(centifen / policy.monthlyFen);
export const isNearCeiling = (one: Pick<Cost, "centifen">): boolean => spentPercent(one) >= 80;
export const isOverCeiling = (one: Pick<Cost, "centifen">): boolean => spentPercent(one) >= 100;

export type Spent = { department: string; centifen: number; parts: number };

/** The month's cost with these messages; those of one department. */
export function withSpent(before: Cost | undefined, spent: readonly Spent[], at: string): Cost {
  const [{ department } = { department: "" }] = spent;
  const sum = (of: (one: Spent) => number): number => spent.reduce((total, one) => total + of(one), 0);
  const after = {
    centifen: (before?.centifen ?? 0) + sum((one) => one.centifen),
    parts: (before?.parts ?? 0) + sum((one) => one.parts),
    messages: (before?.messages ?? 0) + spent.length,
  };
  const step = {
    event: "added" as const,
    at,
    actor: { role: "system", id: "notices" },
    trace: `00-${"0".repeat(31)}1-${"0".repeat(15)}1-00`,
  };
  return before
    ? cost.next(before, after, step)
    : cost.first({ costId: costIdOf(department, at), month: monthOf(at), department, ...after }, step);
}
