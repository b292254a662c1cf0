import type { suspensionKinds as kinds } from "#shared/cases/case.ts";

/** As in the API's schema, which would bring its whole library along; the compiler holds both together. */
export const suspensionKinds = [
  "hearing",
  "tender",
  "auction",
  "inspection",
  "testing",
  "quarantine",
  "appraisal",
  "expertReview",
] as const satisfies typeof kinds;
