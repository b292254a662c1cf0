import { maxRedrives } from "#shared/kernel/messaging/dead-letter.ts";
import { CommandError, type Terminal } from "../terminal.ts";
import { deadLetterOf, redriven } from "./dead-letter.ts";
import { forEachMessage } from "./hold.ts";
import { move, withMessage } from "./move.ts";
import { type Operator, park } from "./park.ts";
import { countOf, type Message, type Queue, type QueueClient } from "./queue-client.ts";
import { type QueuePair, type QueuePairs, queuePairNamed } from "./queue-pairs.ts";

/** One run of the command: its id goes on what it sends, so that what dies again meanwhile is not sent round and round. */
export type Run = Operator & { id: string };
type Outcome = "sent" | "parked" | "diedAgain";

/** @throws CommandError for what a table's stream gave up: no queue of ours brings that back */
function queueBehind({ name, queue }: QueuePair): Queue {
  if (queue) return queue;
  throw new CommandError({
    zh: `${name} 不是队列的死信，而是数据流未能发布的更改；处理办法见 docs/operations.md“Unpublished changes”。`,
    en: `${name} has no queue: a table's stream gave these up. See "Unpublished changes" in docs/operations.md.`,
  });
}

async function redriveOne(
  client: QueueClient,
  message: Message,
  pair: QueuePair,
  parking: Queue,
  run: Run,
): Promise<Outcome> {
  const { redrives, redriveRun } = deadLetterOf(message);
  if (redriveRun === run.id) return "diedAgain";
  if (redrives >= maxRedrives) {
    await park(client, message, pair, parking, `redriven ${redrives} times already`, run);
    return "parked";
  }
  const attributes = redriven(message, redrives + 1, run.id);
  await move(client, message, { from: pair.dead, to: queueBehind(pair), attributes });
  return "sent";
}

function report(pair: QueuePair, counts: Record<Outcome, number>, terminal: Terminal): void {
  const { sent, parked, diedAgain } = counts;
  terminal.print(
    { zh: `${sent} 条已送回 ${pair.name}。`, en: `${sent} sent back to ${pair.name}.` }[terminal.locale],
  );
  if (parked > 0)
    terminal.print(
      {
        zh: `${parked} 条已重投 ${maxRedrives} 次，不再送回，已停放：npm run queues -- show parking`,
        en: `${parked} had been redriven ${maxRedrives} times already and were parked instead: npm run queues -- show parking`,
      }[terminal.locale],
    );
  if (diedAgain > 0)
    terminal.print(
      {
        zh: `${diedAgain} 条送回后又成为死信，留在原处：原因尚未消除。`,
        en: `${diedAgain} died again meanwhile and stay: the cause is not repaired.`,
      }[terminal.locale],
    );
}

/** Sends one dead letter, or all of them, back to the queue they come from. */
export async function redrivePair(
  client: QueueClient,
  pair: QueuePair,
  parking: Queue,
  id: string | undefined,
  run: Run,
  terminal: Terminal,
): Promise<void> {
  queueBehind(pair);
  const counts: Record<Outcome, number> = { sent: 0, parked: 0, diedAgain: 0 };
  if (id !== undefined) {
    counts[await withMessage(client, pair.dead, id, (one) => redriveOne(client, one, pair, parking, run))] +=
      1;
    return report(pair, counts, terminal);
  }
  const expected = countOf(pair.dead);
  await forEachMessage(client, pair.dead, async (page, gone) => {
    const results = await Promise.allSettled(page.map((one) => redriveOne(client, one, pair, parking, run)));
    for (const [index, result] of results.entries()) {
      const message = page[index];
      if (result.status === "rejected" || !message) continue;
      counts[result.value] += 1;
      if (result.value !== "diedAgain") gone(message);
    }
    const done = counts.sent + counts.parked;
    if (done > 0) terminal.progress(done, Math.max(done, expected));
    const failed = results.find((result) => result.status === "rejected");
    if (failed) {
      report(pair, counts, terminal);
      throw stopped(failed.reason);
    }
    return "more";
  });
  report(pair, counts, terminal);
  const unseen = expected - counts.sent - counts.parked - counts.diedAgain;
  if (unseen > 0)
    terminal.print(
      {
        zh: `起初约有 ${expected} 条，其余 ${unseen} 条可能在别人手中；两分钟后再看：npm run queues`,
        en: `About ${expected} were counted at first; ${unseen} may be in somebody else's hands. Look again in two minutes.`,
      }[terminal.locale],
    );
}

const stopped = (cause: unknown) => {
  const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new CommandError({
    zh: `中断：${why}\n没有丢失任何消息，最多有几条重复；消除原因后再运行一次。`,
    en: `Stopped: ${why}\nNothing is lost; at most some messages are there twice. Run it again once that is repaired.`,
  });
};

/** Sends one parked message back where it came from: to its queue, or to where a stream's records wait. */
export async function redriveParked(
  client: QueueClient,
  { pairs, parking }: QueuePairs,
  id: string,
  run: Run,
  terminal: Terminal,
): Promise<void> {
  const pair = await withMessage(client, parking, id, async (message) => {
    const { parked, redrives } = deadLetterOf(message);
    if (!parked)
      throw new CommandError({
        zh: `消息 ${id} 没有写明来自哪个队列，无法送回。`,
        en: `Message ${id} does not say where it came from: it cannot be sent back.`,
      });
    const back = queuePairNamed(parked.from, pairs);
    const attributes = redriven(message, redrives + 1, run.id);
    await move(client, message, { from: parking, to: back.queue ?? back.dead, attributes });
    return back;
  });
  report(pair, { sent: 1, parked: 0, diedAgain: 0 }, terminal);
}
