import type { FieldError } from "#shared/kernel/http/problem.ts";
import { pointer } from "#shared/kernel/http/validation.ts";

export const fieldError = (path: PropertyKey[], code: string, zh: string, en: string): FieldError => ({
  path: pointer("body", path),
  code,
  message: { zh, en },
});
