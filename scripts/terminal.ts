import type { Locale, Text } from "#shared/kernel/http/locale.ts";

/** Where a command speaks to a person, in that person's language. */
export type Terminal = {
  locale: Locale;
  /** A result. */
  print(text: string): void;
  /** What is wrong. */
  error(text: string): void;
  /** How far it is. */
  progress(done: number, total: number): void;
};

/** Something that whoever typed the command can put right; its text is all they need to read. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly text: Text;
  readonly exitCode: number;
  constructor(text: Text, exitCode = 1) {
    super(text.en);
    this.text = text;
    this.exitCode = exitCode;
  }
}

/** Runs a command to its exit code; what it throws is one sentence, and 1. */
export async function run(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

/** By the POSIX order of variables: `LC_ALL`, `LC_MESSAGES`, `LANG`. English unless one says Chinese. */
export function localeOfEnvironment(env: Record<string, string | undefined>): Locale {
  const chosen = env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
  return /^zh/i.test(chosen) ? "zh" : "en";
}

export function terminalOf({ env, stderr }: Pick<NodeJS.Process, "env" | "stderr">): Terminal {
  let tenth = 0;
  return {
    locale: localeOfEnvironment(env),
    print: (text) => console.log(text),
    error: (text) => console.error(text),
    progress(done, total) {
      if (stderr.isTTY) {
        stderr.write(`\r  ${done}/${total}${done === total ? "\n" : ""}`);
        return;
      }
      // In a log file, a line for every tenth.
      const reached = Math.floor((done * 10) / total);
      if (reached > tenth) stderr.write(`  ${done}/${total}\n`);
      tenth = reached;
    },
  };
}

/** Columns that a terminal takes for a text: two for each Chinese character and full-width sign. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (sum, sign) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(
        sign,
      )
        ? 2
        : 1),
    0,
  );

/** Rows of cells in straight columns; the last column may be of any length. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(0, ...rows.map((cells) => cells.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((cells) => widthOf(cells[column] ?? ""))),
  );
  return rows
    .map((cells) =>
      cells
        .map((cell, column) =>
          column === columns - 1 ? cell : cell + " ".repeat((widths[column] ?? 0) - widthOf(cell)),
        )
        .join("  "),
    )
    .join("\n");
}

/** Runs one command line. Gives the exit code: 0 done, 1 not done, 2 not understood. */
export async function runCommandLine(run: () => Promise<void>, terminal: Terminal): Promise<number> {
  try {
    await run();
    return 0;
  } catch (error) {
    if (error instanceof CommandError) {
      terminal.error(error.text[terminal.locale]);
      return error.exitCode;
    }
    // What AWS or the machine says: no permission, no such table, no space.
    terminal.error(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    return 1;
  }
}
