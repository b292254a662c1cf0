const dayMs = 86_400_000;

/** When a case's personal data goes away (PIPL Art. 19: no longer than needed), in seconds since 1970. */
export const expiryOf = (submittedAt: string, days: number): number =>
  Math.floor((Date.parse(submittedAt) + days * dayMs) / 1000);
