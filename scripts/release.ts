// What was released, and how to get from there to this commit and back: npm run release -- write | plan [--back]
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Release, releaseOf, releaseSchema } from "#infra/release/model.ts";
import { faultsBetween, planBetween } from "#infra/release/plan.ts";
import { tongban } from "#infra/tongban.ts";
import { contexts } from "#shared/contexts.ts";
import { allEvents } from "./all-events.ts";

const usage = `Usage:
  npm run release -- write           writes infra/released.json from this commit: do it when it has been deployed, and commit
  npm run release -- plan            how this commit is deployed over what was released, stack by stack
  npm run release -- plan --back     how to go back from this commit to what was released
Of environment prod, or of --env NAME. Ends with 1 when there is no way.`;

const file = join(import.meta.dirname, "..", "infra", "released.json");

async function current(environment: string): Promise<Release> {
  const outdir = mkdtempSync(join(tmpdir(), "tongban-release-"));
  try {
    const app = await tongban({ environment, outdir, validate: false });
    const templates = app
      .synth()
      .stacks.map(({ stackName, template }) => [stackName.replace(`Tongban-${environment}-`, ""), template]);
    return releaseOf(environment, Object.fromEntries(templates), contexts, allEvents.keys());
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { env: { type: "string", default: "prod" }, back: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const [command, ...more] = positionals;
  if (!(command === "write" || command === "plan") || more.length > 0) {
    console.error(usage);
    return 2;
  }
  const now = await current(values.env);
  if (command === "write") {
    writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
    console.log(`infra/released.json: ${Object.keys(now.stacks).length} stacks of ${values.env}`);
    return 0;
  }
  const released = releaseSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const [from, to] = values.back ? [now, released] : [released, now];
  for (const { stack, does } of planBetween(from, to).steps) {
    const name = `Tongban-${values.env}-${stack}`;
    const what = does === "delete" ? "destroy" : "deploy";
    console.log(`npx cdk ${what} --exclusively ${name} -c env=${values.env}`);
  }
  const faults = faultsBetween(from, to);
  for (const fault of faults) console.error(fault);
  return faults.length > 0 ? 1 : 0;
}

process.exitCode = await main();
