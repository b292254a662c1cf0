import type { Message, Queue, QueueClient } from "./queue-client.ts";

/** Tells that a message was removed: it is not put back at the end. */
export type Gone = (message: Message) => void;

/**
 * Goes through a queue page by page until `visit` has enough or no message is left that it has not seen. What is
 * not gone then goes back at once, whatever happened; after a kill SQS itself shows it again, two minutes later.
 */
export async function forEachMessage(
  client: QueueClient,
  queue: Queue,
  visit: (page: Message[], gone: Gone) => Promise<"more" | "enough">,
): Promise<void> {
  const held = new Map<string, Message>();
  const gone: Gone = ({ id }) => held.delete(id);
  try {
    for (;;) {
      const page = await client.receive(queue);
      const fresh = page.filter(({ id }) => !held.has(id));
      for (const message of page) held.set(message.id, message);
      // Nothing, or only what we held too long: SQS has begun to hand the same ones out again.
      if (fresh.length === 0 || (await visit(fresh, gone)) === "enough") return;
    }
  } finally {
    await client.putBack(queue, [...held.values()]);
  }
}
