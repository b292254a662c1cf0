import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "#local/builds.ts";
import { type LocalCarriers, startCarriers } from "#local/carrier/carrier.ts";
import { type LocalApp, type LocalOptions, startLocal } from "#local/engine/index.ts";
import { machineKey } from "#local/machine-key.ts";
import { seeders } from "#local/seed.ts";

/** Where environment `local` says that the carriers are. */
const carriersInTemplate = "http://127.0.0.1:8789";

/** The carrier also notes each order and each event that went well. */
const isRoutine = (line: string): boolean => !/refused|not taken|stopped|failed/.test(line);

export type BenchApp = LocalApp & {
  carriers: LocalCarriers;
  /** What functions have logged so far. */
  logged(): { lines: number; bytes: number };
  /** Warnings and errors; with any of them, the figures are not worth much. */
  troubles: string[];
};

type Options = Pick<LocalOptions, "count" | "hooks" | "moved"> & {
  /** The carriers tell events by themselves, a step each so many milliseconds. */
  stepMs?: number;
};

/** Runs the work on a whole app of its own, on free ports, with catalogue and carriers; all of it gone afterwards. */
export async function withApp<Result>(
  { stepMs, moved, ...options }: Options,
  work: (app: BenchApp) => Promise<Result>,
): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), "tongban-bench-"));
  const troubles: string[] = [];
  const logged = { lines: 0, bytes: 0 };
  const ends: (() => Promise<void> | void)[] = [() => rmSync(dataDir, { recursive: true, force: true })];
  let running: LocalApp | undefined;
  const app = (): LocalApp => {
    if (!running) throw new Error("the app is not up yet");
    return running;
  };
  try {
    const assemblyDir = await synthesize();
    const carriers = await startCarriers({
      port: 0,
      apiUrl: () => app().apiUrl,
      keyOf: (id) => machineKey(app(), `carrier:${id}`),
      ...(stepMs !== undefined && { autoDrive: { stepMs } }),
      note: (line) => isRoutine(line) || troubles.push(line),
    });
    ends.unshift(carriers.close);
    running = await startLocal({
      assemblyDir,
      dataDir,
      moved: { ...moved, [carriersInTemplate]: carriers.url },
      log({ level, source, message }) {
        if (level !== "info") troubles.push(`[${source}] ${message}`);
        if (source === "engine") return;
        logged.lines += 1;
        logged.bytes += Buffer.byteLength(message);
      },
      ...options,
    });
    // After the carrier, so that nothing is sent to an API that has ended.
    ends.splice(1, 0, running.close);
    for (const seed of seeders) await seed(running);
    await running.drained();
    return await work({ ...running, carriers, logged: () => ({ ...logged }), troubles });
  } finally {
    for (const end of ends) await end();
  }
}
