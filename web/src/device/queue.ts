import { type Registered, signed } from "./signed.ts";

export type QueuedRating = {
  caseNumber: string;
  stage: string;
  score: number;
  details: string[];
  comment?: string;
  anonymous: boolean;
  ratedAt: string;
};

const key = "ratings to bring";
/** Problems of ratings that the API will never take. */
const refusedKey = "ratings refused";

const list = <Entry>(name: string): Entry[] =>
  JSON.parse(window.localStorage.getItem(name) ?? "[]") as Entry[];
const keep = (name: string, entries: unknown[]): void =>
  window.localStorage.setItem(name, JSON.stringify(entries));

export const waiting = (): QueuedRating[] => list<QueuedRating>(key);
export const refused = (): number => list(refusedKey).length;
export const forgetRefused = (): void => keep(refusedKey, []);

/** Kept on the device before anybody is thanked. */
export const put = (rating: QueuedRating): void => keep(key, [...waiting(), rating]);

/**
 * Uploads what waits, the oldest first, until one fails. A rating leaves the device when the API has
 * it; uploaded twice it counts once. Resolves to whether the API was reached.
 */
export async function uploadQueue(device: Registered): Promise<boolean> {
  for (;;) {
    const [oldest] = waiting();
    if (!oldest) return true;
    const answer = await signed(device, "ratings", oldest).catch(() => undefined);
    if (!answer || answer.status >= 500 || [401, 403, 429].includes(answer.status)) return false;
    if (!answer.ok) keep(refusedKey, [...list(refusedKey), { ...oldest, status: answer.status }]);
    keep(key, waiting().slice(1));
  }
}
