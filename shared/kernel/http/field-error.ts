import type { Text } from "./locale.ts";
import { type FieldError, httpProblems } from "./problem.ts";
import { pointer } from "./validation.ts";

export const fieldError = (path: PropertyKey[], code: string, message: Text): FieldError => ({
  path: pointer("body", path),
  code,
  message,
});

/** For lists: the error, or none. */
export const errorIf = (wrong: boolean, ...error: Parameters<typeof fieldError>): FieldError[] =>
  wrong ? [fieldError(...error)] : [];

/** Of errors, and of what is none. @throws Problem 400 with all of them */
export function requireNoErrors(found: readonly (FieldError | false | undefined)[]): void {
  const errors = found.filter((error) => error !== false && error !== undefined);
  if (errors.length > 0) throw httpProblems.invalidRequest({ facts: { count: errors.length }, errors });
}
