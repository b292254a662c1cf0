// Counts all ratings anew: npm run ratings -- recount [--repair]   (--table NAME for one on AWS)
import { parseArgs } from "node:util";
import { recount } from "./ratings/recount.ts";
import { targetOf } from "./target.ts";

const usage = `Usage:
  npm run ratings -- recount [--repair] [--table NAME]
Folds every rating anew and holds what the public figures are read from against that. With --repair it keeps anew
what differed. Without --table it is the Tongban that runs here. Ends with 1 when any differed and was not repaired.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { repair: { type: "boolean", default: false }, table: { type: "string" } },
    allowPositionals: true,
  });
  if (positionals.length !== 1 || positionals[0] !== "recount") {
    console.error(usage);
    return 2;
  }
  const { table, db } = targetOf(values.table, "RatingsTableName");
  const { ratings, days, waiting, differences, repaired } = await recount(table, db, {
    repair: values.repair,
  });
  for (const { department, day, says } of differences)
    for (const each of says) console.log(`${department} ${day}: ${each}`);
  console.log(
    `${ratings} ratable stages recounted against the figures of ${days} days of departments: ${differences.length} differ, ${repaired} repaired, ${waiting} wait to be made again`,
  );
  return differences.length > repaired ? 1 : 0;
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
