import type { SQSClient } from "@aws-sdk/client-sqs";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import * as z from "zod";
import type { EventDefinition, EventOf } from "#events/define-event.ts";
import { defineLogs, inTrace, log, logger } from "#shared/kernel/logging/logger.ts";
import { postponeMessage } from "./backoff.ts";
import { attemptsOf, deadLetterAttributes, maxAttempts } from "./dead-letter.ts";
import { sqsWith } from "./sqs.ts";

/** A message that no retry can help: it goes to the dead-letter queue at once, with this reason. */
export class PermanentError extends Error {
  override readonly name = "PermanentError";
}

/** A message about nothing of ours: it is kept beside its queue for a person's look, and rings nothing by itself. */
export class NotOursError extends Error {
  override readonly name = "NotOursError";
}

const logs = defineLogs("consumer", {
  parked: { level: "error", text: "a message that cannot be handled went to the dead-letter queue" },
  setAside: { level: "info", text: "a message about nothing of ours was set aside" },
  willRetry: { level: "warn", text: "a message failed and will be delivered again after a pause" },
  notHidden: {
    level: "warn",
    text: "a message could not be kept out of sight and comes again at its queue's time",
  },
});

export type MessageHandler = (body: string, record: SQSRecord) => Promise<void>;

/**
 * A Lambda handler for an SQS queue. What the handler throws is tried again after pauses that grow, except a
 * PermanentError and what the last attempt throws: these go to the dead-letter queue with the reason, which
 * SQS itself could not give. A NotOursError goes to the queue of what is set aside. Nothing is acked unhandled.
 */
export function queueConsumer(
  handle: MessageHandler,
  deadLetterQueueUrl: string,
  {
    sqs: client,
    random = Math.random,
    setAsideQueueUrl,
  }: { sqs?: Pick<SQSClient, "send">; random?: () => number; setAsideQueueUrl?: string } = {},
) {
  const sqs = sqsWith(client);
  const layDown = (record: SQSRecord, reason: string, QueueUrl: string) =>
    sqs.sendMessage({
      QueueUrl,
      MessageBody: record.body,
      MessageAttributes: deadLetterAttributes(record, reason),
    });
  const park = async (record: SQSRecord, reason: string): Promise<void> => {
    await layDown(record, reason, deadLetterQueueUrl);
    log(logs.parked, { messageId: record.messageId, reason });
  };

  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    logger.addContext(context);
    const handleRecord = async (record: SQSRecord): Promise<void> => {
      try {
        await handle(record.body, record);
      } catch (error) {
        if (error instanceof PermanentError) return park(record, error.message);
        if (error instanceof NotOursError && setAsideQueueUrl) {
          await layDown(record, error.message, setAsideQueueUrl);
          return log(logs.setAside, { messageId: record.messageId });
        }
        const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        if (attemptsOf(record) >= maxAttempts) return park(record, cause);
        // What the queue says of the pause must not take the place of what the handler says.
        await postponeMessage(sqs, deadLetterQueueUrl, record, random).then(
          (seconds) => log(logs.willRetry, { messageId: record.messageId, cause, seconds }),
          () => log(logs.notHidden, { messageId: record.messageId, cause }),
        );
        throw error;
      }
    };
    const handled = await Promise.allSettled(
      event.Records.map((record) => inTrace(record.body, () => handleRecord(record))),
    );
    const failed = event.Records.filter((_record, place) => handled[place]?.status === "rejected");
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}

const busEntrySchema = z.object({ "detail-type": z.string(), detail: z.unknown() });

type Subscription = { type: string; handle(detail: unknown): Promise<void> };

/** Ties an event's definition to what follows it; the detail reaches `handle` parsed. */
export function on<Definition extends Pick<EventDefinition, "type"> & { schema: z.ZodType }>(
  definition: Definition,
  handle: (event: EventOf<Definition>) => Promise<void>,
): Subscription {
  return {
    type: definition.type,
    async handle(detail) {
      const parsed = definition.schema.safeParse(detail);
      if (!parsed.success) {
        const paths = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.code}`);
        throw new PermanentError(`${definition.type} does not fit its contract: ${paths.join("; ")}`);
      }
      await handle(parsed.data as EventOf<Definition>);
    },
  };
}

/** Handles each of the events that a function follows: the names and types are those of its context's wiring. */
export const followEvents = <
  Follows extends Readonly<Record<string, Pick<EventDefinition, "type"> & { schema: z.ZodType }>>,
>(
  follows: Follows,
  handlers: { [Name in keyof Follows]: (event: EventOf<Follows[Name]>) => Promise<void> },
): MessageHandler =>
  eventHandler(
    Object.keys(follows).map((name: keyof Follows) =>
      on(follows[name] as Follows[keyof Follows], handlers[name]),
    ),
  );

/** A MessageHandler for a queue that an EventBridge rule fills. */
export function eventHandler(subscriptions: Subscription[]): MessageHandler {
  const byType = new Map(subscriptions.map((subscription) => [subscription.type, subscription]));
  return async (body) => {
    const entry = busEntrySchema.safeParse(parseJson(body));
    if (!entry.success) throw new PermanentError("not an EventBridge event");
    const subscription = byType.get(entry.data["detail-type"]);
    if (!subscription) throw new PermanentError(`nobody here follows ${entry.data["detail-type"]}`);
    await subscription.handle(entry.data.detail);
  };
}

/** @throws PermanentError when the body is not JSON */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new PermanentError("not JSON");
  }
}
