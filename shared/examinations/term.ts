const dayMs = 86_400_000;

/** The item that carries the term of an inspection or a hearing, and of a third party the one that says who it is. */
export const termKey = "TERM";
export const personKey = "PERSON";

/** When what people wrote goes, in seconds since 1970. */
export const expiryOf = (openedAt: string, personalDataDays: number): number =>
  Math.floor((Date.parse(openedAt) + personalDataDays * dayMs) / 1000);
