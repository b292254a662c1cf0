import type { Attributes } from "#shared/kernel/messaging/dead-letter.ts";
import { CommandError } from "../terminal.ts";
import { forEachMessage } from "./hold.ts";
import type { Message, Queue, QueueClient } from "./queue-client.ts";

/**
 * Sends it there and only then takes it away here: whatever ends this in between leaves it in both places, and
 * consumers make nothing of a message's second coming. Gives its new id.
 */
export async function move(
  client: QueueClient,
  message: Message,
  { from, to, attributes }: { from: Queue; to: Queue; attributes: Attributes },
): Promise<string> {
  const id = await client.send(to, { body: message.body, attributes });
  await client.remove(from, message);
  return id;
}

/** Does something with the one message of that id, which takes it away. */
export async function withMessage<Result>(
  client: QueueClient,
  queue: Queue,
  id: string,
  work: (message: Message) => Promise<Result>,
): Promise<Result> {
  let outcome: { result: Result } | undefined;
  let looked = 0;
  await forEachMessage(client, queue, async (page, gone) => {
    looked += page.length;
    const message = page.find((one) => one.id === id);
    if (!message) return "more";
    outcome = { result: await work(message) };
    gone(message);
    return "enough";
  });
  if (outcome) return outcome.result;
  throw new CommandError({
    zh: `没有编号为 ${id} 的消息（看了 ${looked} 条）。编号见 show；别人正在处理的，两分钟后再试。`,
    en: `There is no message ${id} (of ${looked} looked at). \`show\` has the ids; one that somebody else holds is back within two minutes.`,
  });
}
