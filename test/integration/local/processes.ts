import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

export type Running = {
  child: ChildProcess;
  apiUrl: string;
  token: string;
  endpoints: Record<string, string>;
  /** The next line that says so. */
  line(matching: RegExp): Promise<string>;
  ended: Promise<number | null>;
};

const script = fileURLToPath(new URL("./run-engine.ts", import.meta.url));

/** The engine as a process of its own, ready to be killed. */
export async function runEngine(assemblyDir: string, dataDir: string, hold = ""): Promise<Running> {
  const child = spawn(process.execPath, [script, assemblyDir, dataDir, hold], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_OPTIONS: "--no-warnings" },
  });
  const said: string[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    said.push(line);
    for (const wake of waiting) wake();
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  void ended.then(() => {
    for (const wake of waiting) wake();
  });
  const line = async (matching: RegExp): Promise<string> => {
    for (;;) {
      const found = said.find((one) => matching.test(one));
      if (found) return found;
      if (child.exitCode !== null) throw new Error(`the engine ended and said ${said.join("\n")}`);
      await new Promise<void>((resolve) => waiting.add(resolve));
    }
  };
  return { child, line, ended, ...JSON.parse(await line(/^{/)) };
}

/** Processes whose command line holds the text, this one excepted. */
export function processesOf(text: string): string[] {
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(text);
    } catch {
      // It ended while we looked.
      return false;
    }
  });
}

export async function expectNoProcess(text: string): Promise<void> {
  await expect.poll(() => processesOf(text), { timeout: 5000, interval: 20 }).toEqual([]);
}
