import type { PersonIndex } from "#shared/cases/person-index.ts";
import { expiryOf } from "#shared/cases/retention.ts";
import type { SubmitDeps } from "./submit-case.ts";

/** A person's data with the keys to find it by, and when it goes away. */
export const keptFor =
  (days: number, index: PersonIndex): SubmitDeps["indexed"] =>
  async (person, submittedAt) => ({
    person,
    keys: await index.keysOf(person),
    expiresAt: expiryOf(submittedAt, days),
  });
