import { existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Checkpoints } from "#local/engine/lambda/checkpoints.ts";

let file: string;
let checkpoints: Checkpoints;
/** What an engine that was killed now would find when it starts again. */
const afterKill = (stream = "cases"): string | undefined => new Checkpoints(file).get(stream);

beforeEach(() => {
  vi.useFakeTimers();
  file = join(mkdtempSync(join(tmpdir(), "tongban-checkpoints-")), "checkpoints.json");
  checkpoints = new Checkpoints(file);
});
afterEach(() => {
  vi.useRealTimers();
});

it("positions are known here at once, and to the next engine 200 ms later at the latest", () => {
  checkpoints.set("cases", "1");
  vi.advanceTimersByTime(150);
  checkpoints.set("cases", "2");
  expect([checkpoints.get("cases"), afterKill()]).toEqual(["2", undefined]);
  vi.advanceTimersByTime(50);
  expect(afterKill()).toBe("2");
});

it("a kill between two writes finds a position that was reached, and no later one", () => {
  for (let position = 1; position <= 100; position += 1) {
    checkpoints.set("cases", String(position));
    expect(Number(afterKill() ?? 0)).toBeLessThanOrEqual(position);
    vi.advanceTimersByTime(30);
    expect(Number(afterKill() ?? 0)).toBeGreaterThan(position - 8);
  }
});

it("closing writes what was not written yet, of every stream", () => {
  checkpoints.set("cases", "7");
  checkpoints.set("ratings", "3");
  checkpoints.close();
  expect([afterKill(), afterKill("ratings")]).toEqual(["7", "3"]);
  expect(readdirSync(dirname(file))).toEqual(["checkpoints.json"]);
});

it("nothing is written while nothing happens", () => {
  vi.advanceTimersByTime(1000);
  checkpoints.close();
  expect(existsSync(file)).toBe(false);
});
