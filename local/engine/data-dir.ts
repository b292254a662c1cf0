import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const lockFile = "lock.sqlite";
const pidFile = "pid";

/**
 * One running app for one data directory. Returns what gives it free again. The claim is a lock on a file, which
 * the kernel lifts however the owner ends: a process id alone may long belong to some other program.
 */
export function claimDataDir(dataDir: string): () => void {
  const lock = new DatabaseSync(join(dataDir, lockFile));
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch {
    lock.close();
    const owner = readFileSync(join(dataDir, pidFile), "utf8");
    throw new Error(`Tongban is already running on ${dataDir} (process ${owner}). End that one first.`);
  }
  writeFileSync(join(dataDir, pidFile), String(process.pid));
  return () => {
    rmSync(join(dataDir, pidFile), { force: true });
    lock.close();
  };
}

/** Empties a claimed data directory, the claim excepted. */
export function forgetData(dataDir: string): void {
  for (const name of readdirSync(dataDir))
    if (name !== pidFile && !name.startsWith(lockFile))
      rmSync(join(dataDir, name), { recursive: true, force: true });
}
