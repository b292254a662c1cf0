/** The present instant: UTC, ISO 8601 with milliseconds. Whoever needs the time is given one. */
export type Clock = () => string;

export const systemClock: Clock = () => new Date().toISOString();
