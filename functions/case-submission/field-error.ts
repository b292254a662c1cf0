import type { FieldError } from "#shared/http/problem.ts";
import { pointer } from "#shared/http/validation.ts";

export const fieldError = (path: PropertyKey[], code: string, zh: string, en: string): FieldError => ({
  path: pointer("body", path),
  code,
  message: { zh, en },
});
