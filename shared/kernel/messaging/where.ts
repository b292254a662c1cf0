type Test = string | boolean | { exists: boolean } | { "anything-but": readonly string[] };

/**
 * What an event's data must be like, as a part of EventBridge's patterns: each field passes one of its tests, and of the
 * alternatives under `$or` one fits.
 */
export type EventFilter = { readonly [field: string]: readonly (Test | EventFilter)[] | undefined };

const passes = (test: Test, value: unknown): boolean => {
  if (typeof test !== "object") return value === test;
  if ("exists" in test) return (value !== undefined) === test.exists;
  return value !== undefined && !test["anything-but"].includes(String(value));
};

export const matchesFilter = (where: EventFilter, data: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(where).every(([field, alternatives = []]) =>
    field === "$or"
      ? (alternatives as readonly EventFilter[]).some((alternative) => matchesFilter(alternative, data))
      : (alternatives as readonly Test[]).some((test) => passes(test, data[field])),
  );
