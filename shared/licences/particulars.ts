import type { Particulars } from "./change.ts";

const isScalar = (value: unknown): value is string | number | boolean =>
  ["string", "number", "boolean"].includes(typeof value);

/** What a licence says of what was applied for. */
export const particularsOf = (answers: Record<string, unknown>): Particulars =>
  Object.fromEntries(
    Object.entries(answers).flatMap(([name, value]) => (isScalar(value) ? [[name, value]] : [])),
  );
