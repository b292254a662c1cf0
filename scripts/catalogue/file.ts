import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { catalogueContext } from "#data/index.ts";
import { type CheckedCatalogue, checkCatalogue } from "#shared/catalogue/checks.ts";
import type { ServiceItem } from "#shared/catalogue/item.ts";
import { CommandError } from "../terminal.ts";
import { checkCatalogueCsv, toCsv } from "./csv.ts";

export const isCsv = (file: string): boolean => /\.csv$/i.test(file);

/** A text that people saved from a spreadsheet. @throws CommandError when it is not there, or not in UTF-8 */
export function textOf(file: string): string {
  if (!existsSync(file))
    throw new CommandError({ zh: `没有文件 ${file}。`, en: `There is no file ${file}.` });
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Spreadsheets in Chinese save CSV in GBK unless told otherwise.
    throw new CommandError({
      zh: `${file} 不是 UTF-8 编码，请另存为 UTF-8（Excel：“CSV UTF-8”）。`,
      en: `${file} is not in UTF-8. Save it as UTF-8 (in Excel: "CSV UTF-8").`,
    });
  }
}

function rowsOfJson(file: string): unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(textOf(file).replace(/^\uFEFF/, ""));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new CommandError({
      zh: `${file} 不是有效的 JSON：${error.message}`,
      en: `${file} is not valid JSON: ${error.message}`,
    });
  }
  if (!Array.isArray(value))
    throw new CommandError({
      zh: `${file} 应为事项的 JSON 数组。`,
      en: `${file} should hold a JSON array of items.`,
    });
  return value;
}

/** Reads a catalogue and checks all of it. Rows count as a spreadsheet shows them; in JSON, from 1. */
export function readCatalogue(file: string): CheckedCatalogue {
  if (isCsv(file)) return checkCatalogueCsv(textOf(file), catalogueContext);
  return checkCatalogue(rowsOfJson(file), catalogueContext, (index) => index + 1);
}

export function writeCatalogue(file: string, items: readonly ServiceItem[], csv = isCsv(file)): void {
  writeFileSync(file, csv ? toCsv(items) : `${JSON.stringify(items, null, 2)}\n`);
}
