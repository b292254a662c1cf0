import { type Registered, signed } from "./signed.ts";

export type Given = {
  caseNumber: string;
  stage: string;
  score: number;
  details: string[];
  comment?: string;
  anonymous: boolean;
  ratedAt: string;
};

const key = "ratings to bring";
/** What the API said of one that it will never take. */
const refusedKey = "ratings refused";

const list = <Entry>(name: string): Entry[] =>
  JSON.parse(window.localStorage.getItem(name) ?? "[]") as Entry[];
const keep = (name: string, entries: unknown[]): void =>
  window.localStorage.setItem(name, JSON.stringify(entries));

export const waiting = (): Given[] => list<Given>(key);
export const refused = (): number => list(refusedKey).length;
export const forgetRefused = (): void => keep(refusedKey, []);

/** Kept on the device before anybody is thanked. */
export const put = (rating: Given): void => keep(key, [...waiting(), rating]);

/**
 * Brings what waits, the oldest first, until one cannot be brought. A rating leaves the device when the API has
 * it; brought twice it counts once. Answers whether the API was reached.
 */
export async function bring(device: Registered): Promise<boolean> {
  for (;;) {
    const [oldest] = waiting();
    if (!oldest) return true;
    const answer = await signed(device, "ratings", oldest).catch(() => undefined);
    if (!answer || answer.status >= 500 || [401, 403, 429].includes(answer.status)) return false;
    if (!answer.ok) keep(refusedKey, [...list(refusedKey), { ...oldest, status: answer.status }]);
    keep(key, waiting().slice(1));
  }
}
