import { existsSync, readFileSync } from "node:fs";
import { CommandError } from "../terminal.ts";

/** A text that people saved from a spreadsheet. @throws CommandError when it is not there, or not in UTF-8 */
export function textOf(file: string): string {
  if (!existsSync(file))
    throw new CommandError({ zh: `没有文件 ${file}。`, en: `There is no file ${file}.` });
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Spreadsheets in Chinese save CSV in GBK unless set otherwise.
    throw new CommandError({
      zh: `${file} 不是 UTF-8 编码，请另存为 UTF-8（Excel：“CSV UTF-8”）。`,
      en: `${file} is not in UTF-8. Save it as UTF-8 (in Excel: "CSV UTF-8").`,
    });
  }
}
