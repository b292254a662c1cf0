import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import { runCommandLine, type Terminal } from "../terminal.ts";
import { listQueues } from "./list.ts";
import { parkMessage } from "./park.ts";
import { type Command, commandOf, isParking } from "./parse.ts";
import type { QueueClient } from "./queue-client.ts";
import { parkingName, type QueuePair, type QueuePairs, queuePairNamed } from "./queue-pairs.ts";
import { type Run, redrivePair, redriveParked } from "./redrive.ts";
import { showMessages } from "./show.ts";
import { queuesOf } from "./target.ts";
import { usage } from "./usage.ts";

/** Does what one command says. */
export function perform(
  command: Command,
  client: QueueClient,
  all: QueuePairs,
  run: Run,
  terminal: Terminal,
): Promise<void> {
  if (command.does === "list") return listQueues(client, all, command.all, terminal);
  if (isParking(command.queue)) {
    const parking: QueuePair = { name: parkingName, dead: all.parking };
    if (command.does === "show") return showMessages(client, parking, command, terminal);
    return redriveParked(client, all, command.id ?? "", run, terminal);
  }
  const pair = queuePairNamed(command.queue, all.pairs);
  switch (command.does) {
    case "show":
      return showMessages(client, pair, command, terminal);
    case "redrive":
      return redrivePair(client, pair, all.parking, command.id, run, terminal);
    case "park":
      return parkMessage(client, pair, all.parking, command, run, terminal);
  }
}

async function main(words: readonly string[], terminal: Terminal): Promise<void> {
  // Asked for nothing, it explains itself; that is no failure that npm should complain of.
  if (words.length === 0) return terminal.print(usage[terminal.locale]);
  const command = commandOf(words);
  const { client, pairs } = queuesOf(command.env);
  const run: Run = { id: randomUUID(), by: userInfo().username, now: () => new Date() };
  await perform(command, client, await pairs(), run, terminal);
}

/** Runs one command line. Gives the exit code: 0 done, 1 not done, 2 not understood. */
export const runQueues = (words: readonly string[], terminal: Terminal): Promise<number> =>
  runCommandLine(() => main(words, terminal), terminal);
