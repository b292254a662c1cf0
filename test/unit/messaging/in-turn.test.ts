import { describe, expect, it } from "vitest";
import { sequentially } from "#shared/kernel/messaging/in-turn.ts";

describe("sequentially", () => {
  it("runs one key's tasks one after another, others beside them, and survives failures", async () => {
    const turns = sequentially();
    const running = new Map<string, number>();
    let together = 0;
    const task = (key: string, fails = false) =>
      turns(key, async () => {
        running.set(key, (running.get(key) ?? 0) + 1);
        expect(running.get(key)).toBe(1);
        together = Math.max(
          together,
          [...running.values()].reduce((sum, n) => sum + n, 0),
        );
        await new Promise((resolve) => setTimeout(resolve, 1));
        running.set(key, 0);
        if (fails) throw new Error(`${key} failed`);
        return key;
      });
    const outcomes = await Promise.allSettled([task("a", true), task("a"), task("b"), task("a")]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      "rejected",
      "fulfilled",
      "fulfilled",
      "fulfilled",
    ]);
    expect(together).toBe(2);
  });
});
