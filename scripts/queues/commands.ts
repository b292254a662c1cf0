import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import { runCommandLine, type Terminal } from "../terminal.ts";
import { listQueues } from "./list.ts";
import { parkMessage } from "./park.ts";
import { type Command, commandOf, isParking } from "./parse.ts";
import type { QueueDesk } from "./queue-desk.ts";
import { parkingName, type QueuePair, type QueuePairs, queuePairNamed } from "./queue-pairs.ts";
import { type Run, redrivePair, redriveParked } from "./redrive.ts";
import { showMessages } from "./show.ts";
import { queuesOf } from "./target.ts";
import { usage } from "./usage.ts";

/** Does what one command says. */
export function perform(
  command: Command,
  desk: QueueDesk,
  all: QueuePairs,
  run: Run,
  terminal: Terminal,
): Promise<void> {
  if (command.does === "list") return listQueues(desk, all, command.all, terminal);
  if (isParking(command.queue)) {
    const parking: QueuePair = { name: parkingName, dead: all.parking };
    if (command.does === "show") return showMessages(desk, parking, command, terminal);
    return redriveParked(desk, all, command.id ?? "", run, terminal);
  }
  const pair = queuePairNamed(command.queue, all.pairs);
  switch (command.does) {
    case "show":
      return showMessages(desk, pair, command, terminal);
    case "redrive":
      return redrivePair(desk, pair, all.parking, command.id, run, terminal);
    case "park":
      return parkMessage(desk, pair, all.parking, command, run, terminal);
  }
}

async function main(words: readonly string[], terminal: Terminal): Promise<void> {
  // Asked for nothing, it explains itself; that is no failure that npm should complain of.
  if (words.length === 0) return terminal.print(usage[terminal.locale]);
  const command = commandOf(words);
  const { desk, pairs } = queuesOf(command.env);
  const run: Run = { id: randomUUID(), by: userInfo().username, now: () => new Date() };
  await perform(command, desk, await pairs(), run, terminal);
}

/** Runs one command line. Gives the exit code: 0 done, 1 not done, 2 not understood. */
export const runQueues = (words: readonly string[], terminal: Terminal): Promise<number> =>
  runCommandLine(() => main(words, terminal), terminal);
