// Holds cases against their histories: npm run audit -- CASE | --all   (--table NAME or --outputs FILE for those on AWS)
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readRuntime } from "#local/client.ts";
import { audit } from "./audit/audit.ts";
import { readExport } from "./audit/exported.ts";
import { owedAudit } from "./audit/owed.ts";
import { targetOf } from "./target.ts";
import { run } from "./terminal.ts";

const usage = `Usage:
  npm run audit -- CASE [--table NAME | --outputs FILE]     one case
  npm run audit -- --all [--table NAME | --outputs FILE]    every case of the table
Checks the hash chain, each step against the lifecycle, and the stored case against its folded history; and whether the
documents, licences, journeys, notices and files that its steps owe are there, which a table's name alone does not tell.
With --export DIR also against what was exported of history (aws s3 sync s3://BUCKET/history/cases DIR).
FILE: npx cdk deploy --all --outputs-file FILE. Without either it is the Tongban that runs here. Ends with 1 when anything
was found.`;

/** All stacks' outputs together, as the deployment wrote them. */
const outputsIn = (file: string): Record<string, string> =>
  Object.assign({}, ...Object.values(JSON.parse(readFileSync(file, "utf8")) as Record<string, object>));

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: {
      all: { type: "boolean", default: false },
      table: { type: "string" },
      outputs: { type: "string" },
      export: { type: "string" },
    },
    allowPositionals: true,
  });
  const [caseNumber] = positionals;
  if (positionals.length > 1 || (caseNumber === undefined) !== values.all) {
    console.error(usage);
    return 2;
  }
  const outputs = values.outputs === undefined ? undefined : outputsIn(values.outputs);
  const { table, db } = targetOf(values.table ?? outputs?.CasesTableName, "CasesTableName");
  const owed = values.table ? undefined : owedAudit(outputs ? { outputs } : readRuntime());
  const progress = (done: number): void => {
    if (done % 1000 === 0) console.error(`  ${done} cases`);
  };
  const exported = values.export === undefined ? undefined : readExport(values.export);
  const { cases, events, findings } = await audit(table, db, caseNumber, progress, owed, exported);
  for (const { caseNumber: number, version, description } of findings)
    console.log(`${number}${version ? ` version ${version}` : ""}: ${description}`);
  console.log(`${cases} cases with ${events} events audited, ${findings.length} findings`);
  return findings.length > 0 ? 1 : 0;
}

await run(main);
