// Prints what a case costs and how fast the platform is: npm run bench -- [bundles] [case] [speed] [--env=prod]
import { parseArgs } from "node:util";
import { readEnvironment } from "#infra/environments.ts";
import { importFigures } from "./bench/imports.ts";
import { pricesOf } from "./bench/prices.ts";
import { caseReport, importReport, speedReport } from "./bench/report.ts";
import { throughput } from "./bench/throughput.ts";
import { wholeCaseFigures } from "./bench/whole-case.ts";

const { positionals: chosen, values } = parseArgs({
  allowPositionals: true,
  options: {
    /** Whose region's prices are used. */
    env: { type: "string", default: "local" },
  },
});
const prices = pricesOf(readEnvironment(values.env).region);
const parts: Record<string, () => Promise<string[]>> = {
  bundles: async () => importReport(await importFigures()),
  case: async () => caseReport(await wholeCaseFigures(), prices),
  speed: async () => speedReport(await throughput()),
};
const unknown = chosen.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(", ")}. There are: ${Object.keys(parts).join(", ")}.`);
  process.exit(2);
}
for (const [name, report] of Object.entries(parts))
  if (chosen.length === 0 || chosen.includes(name)) for (const line of await report()) console.log(line);
