import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";

export type Launched = {
  process: ChildProcess;
  output(): string;
  /** Resolves once people could use it. */
  ready(): Promise<void>;
  end(signal: NodeJS.Signals): Promise<number | null>;
};

const patienceMs = 60_000;

/** How Node is told whose data programs read. */
export const ofDistrict = ["--import", "./infra/of-district.ts"];

/** Starts what `npm start` starts, in a process of its own; `cwd` is another project than this one. */
export function launch(args: string[] = [], cwd?: string): Launched {
  const child = spawn(process.execPath, [...ofDistrict, "local/start.ts", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    ...(cwd && { cwd }),
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
    });
  return {
    process: child,
    output: () => printed,
    async ready() {
      for (let waited = 0; !printed.includes("Ctrl-C"); waited += 50) {
        if (child.exitCode !== null || waited > patienceMs)
          throw new Error(`Tongban did not start:\n${printed}`);
        await wait(50);
      }
    },
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, "exit");
        child.kill(signal);
        await exited;
      }
      return child.exitCode;
    },
  };
}
