import { CommandError } from "../terminal.ts";
import type { Queue } from "./queue-client.ts";

/**
 * A queue with its dead-letter queue, or with what its function set aside; without `queue` it takes what a table's stream
 * gave up.
 */
export type QueuePair = { name: string; queue?: Queue; dead: Queue };
export type QueuePairs = { pairs: QueuePair[]; parking: Queue };

/** What people type for the parking queue. */
export const parkingName = "parking";

/**
 * `Deliveries/HandoverEvents` of `Tongban-prod-Deliveries-HandoverEventsQueue1A2B3C4D-x5Y6`: CloudFormation names a
 * queue by its stack, its construct, a hash and, on AWS, a random end, and people need the first two.
 */
export function shortNameOf(name: string, prefix: string): string {
  const own = name.startsWith(prefix) ? name.slice(prefix.length) : name;
  const [, part, id] = /^([A-Za-z]+)-(\w+?)(?:Queue|DeadLetters)?(?:[0-9A-F]{8})?(?:-\w+)?$/.exec(own) ?? [];
  return part && id ? `${part}/${id}` : name;
}

/** Brings the app's queues together by what they say of each other. `prefix` begins the names of the environment. */
export function queuePairsOf(queues: readonly Queue[], prefix: string): QueuePairs {
  const byArn = new Map(queues.map((queue) => [queue.arn, queue]));
  const ends = new Set(queues.flatMap(({ deadLetters }) => deadLetters ?? []));
  const pairs: QueuePair[] = [];
  let parking: Queue | undefined;
  for (const queue of queues) {
    if (ends.has(queue.arn)) continue;
    const name = shortNameOf(queue.name, prefix);
    if (queue.deadLetters) {
      const dead = byArn.get(queue.deadLetters);
      if (!dead)
        throw new CommandError({
          zh: `队列 ${queue.name} 的死信队列不在。请重新部署。`,
          en: `The dead-letter queue of ${queue.name} is not there. Deploy again.`,
        });
      pairs.push({ name, queue, dead });
    } else if (/\/parking$/i.test(name)) parking = queue;
    else pairs.push({ name, dead: queue });
  }
  for (const pair of pairs) {
    const [, beside] = /^(.+)SetAside$/.exec(pair.name) ?? [];
    const working = pairs.find(({ name, queue }) => queue && name === beside)?.queue;
    if (working) pair.queue = working;
  }
  if (!parking)
    throw new CommandError({
      zh: "没有停放队列（Parking）。请重新部署 Messaging。",
      en: "There is no parking queue. Deploy Messaging again.",
    });
  return { pairs: pairs.toSorted((a, b) => (a.name < b.name ? -1 : 1)), parking };
}

/** By its name in `list`, the end of it where only one ends so, or the whole name that SQS knows it by. */
export function queuePairNamed(wanted: string, pairs: readonly QueuePair[]): QueuePair {
  const word = wanted.toLowerCase();
  const isSo = (...names: (string | undefined)[]) => names.some((name) => name?.toLowerCase() === word);
  const exact = pairs.filter(({ name, queue, dead }) =>
    isSo(name, dead.name, queue?.deadLetters === dead.arn ? queue.name : undefined),
  );
  const found = exact.length > 0 ? exact : pairs.filter(({ name }) => isSo(name.split("/")[1]));
  const [pair, ...others] = found;
  if (pair && others.length === 0) return pair;
  const names = (pair ? found : pairs).map(({ name, dead }) => `  ${exact.length > 1 ? dead.name : name}`);
  throw new CommandError(
    pair
      ? {
          zh: `“${wanted}”不止一个，请说明是哪一个：\n${names.join("\n")}`,
          en: `"${wanted}" may be any of these; say which:\n${names.join("\n")}`,
        }
      : {
          zh: `没有队列“${wanted}”。有这些：\n${names.join("\n")}`,
          en: `There is no queue "${wanted}". There are:\n${names.join("\n")}`,
        },
    2,
  );
}
