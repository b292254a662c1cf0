import { EventBridgeClient, PutEventsCommand, type PutEventsResultEntry } from "@aws-sdk/client-eventbridge";
import type { TongbanEvent } from "#events/define-event.ts";
import { clientLimits } from "#shared/kernel/aws/limits.ts";

/** PutEvents' own limit. */
const entriesPerCall = 10;

export type EventBus = {
  /** Publishes all and returns those that the bus did not take, with its reason. */
  publish(events: TongbanEvent[]): Promise<{ event: TongbanEvent; reason: string }[]>;
};

export function eventBridgeBus(busName: string, client = new EventBridgeClient(clientLimits)): EventBus {
  /** What the bus says of each event, in their order; a call that fails as a whole says the same of all. */
  const put = async (events: TongbanEvent[]): Promise<PutEventsResultEntry[]> => {
    const entries = events.map((event) => ({
      EventBusName: busName,
      Source: event.source,
      DetailType: event.type,
      Detail: JSON.stringify(event),
      Time: new Date(event.time),
    }));
    try {
      const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: entries }));
      return Entries;
    } catch (error) {
      return events.map(() => ({ ErrorCode: error instanceof Error ? error.name : String(error) }));
    }
  };

  return {
    async publish(events) {
      const failed: { event: TongbanEvent; reason: string }[] = [];
      for (let start = 0; start < events.length; start += entriesPerCall) {
        const chunk = events.slice(start, start + entriesPerCall);
        const answers = await put(chunk);
        chunk.forEach((event, index) => {
          const entry = answers[index];
          if (!entry?.EventId) failed.push({ event, reason: entry?.ErrorCode ?? "no answer for this entry" });
        });
      }
      return failed;
    },
  };
}
