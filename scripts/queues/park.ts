import type { Terminal } from "../terminal.ts";
import { deadLetterOf, parkedWith } from "./dead-letter.ts";
import { move, withMessage } from "./move.ts";
import type { Message, Queue, QueueClient } from "./queue-client.ts";
import type { QueuePair } from "./queue-pairs.ts";

/** Who does something with a message, and when. */
export type Operator = { by: string; now: () => Date };

/** Lays a dead letter aside, with why, by whom, when and from where. Gives its id in the parking queue. */
export const park = (
  client: QueueClient,
  message: Message,
  { name, queue, dead }: QueuePair,
  parking: Queue,
  because: string,
  { by, now }: Operator,
): Promise<string> =>
  move(client, message, {
    from: dead,
    to: parking,
    attributes: parkedWith(message, deadLetterOf(message, queue?.maxAttempts), {
      because,
      by,
      at: now().toISOString(),
      from: name,
    }),
  });

export async function parkMessage(
  client: QueueClient,
  pair: QueuePair,
  parking: Queue,
  { id, reason }: { id: string; reason: string },
  operator: Operator,
  terminal: Terminal,
): Promise<void> {
  const parkedId = await withMessage(client, pair.dead, id, (message) =>
    park(client, message, pair, parking, reason, operator),
  );
  terminal.print(
    {
      zh: `已停放，保留 14 天，编号 ${parkedId}。送回：npm run queues -- redrive parking --id ${parkedId}`,
      en: `Parked for 14 days as ${parkedId}. To send it back: npm run queues -- redrive parking --id ${parkedId}`,
    }[terminal.locale],
  );
}
