// Prints what a case costs and how fast the platform is:
// npm run bench -- [bundles] [case] [bill] [growth] [consultation] [notices] [policies] [worklist] [summary] [search] [speed] [--env=prod] [--agree]
import { parseArgs } from "node:util";
import { readEnvironment } from "#infra/environments.ts";
import { billReport } from "./bench/bill/bill-report.ts";
import { standingOf } from "./bench/bill/standing.ts";
import { measuredCases } from "./bench/bill/stored.ts";
import { writeBudgets } from "./bench/budgets.ts";
import { caseReport } from "./bench/case-report.ts";
import { consultationFigures, consultationReport } from "./bench/consultation.ts";
import { growthFigures } from "./bench/growth.ts";
import { importFigures } from "./bench/imports.ts";
import { withBench } from "./bench/meter.ts";
import { noticeFigures, noticesReport } from "./bench/notices.ts";
import { policyFigures, policyReport } from "./bench/policies.ts";
import { pricesOf } from "./bench/prices.ts";
import { growthReport, importReport, speedReport, summaryReport, worklistReport } from "./bench/report.ts";
import { searchFigures, searchReport } from "./bench/search.ts";
import { summaryFigures } from "./bench/summary.ts";
import { throughput } from "./bench/throughput.ts";
import { wholeCaseFigures } from "./bench/whole-case.ts";
import { worklistFigures } from "./bench/worklist.ts";

const { positionals: chosen, values } = parseArgs({
  allowPositionals: true,
  options: {
    /** Whose region's prices are used; with `bill`, whose templates too. */
    env: { type: "string", default: "local" },
    /** With `case`: what it costs now becomes each context's budget. */
    agree: { type: "boolean", default: false },
  },
});
const environment = readEnvironment(values.env);
const prices = pricesOf(environment.region);

async function wholeCase(): Promise<string[]> {
  const figures = await withBench(wholeCaseFigures);
  if (values.agree) writeBudgets(figures.contexts);
  return caseReport(figures, prices);
}

const parts: Record<string, () => Promise<string[]>> = {
  bundles: async () => importReport(await importFigures()),
  case: wholeCase,
  consultation: async () => consultationReport(await withBench(consultationFigures), prices),
  policies: async () => policyReport(await withBench(policyFigures), prices),
  notices: async () => noticesReport(await noticeFigures(), prices),
  bill: async () => {
    const standing = await standingOf(environment);
    return billReport(await withBench(measuredCases), standing, prices);
  },
  growth: async () => growthReport(await withBench(growthFigures)),
  worklist: async () => worklistReport(await withBench(worklistFigures)),
  summary: async () => summaryReport(await summaryFigures()),
  search: async () => searchReport(await searchFigures()),
  speed: async () => speedReport(await throughput()),
};
const unknown = chosen.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(", ")}. There are: ${Object.keys(parts).join(", ")}.`);
  process.exit(2);
}
for (const [name, report] of Object.entries(parts))
  if (chosen.length === 0 || chosen.includes(name)) for (const line of await report()) console.log(line);
