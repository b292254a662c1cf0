import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";

type BatchHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/**
 * Two queues feed this function, and each has a dead-letter queue of its own. Which one a message came from
 * shows in its shape, because the rule's messages are EventBridge's and the device's are ours. The queue's ARN
 * would not do: the function does not get it, and what is redriven by hand must find its way as well.
 */
export function byQueue({
  events,
  deviceRatings,
}: {
  events: BatchHandler;
  deviceRatings: BatchHandler;
}): BatchHandler {
  return async ({ Records }, context) => {
    const fromBus = Records.filter(isFromBus);
    const fromDevices = Records.filter((record) => !isFromBus(record));
    const answers = await Promise.all([
      fromBus.length > 0 ? events({ Records: fromBus }, context) : undefined,
      fromDevices.length > 0 ? deviceRatings({ Records: fromDevices }, context) : undefined,
    ]);
    return { batchItemFailures: answers.flatMap((answer) => answer?.batchItemFailures ?? []) };
  };
}

/** What is no JSON is the devices' consumer's to park. */
function isFromBus({ body }: SQSRecord): boolean {
  try {
    const message: unknown = JSON.parse(body);
    return typeof message === "object" && message !== null && "detail-type" in message;
  } catch {
    return false;
  }
}
