// Holds cases against their histories: npm run audit -- CASE | --all   (--table NAME for one on AWS)
import { parseArgs } from "node:util";
import { audit } from "./audit/audit.ts";
import { targetOf } from "./target.ts";

const usage = `Usage:
  npm run audit -- CASE [--table NAME]     one case
  npm run audit -- --all [--table NAME]    every case of the table
Checks the hash chain, each step against the lifecycle, and the stored case against its folded history.
Without --table it is the Tongban that runs here. Ends with 1 when anything was found.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { all: { type: "boolean", default: false }, table: { type: "string" } },
    allowPositionals: true,
  });
  const [caseNumber] = positionals;
  if (positionals.length > 1 || (caseNumber === undefined) !== values.all) {
    console.error(usage);
    return 2;
  }
  const { table, db } = targetOf(values.table, "CasesTableName");
  const { cases, events, findings } = await audit(table, db, caseNumber, (done) => {
    if (done % 1000 === 0) console.error(`  ${done} cases`);
  });
  for (const { caseNumber: number, version, description } of findings)
    console.log(`${number}${version ? ` version ${version}` : ""}: ${description}`);
  console.log(`${cases} cases with ${events} events audited, ${findings.length} findings`);
  return findings.length > 0 ? 1 : 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
