import type { Text } from "#shared/kernel/http/locale.ts";
import { type FieldError, httpProblems } from "#shared/kernel/http/problem.ts";
import { pointer } from "#shared/kernel/http/validation.ts";

export const fieldError = (path: PropertyKey[], code: string, message: Text): FieldError => ({
  path: pointer("body", path),
  code,
  message,
});

/** For lists: the error, or none. */
export const errorIf = (wrong: boolean, ...error: Parameters<typeof fieldError>): FieldError[] =>
  wrong ? [fieldError(...error)] : [];

/** @throws Problem 400 with all of them */
export function requireNoErrors(errors: FieldError[]): void {
  if (errors.length > 0) throw httpProblems.invalidRequest({ facts: { count: errors.length }, errors });
}
