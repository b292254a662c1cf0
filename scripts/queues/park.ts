import type { Terminal } from "../terminal.ts";
import { fateOf, parkedWith } from "./fate.ts";
import type { Line } from "./lines.ts";
import { move, withMessage } from "./move.ts";
import type { Message, Queue, QueueDesk } from "./queue-desk.ts";

/** Who does something with a message, and when. */
export type Operator = { by: string; now: () => Date };

/** Lays a dead letter aside, with why, by whom, when and from where. Gives its id in the parking queue. */
export const park = (
  desk: QueueDesk,
  message: Message,
  { name, queue, dead }: Line,
  parking: Queue,
  because: string,
  { by, now }: Operator,
): Promise<string> =>
  move(desk, message, {
    from: dead,
    to: parking,
    attributes: parkedWith(message, fateOf(message, queue?.maxAttempts), {
      because,
      by,
      at: now().toISOString(),
      from: name,
    }),
  });

export async function parkMessage(
  desk: QueueDesk,
  line: Line,
  parking: Queue,
  { id, reason }: { id: string; reason: string },
  operator: Operator,
  terminal: Terminal,
): Promise<void> {
  const parkedId = await withMessage(desk, line.dead, id, (message) =>
    park(desk, message, line, parking, reason, operator),
  );
  terminal.say(
    {
      zh: `已停放，保留 14 天，编号 ${parkedId}。送回：npm run queues -- redrive parking --id ${parkedId}`,
      en: `Parked for 14 days as ${parkedId}. To send it back: npm run queues -- redrive parking --id ${parkedId}`,
    }[terminal.locale],
  );
}
