import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Bundle, bundleFunctions, functionNames } from "#infra/bundle.ts";
import { deployed } from "./deployed.ts";

export type ImportFigure = { name: string; bytes: number; milliseconds: number; ratio: number };

/** The least that reads a table: what a function costs beyond this is ours. */
const bareHandler = `import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
const db = DynamoDBDocumentClient.from(new DynamoDBClient());
export const handler = (event) => db.send(new GetCommand({ TableName: process.env.OWN_TABLE, Key: event }));
`;

async function bareBundle(): Promise<Bundle> {
  // Below the project, so that its packages are found.
  const root = resolve(".build/bench");
  const folder = join(root, "functions", "bench", "bare");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "handler.ts"), bareHandler);
  const bundle = (await bundleFunctions({ root, outDir: join(root, "out"), names: ["bare"] })).get("bare");
  if (!bundle) throw new Error("the bare handler was not bundled");
  return bundle;
}

/** How long a new process takes to import the handler, in milliseconds. */
function timeImport({ dir }: Bundle, environment: Record<string, string>): number {
  const url = pathToFileURL(join(dir, "handler.mjs")).href;
  const script = `const start = performance.now(); await import(${JSON.stringify(url)}); process.stdout.write(String(performance.now() - start)); process.exit(0);`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    env: {
      ...environment,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "none",
      AWS_SECRET_ACCESS_KEY: "none",
    },
    encoding: "utf8",
  });
  // The rest is the minified line that it comes from.
  if (status !== 0) throw new Error(`${dir} cannot be imported: ${stderr.slice(-500)}`);
  return Number(stdout);
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Functions that the local environment has: nothing is locked where nothing is protected. */
export async function measurable(): Promise<string[]> {
  const folders = new Set((await deployed()).functions.map(({ folder }) => folder));
  return functionNames().filter((name) => folders.has(name));
}

type Options = { rounds?: number; names?: string[] };

/** For each function its bytes and its import time, by turns with the bare handler's, so that both meet the same noise. */
export async function importFigures({ rounds = 9, names: asked }: Options = {}): Promise<{
  bare: Bundle;
  rounds: number;
  figures: ImportFigure[];
}> {
  const names = asked ?? (await measurable());
  const [bare, bundles, { functions }] = await Promise.all([
    bareBundle(),
    bundleFunctions({ names }),
    deployed(),
  ]);
  const figures = [...bundles].map(([name, bundle]): ImportFigure => {
    const environment = functions.find(({ folder }) => folder === name)?.environment;
    if (!environment) throw new Error(`${name} is in no template`);
    const own: number[] = [];
    const base: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      base.push(timeImport(bare, {}));
      own.push(timeImport(bundle, environment));
    }
    // Of neighbours in time, so that a busy moment of the machine falls on both.
    const ratios = own.map((milliseconds, round) => milliseconds / (base[round] ?? Number.NaN));
    return { name, bytes: bundle.bytes, milliseconds: median(own), ratio: median(ratios) };
  });
  return { bare, rounds, figures };
}
