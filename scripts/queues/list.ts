import type { Locale } from "#shared/kernel/http/locale.ts";
import { type Terminal, tableOf } from "../terminal.ts";
import { countOf, type Queue, type QueueClient } from "./queue-client.ts";
import { parkingName, type QueuePairs } from "./queue-pairs.ts";
import { ageText } from "./words.ts";

/**
 * SQS does not tell how old its oldest message is, so up to ten are looked at and put back; with more of them there
 * may be an older one. Only dead letters: every look at a working queue would cost a message one of its attempts.
 */
async function oldestIn(client: QueueClient, queue: Queue, locale: Locale): Promise<string> {
  if (queue.waiting === 0) return "-";
  const page = await client.receive(queue);
  await client.putBack(queue, page);
  const [oldest] = page.toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime());
  if (!oldest) return "-";
  const age = ageText(oldest.sentAt, new Date(), locale);
  return page.length < countOf(queue) ? `≥ ${age}` : age;
}

const headings = {
  zh: ["队列", "等待", "处理中", "延迟", "死信", "最早"],
  en: ["Queue", "Waiting", "In flight", "Delayed", "Dead", "Oldest dead"],
};

/** The queues with something dead, or `all`. */
export async function listQueues(
  client: QueueClient,
  { pairs, parking }: QueuePairs,
  all: boolean,
  terminal: Terminal,
): Promise<void> {
  const { locale } = terminal;
  const ends = [...pairs, { name: parkingName, queue: undefined, dead: parking }];
  const shownEnds = ends.filter(({ dead }) => all || countOf(dead) > 0);
  const rows = await Promise.all(
    shownEnds.map(async ({ name, queue, dead }) => [
      name,
      ...(queue ? [queue.waiting, queue.inFlight, queue.delayed].map(String) : ["-", "-", "-"]),
      String(countOf(dead)),
      await oldestIn(client, dead, locale),
    ]),
  );
  if (rows.length > 0) terminal.print(tableOf([headings[locale], ...rows]));
  const dead = pairs.reduce((sum, pair) => sum + countOf(pair.dead), 0);
  const [parked, count] = [countOf(parking), pairs.length];
  const next = dead > 0 ? shownEnds.find((end) => countOf(end.dead) > 0)?.name : undefined;
  terminal.print(
    {
      zh: `${count} 个队列，${dead} 条死信，${parked} 条已停放。${next ? `查看：npm run queues -- show ${next}` : ""}`,
      en: `${count} queues, ${dead} dead letters, ${parked} parked.${next ? ` Look at them: npm run queues -- show ${next}` : ""}`,
    }[locale],
  );
}
