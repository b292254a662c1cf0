import { parseArgs } from "node:util";
import { CommandError } from "../terminal.ts";
import { parkingName } from "./queue-pairs.ts";
import { usage } from "./usage.ts";

export type Command = { env?: string } & (
  | { does: "list"; all: boolean }
  | { does: "show"; queue: string; limit: number; body: boolean }
  | { does: "redrive"; queue: string; id?: string }
  | { does: "park"; queue: string; id: string; reason: string }
);

const options = {
  env: { type: "string" },
  all: { type: "boolean" },
  limit: { type: "string" },
  body: { type: "boolean" },
  id: { type: "string" },
  reason: { type: "string" },
} as const;

/** Which options belong to which command: one that would do nothing is a mistake. */
const optionsOf: Record<string, readonly string[]> = {
  list: ["env", "all"],
  show: ["env", "limit", "body"],
  redrive: ["env", "id", "all"],
  park: ["env", "id", "reason"],
};

const misuse = (zh: string, en: string) => new CommandError({ zh, en }, 2);

function wordsOf(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], allowPositionals: true, options });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new CommandError(usage, 2);
  }
}

function limitOf(word: string): number {
  const limit = /^\d{1,4}$/.test(word) ? Number(word) : 0;
  if (limit >= 1 && limit <= 1000) return limit;
  throw misuse(`--limit 应为 1 到 1000，而不是“${word}”。`, `--limit is 1 to 1000, not "${word}".`);
}

function reasonOf(word: string | undefined): string {
  const reason = word?.trim() ?? "";
  if (reason.length === 0 || reason.length > 500)
    throw misuse(
      "请用 --reason 说明原因，最多 500 字。",
      "Say why with --reason, in at most 500 characters.",
    );
  // A resident's ID number (GB 11643) or a mobile phone's. Case numbers are longer.
  if (/(?<![0-9A-Za-z])(\d{17}[\dXx]|1[3-9]\d{9})(?![0-9A-Za-z])/.test(reason))
    throw misuse(
      "原因中似乎有证件号或电话。原因会给别人看，请改写办件编号。",
      "The reason seems to hold an ID number or a phone. Others will read it: name the case by its number.",
    );
  return reason;
}

/** @throws CommandError with exit code 2 for what cannot be understood or must not be done */
export function commandOf(words: readonly string[]): Command {
  const { positionals, values } = wordsOf(words);
  const [does = "", queue, ...more] = positionals;
  const known = Object.hasOwn(optionsOf, does) ? optionsOf[does] : undefined;
  const misplaced = Object.keys(values).some((name) => !known?.includes(name));
  if (!known || more.length > 0 || misplaced || (does === "list") !== (queue === undefined))
    throw new CommandError(usage, 2);
  const where = environmentOf(values.env);
  if (queue === undefined) return { does: "list", all: values.all ?? false, ...where };
  if (does === "show")
    return { does, queue, limit: limitOf(values.limit ?? "20"), body: values.body ?? false, ...where };
  const { id, all } = values;
  if (does === "redrive") {
    if ((id === undefined) !== (all === true))
      throw misuse("请指明 --id 编号，或 --all 全部。", "Say which: --id ID, or --all.");
    if (isParking(queue) && id === undefined)
      throw misuse(
        "已停放的消息要逐条决定：redrive parking --id 编号。",
        "Parked messages are decided on one by one: redrive parking --id ID.",
      );
    return { does, queue, ...(id !== undefined && { id }), ...where };
  }
  if (id === undefined) throw misuse("请用 --id 指明编号。", "Say which message with --id.");
  if (isParking(queue)) throw misuse("它已经停放了。", "It is parked already.");
  return { does: "park", queue, id, reason: reasonOf(values.reason), ...where };
}

export const isParking = (queue: string): boolean => queue.toLowerCase() === parkingName;

function environmentOf(env: string | undefined): { env?: string } {
  if (env === undefined) return {};
  if (!/^[A-Za-z0-9-]+$/.test(env))
    throw misuse(`“${env}”不是环境名。`, `"${env}" is no environment's name.`);
  return { env };
}
