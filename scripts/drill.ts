// Causes what an alarm is for on a local engine of its own, and shows it cleared: npm run drill -- NAME | all | list
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "#local/builds.ts";
import { startLocal } from "#local/engine/index.ts";
import { listen } from "#local/engine/server.ts";
import { seeders } from "#local/seed.ts";
import { type Drill, drills } from "./drill/drills.ts";
import { play } from "./drill/run.ts";
import { hooksOf, noFaults, Stage } from "./drill/stage.ts";

const known: Record<string, Drill> = drills;
const usage = `Usage:
  npm run drill -- NAME     causes one on the local engine and shows it cleared; NAME also as the alarm is called on AWS
  npm run drill -- all      all of them, one after the other
  npm run drill -- list     which there are`;

/** By its own name, or by that of an alarm, with or without its stack's. */
function named(name: string): string[] {
  if (name === "all") return Object.keys(known);
  if (known[name]) return [name];
  const alarm = name.replace(/^Tongban-[^-]+-[^-]+-/, "");
  return Object.entries(known).flatMap(([drill, { kind }]) => (kind.test(alarm) ? [drill] : []));
}

const anyPort = async (): Promise<number> => {
  const taken = await listen((_call, answer) => void answer.end());
  await taken.close();
  return taken.port;
};

async function main([name, ...more]: string[]): Promise<number> {
  if (name === "list") {
    for (const [drill, { what }] of Object.entries(known)) console.log(`${drill.padEnd(20)} ${what}`);
    return 0;
  }
  const wanted = name && more.length === 0 ? named(name) : [];
  if (wanted.length === 0) {
    console.error(usage);
    return 2;
  }
  const dataDir = mkdtempSync(join(tmpdir(), "tongban-drill-"));
  const faults = noFaults();
  const issuerPort = await anyPort();
  const app = await startLocal({
    assemblyDir: await synthesize(),
    dataDir,
    watched: true,
    visibilitySeconds: 1,
    issuerPort,
    // The canary looks for the issuer where the template says that it is.
    moved: { "http://127.0.0.1:8788": `http://127.0.0.1:${issuerPort}` },
    hooks: hooksOf(faults),
  });
  let failed = 0;
  try {
    for (const seed of seeders) await seed(app);
    await app.drained();
    const stage = new Stage(app, faults);
    for (const drill of wanted) {
      const { what } = known[drill] as Drill;
      try {
        const { alarm, description, value } = await play(known[drill] as Drill, stage);
        console.log(
          `ok    ${drill}: ${what}; ${alarm} rang at ${value ?? "no data"} and is over\n      ${description}`,
        );
      } catch (error) {
        failed += 1;
        console.error(`wrong ${drill}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } finally {
    await app.close();
    rmSync(dataDir, { recursive: true });
  }
  console.log(`${wanted.length - failed} of ${wanted.length} alarms rang and stopped`);
  return failed > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
