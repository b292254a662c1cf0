// Counts all ratings anew: npm run ratings -- recount [--repair]   (--table and --cases for those on AWS)
import { parseArgs } from "node:util";
import { recount } from "./ratings/recount.ts";
import { targetOf } from "./target.ts";
import { run } from "./terminal.ts";

const usage = `Usage:
  npm run ratings -- recount [--repair] [--table NAME --cases NAME]
Folds every rating anew, with what could be rated, and compares what the public figures are read from with that. With
--repair it keeps anew what differed. Without --table it is the Tongban that runs here; with it, --cases names the table
of cases. Ends with 1 when any differed and was not repaired.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: {
      repair: { type: "boolean", default: false },
      table: { type: "string" },
      cases: { type: "string" },
    },
    allowPositionals: true,
  });
  const { repair, table, cases } = values;
  if (positionals.length !== 1 || positionals[0] !== "recount" || !table !== !cases) {
    console.error(usage);
    return 2;
  }
  const target = targetOf(table, "RatingsTableName");
  const tables = { ratings: target.table, cases: targetOf(cases, "CasesTableName").table };
  const { ratings, days, waiting, differences, repaired } = await recount(tables, target.db, { repair });
  for (const { department, day, descriptions } of differences)
    for (const each of descriptions) console.log(`${department} ${day}: ${each}`);
  console.log(
    `${ratings} ratings recounted against the figures of ${days} days of departments: ${differences.length} differ, ${repaired} repaired, ${waiting} wait to be made again`,
  );
  return differences.length > repaired ? 1 : 0;
}

await run(main);
