const repeats = 2;
const pause = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));

/** Asks again, after the time that was told, what could not be answered a moment after the record changed. */
export async function whileJustChanged<Answer>(ask: () => Promise<Answer>, wait = pause): Promise<Answer> {
  for (let left = repeats; ; left -= 1) {
    try {
      return await ask();
    } catch (error) {
      const { code, retryAfter = 1 } = error as { code?: string; retryAfter?: number };
      if (left === 0 || code !== "justChanged") throw error;
      await wait(retryAfter);
    }
  }
}
