import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";

export type EventQueue<Message> = {
  /** Puts all in the queue, and answers for each one that is not in it why not. */
  send(messages: Message[]): Promise<string[]>;
};

/** SendMessageBatch's own limit. */
const entriesPerCall = 10;

type Entry = { Id: string; MessageBody: string };
type Failure = { entry: Entry; reason: string };

/** A standard SQS queue. A success of the call says nothing of its entries, so each one is looked at. */
export function sqsEventQueue<Message>(
  queueUrl: string,
  client: Pick<SQSClient, "send"> = new SQSClient({ maxAttempts: 3 }),
): EventQueue<Message> {
  const sendBatch = async (entries: Entry[]): Promise<Failure[]> => {
    try {
      const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
      const sent = new Set(answer.Successful?.map(({ Id }) => Id));
      const reasons = new Map(answer.Failed?.map(({ Id, Code }) => [Id, Code]));
      return entries
        .filter(({ Id }) => !sent.has(Id))
        .map((entry) => ({ entry, reason: reasons.get(entry.Id) ?? "no answer for this entry" }));
    } catch (error) {
      // The SDK has tried again by itself; what is left goes back to the sender as not queued, with the reason.
      const reason = error instanceof Error ? error.name : String(error);
      return entries.map((entry) => ({ entry, reason }));
    }
  };
  const sendAll = async (entries: Entry[]): Promise<Failure[]> => {
    const batches = Array.from({ length: Math.ceil(entries.length / entriesPerCall) }, (_, index) =>
      sendBatch(entries.slice(index * entriesPerCall, (index + 1) * entriesPerCall)),
    );
    return (await Promise.all(batches)).flat();
  };
  return {
    async send(messages) {
      const entries = messages.map((message, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify(message),
      }));
      const failed = await sendAll(entries);
      const stillFailed = await sendAll(failed.map(({ entry }) => entry));
      return stillFailed.map(({ reason }) => reason);
    },
  };
}
