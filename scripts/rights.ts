// What functions may do and never did: npm run rights [-- record | mutate]
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { synthesize } from "#local/builds.ts";
import { readRecording, recordVariable } from "#local/engine/iam/recording.ts";
import { isMissed, unusedOf } from "./rights/figures.ts";
import { grantedIn, textOf } from "./rights/granted.ts";

const usage = `Usage:
  npm run rights -- record    runs the end-to-end tests and writes down which rights they use
  npm run rights              prints the rights that were granted and never used, with the reason for each
  npm run rights -- mutate    takes away each right in turn: would what was recorded notice it?
Ends with 1 when more than 5 % are unused, or one has no reason, or a reason stands for nothing.`;

const file = process.env[recordVariable] ?? join(import.meta.dirname, "..", ".build", "rights-used.jsonl");
const mostUnused = 0.05;
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

function record(): number {
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const env = { ...process.env, [recordVariable]: file };
  return spawnSync("npx", ["vitest", "run", "--project", "e2e"], { stdio: "inherit", env }).status ?? 1;
}

async function report(mutate: boolean): Promise<number> {
  const recording = readRecording(file);
  if (recording.length === 0) {
    console.error("Nothing was recorded: npm run rights -- record");
    return 2;
  }
  const granted = grantedIn(await synthesize());
  if (mutate) {
    const unnoticed = granted.filter((right) => !isMissed(right, recording)).map(textOf);
    for (const text of unnoticed.toSorted()) console.log(`not noticed  ${text}`);
    const noticed = granted.length - unnoticed.length;
    console.log(
      `${granted.length} rights taken away one by one: ${noticed} noticed (${percent(noticed, granted.length)})`,
    );
    return 0;
  }
  const { unused, idle } = unusedOf(granted, recording);
  for (const { text, why } of unused) console.log(`${text}\n    ${why ?? "NO REASON"}`);
  for (const { rights } of idle) console.log(`a reason that stands for nothing: ${rights}`);
  console.log(
    `${granted.length} rights, ${unused.length} never used (${percent(unused.length, granted.length)})`,
  );
  const isWrong = idle.length > 0 || unused.some(({ why }) => why === undefined);
  return isWrong || unused.length > mostUnused * granted.length ? 1 : 0;
}

const [command, ...more] = process.argv.slice(2);
if (more.length > 0 || !(command === undefined || command === "record" || command === "mutate")) {
  console.error(usage);
  process.exitCode = 2;
} else process.exitCode = command === "record" ? record() : await report(command === "mutate");
