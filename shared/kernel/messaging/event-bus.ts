import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { TongbanEvent } from "#events/define-event.ts";
import { clientLimits } from "#shared/kernel/aws/limits.ts";

/** PutEvents' own limit. */
const entriesPerCall = 10;

export type EventBus = {
  /** Publishes all and returns those that the bus did not take, with its reason. */
  publish(events: TongbanEvent[]): Promise<{ event: TongbanEvent; reason: string }[]>;
};

export function eventBridgeBus(busName: string, client = new EventBridgeClient(clientLimits)): EventBus {
  return {
    async publish(events) {
      const failed: { event: TongbanEvent; reason: string }[] = [];
      for (let start = 0; start < events.length; start += entriesPerCall) {
        const chunk = events.slice(start, start + entriesPerCall);
        const { Entries = [] } = await client.send(
          new PutEventsCommand({
            Entries: chunk.map((event) => ({
              EventBusName: busName,
              Source: event.source,
              DetailType: event.type,
              Detail: JSON.stringify(event),
              Time: new Date(event.time),
            })),
          }),
        );
        chunk.forEach((event, index) => {
          const entry = Entries[index];
          if (!entry?.EventId) failed.push({ event, reason: entry?.ErrorCode ?? "no answer for this entry" });
        });
      }
      return failed;
    },
  };
}
