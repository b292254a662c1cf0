import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** One running app for one data directory. Returns what gives it free again; a dead owner's claim does not count. */
export function claimDataDir(dataDir: string): () => void {
  const file = join(dataDir, "pid");
  const owner = existsSync(file) ? Number(readFileSync(file, "utf8")) : undefined;
  if (owner && owner !== process.pid && isAlive(owner))
    throw new Error(`Tongban is already running on ${dataDir} (process ${owner}). End that one first.`);
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

/** Empties a claimed data directory, the claim excepted. */
export function forgetData(dataDir: string): void {
  for (const name of readdirSync(dataDir))
    if (name !== "pid") rmSync(join(dataDir, name), { recursive: true, force: true });
}
