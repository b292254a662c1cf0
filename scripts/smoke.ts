// Walks once as the canary does, through what was just deployed: npm run smoke -- OUTPUTS.json --env ENV
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readEnvironment } from "#infra/environments.ts";
import { walk } from "../functions/watching/canary/canary.ts";
import { run } from "./terminal.ts";

const usage = `Usage:
  npm run smoke -- OUTPUTS.json --env ENV     OUTPUTS.json as cdk deploy --outputs-file wrote it
Reads a page of guides, tries the closed door, and the issuer's configuration and keys. Ends with 1 when one of them is not
as it should be.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { env: { type: "string" } }, allowPositionals: true });
  const [file] = positionals;
  if (!file || !values.env || positionals.length > 1) {
    console.error(usage);
    return 2;
  }
  const stacks = Object.values(JSON.parse(readFileSync(file, "utf8")) as Record<string, { ApiUrl?: string }>);
  const apiUrl = stacks.find((outputs) => outputs.ApiUrl)?.ApiUrl;
  if (!apiUrl) {
    console.error(`${file} names no ApiUrl.`);
    return 2;
  }
  const { oidc } = readEnvironment(values.env);
  await walk({ apiUrl: apiUrl.replace(/\/$/, ""), issuer: oidc.issuer, audience: oidc.audience, fetch });
  console.log(`${apiUrl} answers as it should`);
  return 0;
}

await run(main);
