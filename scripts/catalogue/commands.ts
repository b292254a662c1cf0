import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { catalogueContext } from "#data/index.ts";
import { type Catalogue, summariesIn } from "#shared/catalogue/contents.ts";
import { dynamodbCatalogue } from "#shared/catalogue/dynamodb-catalogue.ts";
import type { ServiceItem } from "#shared/catalogue/item.ts";
import type { CatalogueProblem } from "#shared/catalogue/problem-messages.ts";
import { itemsOf } from "#shared/catalogue/public.ts";
import { publishItems } from "#shared/catalogue/publish.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { targetOf } from "../target.ts";
import { CommandError, runCommandLine, type Terminal, tableOf } from "../terminal.ts";
import { isCsv, type MappedCatalogue, readCatalogue, readMappedCatalogue, writeCatalogue } from "./file.ts";
import { generateCatalogue } from "./generate.ts";
import { provincialExport } from "./generate-export.ts";
import { printGaps } from "./import-report.ts";
import { type Mapping, readMapping } from "./mapping.ts";

const usage = {
  zh: `用法：
  npm run catalogue -- import FILE [--table NAME] [--mapping MAP]   导入（先检查全部，有错则什么都不写）
  npm run catalogue -- check FILE [--mapping MAP]           只检查
  npm run catalogue -- export FILE [--table NAME]           导出现行事项
  npm run catalogue -- generate COUNT [--seed N] [--out FILE] [--csv] [--mapping MAP]   生成模拟事项
MAP 为省级导出文件的列映射（如 data/mappings/provincial-export.json）：英文可缺，不认识的列保留在 extra，并列出缺少的内容。
FILE 以 .csv 结尾为 CSV，否则为 JSON 数组。不带 --table 时使用本机正在运行的通办。`,
  en: `Usage:
  npm run catalogue -- import FILE [--table NAME] [--mapping MAP]   checks all, then writes; with an error, nothing
  npm run catalogue -- check FILE [--mapping MAP]           checks only
  npm run catalogue -- export FILE [--table NAME]           the items in force
  npm run catalogue -- generate COUNT [--seed N] [--out FILE] [--csv] [--mapping MAP]   made-up items, marked as such
MAP maps the columns of a provincial export (such as data/mappings/provincial-export.json): English may be missing,
columns that it does not know are kept in extra, and what is missing is listed.
FILE is CSV when it ends in .csv, else a JSON array. Without --table it is the Tongban that runs here.`,
};

const heading = { zh: ["行", "列", "原因"], en: ["Row", "Column", "Reason"] };

/** What a file with a province's columns lacked, and which of its columns were kept as they are. */
function printReport({ gaps, kept }: MappedCatalogue, terminal: Terminal): void {
  printGaps(gaps, terminal);
  const columns = kept.join(", ");
  if (kept.length > 0)
    terminal.print(
      { zh: `保留在 extra 的列：${columns}`, en: `Columns kept in extra: ${columns}` }[terminal.locale],
    );
}

function readReported(file: string, mapping: Mapping, terminal: Terminal) {
  const mapped = readMappedCatalogue(file, mapping);
  printReport(mapped, terminal);
  return mapped;
}

function readChecked(file: string, mapping: string | undefined, terminal: Terminal): ServiceItem[] {
  const { items, problems } = mapping
    ? readReported(file, readMapping(mapping), terminal)
    : readCatalogue(file);
  if (problems.length === 0) return items;
  const { locale } = terminal;
  const cellsOf = ({ row, column, message }: CatalogueProblem) => [`${row}`, column || "-", message[locale]];
  terminal.error(tableOf([heading[locale], ...problems.map(cellsOf)]));
  throw new CommandError({
    zh: `${file} 有 ${problems.length} 处错误，什么都没有写入。`,
    en: `${file} has ${problems.length} problem(s); nothing was written.`,
  });
}

function checkFile(file: string, mapping: string | undefined, terminal: Terminal): void {
  const { length } = readChecked(file, mapping, terminal);
  terminal.print(
    { zh: `${length} 个事项，没有错误。`, en: `${length} items, no problems.` }[terminal.locale],
  );
}

