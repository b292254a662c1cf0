/** So long before the end people are asked whether they are still there (WCAG 2.2.1: twenty seconds at least). */
export const warningMs = 60_000;

export type Attention = "there" | "asked" | "gone";

/** What becomes of a sign-in with which nothing has been done since `activeAt`. Times in milliseconds. */
export function attention(now: number, activeAt: number, limitMs: number): Attention {
  const idleMs = now - activeAt;
  if (idleMs >= limitMs) return "gone";
  return idleMs >= limitMs - warningMs ? "asked" : "there";
}

type Activity = { account: string; at: number };

/** What another tab tells; undefined when it fits nothing. */
export function activityIn(data: unknown): Activity | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { account, at } = data as Record<string, unknown>;
  return typeof account === "string" && Number.isSafeInteger(at) ? { account, at: Number(at) } : undefined;
}
