import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";

/** What lies in the queues that nobody works off: each message's queue and reason. */
export async function deadLetters(app: {
  endpoints: Record<string, string>;
  region: string;
  queues: Record<string, string>;
}): Promise<string[]> {
  const sqs = new SQSClient({
    endpoint: app.endpoints.sqs,
    region: app.region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const found: string[] = [];
  for (const [name, QueueUrl] of Object.entries(app.queues)) {
    if (!/DeadLetters|Unpublished|Parking/.test(name)) continue;
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
      );
      found.push(
        ...Messages.map(
          ({ MessageAttributes }) => `${name}: ${MessageAttributes?.reason?.StringValue ?? "no reason"}`,
        ),
      );
      if (Messages.length === 0) break;
    }
  }
  return found;
}
