// Copies items of a restored table back: npm run restore -- --from RESTORED --to TABLE (--key PK … | --all) [--write]
import { parseArgs } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { readRuntime } from "#local/client.ts";
import { localTables } from "#local/seed.ts";
import { restore, type Verdict } from "./restore/restore.ts";
import { checkTables } from "./restore/tables.ts";
import { run } from "./terminal.ts";

const usage = `Usage:
  npm run restore -- --from RESTORED --to TABLE --key PK [--key PK …]    the items of these keys, all that each has
  npm run restore -- --from RESTORED --to TABLE --all                    all items of the table
  --write        writes; without it nothing is changed, and it is only counted what would be
  --over-newer   also over what went on since the moment that was restored: who does so loses what happened in between
  --list         names each item that is not the same
  --local        the tables of the Tongban that runs here, instead of those on AWS
Checks first that both tables are there, ACTIVE and of the same keys, and says how many items they have.
Ends with 1 when they are not, or when something changed while it was looked at: run it again then.`;

const meanings: Record<Verdict, string> = {
  same: "are as they were",
  missing: "are gone and come back",
  damaged: "are of the same or an older version, differ, and come back",
  newer: "went on since and stay (--over-newer)",
  other: "have no version, are other ones now and stay (--over-newer)",
  expired: "have reached their own end and stay away",
};

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      from: { type: "string" },
      to: { type: "string" },
      key: { type: "string", multiple: true },
      all: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      "over-newer": { type: "boolean", default: false },
      list: { type: "boolean", default: false },
      local: { type: "boolean", default: false },
    },
  });
  const { from, to, key: keys, all } = values;
  if (!from || !to || from === to || all === (keys !== undefined)) {
    console.error(usage);
    return 2;
  }
  const db = values.local
    ? localTables(readRuntime())
    : DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } });
  const { faults, sizes } = await checkTables(db, { from, to });
  for (const size of sizes) console.log(size);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) return 1;
  const counts = await restore(db, {
    from,
    to,
    ...(keys && { keys }),
    write: values.write,
    overNewer: values["over-newer"],
    now: new Date(),
    ...(values.list && { tell: ({ pk, sk }, verdict) => console.log(`${verdict.padEnd(8)} ${pk} ${sk}`) }),
  });
  for (const [verdict, meaning] of Object.entries(meanings) as [Verdict, string][])
    if (counts[verdict] > 0) console.log(`${String(counts[verdict]).padStart(8)} ${meaning}`);
  console.log(
    values.write
      ? `${counts.written} written to ${to}`
      : "nothing was written: this was a rehearsal (--write)",
  );
  if (counts.changedMeanwhile > 0) console.log(`${counts.changedMeanwhile} changed meanwhile: run it again`);
  return counts.changedMeanwhile > 0 ? 1 : 0;
}

await run(main);