export async function importFile(
  file: string,
  catalogue: () => Catalogue,
  terminal: Terminal,
  mapping?: string,
): Promise<void> {
  const items = readChecked(file, mapping, terminal);
  const { published, unchanged } = await publishItems(
    {
      ...catalogue(),
      now: () => new Date().toISOString(),
      actor: { role: "system", id: "command-line" },
      traceparent: childTrace(undefined),
    },
    items,
    terminal.progress,
  );
  terminal.print(
    {
      zh: `${published} 个事项已发布，${unchanged} 个没有变化。`,
      en: `${published} items published, ${unchanged} unchanged.`,
    }[terminal.locale],
  );
}

/** The items in force, in the order of their codes; the file can be imported again. */
export async function exportFile(file: string, catalogue: Catalogue, terminal: Terminal): Promise<void> {
  const { current } = itemsOf(catalogue);
  const items: ServiceItem[] = [];
  const summaries = await summariesIn(catalogue.store);
  for (const { itemCode } of summaries) {
    const found = await current(itemCode);
    if (!found) throw new Error(`item ${itemCode} is listed but not there`);
    items.push(found.item);
    terminal.progress(items.length, summaries.length);
  }
  writeCatalogue(file, items);
  terminal.print(
    { zh: `${items.length} 个事项已写入 ${file}。`, en: `${items.length} items written to ${file}.` }[
      terminal.locale
    ],
  );
}

function wholeNumber(word: string, least: number): number {
  const number = /^\d{1,9}$/.test(word) ? Number(word) : Number.NaN;
  if (number >= least) return number;
  throw new CommandError({ zh: `“${word}”不是数字。`, en: `"${word}" is not a number to go by.` }, 2);
}

type Options = { table?: string; seed?: string; out?: string; csv?: boolean; mapping?: string };

function generateFile(word: string, { seed = "1", out, csv, mapping }: Options, terminal: Terminal): void {
  const count = wholeNumber(word, 1);
  const file = out ?? `catalogue-${count}.${csv || mapping ? "csv" : "json"}`;
  const items = generateCatalogue(count, wholeNumber(seed, 0), catalogueContext);
  if (mapping) writeFileSync(file, provincialExport(items, readMapping(mapping)));
  else writeCatalogue(file, items, csv || isCsv(file));
  terminal.print(
    { zh: `${count} 个模拟事项已写入 ${file}。`, en: `${count} made-up items written to ${file}.` }[
      terminal.locale
    ],
  );
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        table: { type: "string" },
        seed: { type: "string" },
        out: { type: "string" },
        csv: { type: "boolean" },
        mapping: { type: "string" },
      },
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new CommandError(usage, 2);
  }
}

/** Which options belong to which command: one that would do nothing is a mistake. */
const optionsOf: Record<string, readonly (keyof Options)[]> = {
  import: ["table", "mapping"],
  check: ["mapping"],
  export: ["table"],
  generate: ["seed", "out", "csv", "mapping"],
};

function catalogueOf(name: string | undefined): Catalogue {
  const { table, db } = targetOf(name, "CatalogueTableName");
  return dynamodbCatalogue(table, db);
}

async function run(words: readonly string[], terminal: Terminal): Promise<void> {
  const { positionals, values } = parse(words);
  const [command = "", argument, ...more] = positionals;
  const known = Object.hasOwn(optionsOf, command) ? optionsOf[command] : undefined;
  const misplaced = Object.keys(values).some((name) => !known?.includes(name as keyof Options));
  if (!known || argument === undefined || more.length > 0 || misplaced) throw new CommandError(usage, 2);
  switch (command) {
    case "check":
      return checkFile(argument, values.mapping, terminal);
    case "import":
      return importFile(argument, () => catalogueOf(values.table), terminal, values.mapping);
    case "export":
      return exportFile(argument, catalogueOf(values.table), terminal);
    default:
      return generateFile(argument, values, terminal);
  }
}

/** Runs one command line. Gives the exit code: 0 done, 1 not done, 2 not understood. */
export const runCatalogue = (words: readonly string[], terminal: Terminal): Promise<number> =>
  runCommandLine(() => run(words, terminal), terminal);
