import { personKeys } from "#shared/kernel/people/person-keys.ts";
import type { Representation } from "#shared/representations/record.ts";
import { type Standing, standing } from "#shared/representations/standing.ts";

/** The secret of names made from ID numbers, and the one that it took the place of. */
export const testKeys = personKeys(async () => ["a secret of tests", "the one before"]);

/** In whose name people speak, by the representations that there are: without any, in their own. */
export const standingBy = (
  there: readonly Representation[] = [],
  now: () => string = () => new Date().toISOString(),
): Standing =>
  standing({
    store: {
      read: async (id) => there.find(({ representationId }) => representationId === id),
      list: async (_index, key) => ({
        items: there.filter(({ agentKey }) => agentKey === key),
        next: undefined,
      }),
    },
    keys: testKeys,
    now,
  });
