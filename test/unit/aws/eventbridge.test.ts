import {
  EventBridgeClient,
  EventBridgeServiceException,
  PutEventsCommand,
} from "@aws-sdk/client-eventbridge";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { TongbanEvent } from "#events/define-event.ts";
import { eventBridgeBus } from "#shared/kernel/messaging/event-bus.ts";
import { capturedLogs } from "#test/support/captured-logs.ts";
import { outbox, streamRecord } from "#test/unit/event-relay/samples.ts";
import { eventRelay } from "../../../functions/messaging/event-relay/event-relay.ts";

// The local engine's bus takes every entry.
const service = mockClient(EventBridgeClient);
beforeEach(() => void service.reset());
afterAll(() => service.restore());
capturedLogs();

const throttled = new EventBridgeServiceException({
  name: "ThrottlingException",
  $fault: "client",
  message: "too fast",
  $metadata: { httpStatusCode: 400 },
});

const eventsOf = (count: number): TongbanEvent[] =>
  Array.from({ length: count }, (_, index) => {
    const event = outbox({ pk: `p${index + 1}`, version: 1 })?.event;
    if (!event) throw new Error("this outbox is never silent");
    return event;
  });
const idsIn = ({ Entries = [] }: PutEventsCommand["input"]): string[] =>
  Entries.map(({ Detail = "" }) => (JSON.parse(Detail) as TongbanEvent).id);
const sent = () => service.commandCalls(PutEventsCommand).map(({ args: [{ input }] }) => idsIn(input));
/** Takes every entry but those of these events, as the bus answers. */
const refusing =
  (...ids: string[]) =>
  (input: PutEventsCommand["input"]) => ({
    FailedEntryCount: idsIn(input).filter((id) => ids.includes(id)).length,
    Entries: idsIn(input).map((id) =>
      ids.includes(id) ? { ErrorCode: "ThrottlingException", ErrorMessage: "" } : { EventId: `on-bus-${id}` },
    ),
  });

describe("the bus", () => {
  const publish = async (count: number) =>
    (await eventBridgeBus("bus").publish(eventsOf(count))).map(
      ({ event, reason }) => `${event.id} ${reason}`,
    );

  it("is given ten entries in a call", async () => {
    service.on(PutEventsCommand).callsFake(refusing());
    expect(await publish(23)).toEqual([]);
    expect(sent().map((ids) => ids.length)).toEqual([10, 10, 3]);
    expect(sent().flat()).toEqual(eventsOf(23).map(({ id }) => id));
  });

  it("that refuses single entries is reported by entry, in any call", async () => {
    service.on(PutEventsCommand).callsFake(refusing("p2/1", "p12/1"));
    expect(await publish(12)).toEqual(["p2/1 ThrottlingException", "p12/1 ThrottlingException"]);
  });

  it("that answers nothing of an entry has not taken it", async () => {
    service.on(PutEventsCommand).resolves({ Entries: [{ EventId: "on-bus" }] });
    expect(await publish(2)).toEqual(["p2/1 no answer for this entry"]);
  });
});

describe("the relay", () => {
  const history = { write: async () => new Map() };
  const relay = async (count: number) => {
    const records = Array.from({ length: count }, (_, index) =>
      streamRecord(String(index + 1), { pk: `p${index + 1}`, version: 1 }),
    );
    const { batchItemFailures } = await eventRelay({
      isWanted: () => true,
      outbox,
      history,
      bus: eventBridgeBus("bus"),
    })({
      Records: records,
    });
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };

  it("reports exactly the entries that the bus refused", async () => {
    service.on(PutEventsCommand).callsFake(refusing("p3/1", "p11/1"));
    expect(await relay(12)).toEqual(["3", "11"]);
  });

  it("reports all of a call that failed as a whole, and nothing of the others", async () => {
    service.on(PutEventsCommand).callsFakeOnce(refusing()).rejectsOnce(throttled).callsFake(refusing());
    expect(await relay(23)).toEqual(Array.from({ length: 10 }, (_, index) => String(index + 11)));
    expect(sent().map((ids) => ids.length)).toEqual([10, 10, 3]);
  });
});
