import type { DynamoDBRecord } from "aws-lambda";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { TongbanEvent } from "#events/define-event.ts";
import { logger } from "#shared/kernel/logging/logger.ts";
import type { EventBus } from "#shared/kernel/messaging/event-bus.ts";
import { eventRelay } from "../../../functions/messaging/event-relay/event-relay.ts";
import type { History, HistoryRecord } from "../../../functions/messaging/event-relay/history.ts";
import { outbox, recordedAt, streamRecord } from "./samples.ts";

/** Remembers what it took, in order, and refuses what it is told to. */
function doubles(refuse: { history?: string[]; bus?: string[] } = {}) {
  const steps: string[] = [];
  const entries: HistoryRecord[] = [];
  const published: TongbanEvent[] = [];
  const history: History = {
    async write(records) {
      const failed = records.filter(({ event }) => refuse.history?.includes(event.id));
      const taken = records.filter((record) => !failed.includes(record));
      entries.push(...taken);
      steps.push(...taken.map(({ event }) => `history ${event.id}`));
      return new Map(failed.map((record) => [record, "unprocessed"]));
    },
  };
  const bus: EventBus = {
    async publish(events) {
      const taken = events.filter(({ id }) => !refuse.bus?.includes(id));
      published.push(...taken);
      steps.push(...taken.map(({ id }) => `bus ${id}`));
      return events
        .filter((event) => !taken.includes(event))
        .map((event) => ({ event, reason: "ThrottlingException" }));
    },
  };
  return { history, bus, steps, entries, published, ids: () => published.map(({ id }) => id) };
}

const failures = (...sequenceNumbers: string[]) => ({
  batchItemFailures: sequenceNumbers.map((itemIdentifier) => ({ itemIdentifier })),
});

describe("the event relay", () => {
  const codes: unknown[] = [];
  beforeEach(() => {
    codes.length = 0;
    vi.spyOn(logger, "error").mockImplementation((_text, ...facts) => {
      codes.push((facts[0] as { code: string }).code);
    });
  });
  afterEach(() => vi.restoreAllMocks());

  it("keeps to itself what nobody follows, and has it in the history all the same", async () => {
    const { history, bus, steps } = doubles();
    const relay = eventRelay({ outbox, history, bus, isWanted: ({ id }) => !id.startsWith("a/") });
    const records = ["a", "b"].map((pk, index) => streamRecord(String(index), { pk, version: 1 }));
    expect(await relay({ Records: records })).toEqual(failures());
    expect(steps).toEqual(["history a/1", "history b/1", "bus b/1"]);
    bus.publish = () => Promise.reject(new Error("nobody asks the bus"));
    expect(await relay({ Records: records.slice(0, 1) })).toEqual(failures());
  });

  it("writes each entry of the history before anything of the batch is published, in the stream's order", async () => {
    const { history, bus, steps, entries } = doubles();
    const relay = eventRelay({ isWanted: () => true, outbox, history, bus });
    const answer = await relay({
      Records: [
        streamRecord("1", { pk: "a", version: 1 }),
        streamRecord("2", { pk: "b", version: 4 }),
        streamRecord("3", { pk: "a", version: 2 }),
      ],
    });
    expect(answer).toEqual(failures());
    expect(steps).toEqual(["history a/1", "history b/4", "history a/2", "bus a/1", "bus b/4", "bus a/2"]);
    expect(entries[1]).toEqual({
      ...outbox({ pk: "b", version: 4 }),
      pk: "b",
      recordedAt,
      privateNote: { reason: "why 4" },
    });
  });

  it("shows the outbox each record with the one before", async () => {
    const { history, bus } = doubles();
    const shown: unknown[] = [];
    const relay = eventRelay({
      isWanted: () => true,
      outbox: (head, before) => void shown.push([head.version, before?.version]),
      history,
      bus,
    });
    const first = streamRecord("1", { pk: "a", version: 1 });
    const second = streamRecord("2", { pk: "a", version: 2 });
    const OldImage = first.dynamodb?.NewImage;
    await relay({
      Records: [first, { ...second, dynamodb: { ...second.dynamodb, ...(OldImage && { OldImage }) } }],
    });
    expect(shown).toEqual([
      [1, undefined],
      [2, 1],
    ]);
  });

  it("keeps private notes off the bus", async () => {
    const { history, bus, published } = doubles();
    await eventRelay({ isWanted: () => true, outbox, history, bus })({
      Records: [streamRecord("1", { pk: "a", version: 1 })],
    });
    expect(JSON.stringify(published)).not.toContain("why 1");
  });

  it("has nothing to say of silent versions, other items and deletions", async () => {
    const { history, bus, steps } = doubles();
    const relay = eventRelay({ isWanted: () => true, outbox, history, bus });
    const answer = await relay({
      Records: [
        streamRecord("1", { pk: "a", version: 1, silent: true }),
        streamRecord("2", { pk: "a", sk: "APPLICATION#001", answers: {} }),
        { ...streamRecord("3", { pk: "a", version: 2 }), eventName: "REMOVE" },
      ],
    });
    expect(answer).toEqual(failures());
    expect(steps).toEqual([]);
  });

  it("publishes what keeps no history, also when entries of others cannot be written", async () => {
    const whole = { pk: "a", version: 1, kept: false };
    const { history, bus, steps } = doubles();
    const records = { Records: [streamRecord("1", whole), streamRecord("2", { pk: "b", version: 1 })] };
    expect(await eventRelay({ isWanted: () => true, outbox, history, bus })(records)).toEqual(failures());
    expect(steps).toEqual(["history b/1", "bus a/1", "bus b/1"]);

    const { bus: other, ids } = doubles();
    const broken: History = { write: () => Promise.reject(new Error("no route")) };
    expect(await eventRelay({ isWanted: () => true, outbox, history: broken, bus: other })(records)).toEqual(
      failures("2"),
    );
    expect(ids()).toEqual(["a/1"]);
  });

  it("takes out what people wrote with the item that carried the term, and reports what it could not", async () => {
    const { history, bus, steps } = doubles();
    const forgotten: string[] = [];
    const relay = eventRelay({
      isWanted: () => true,
      outbox,
      history,
      bus,
      terms: {
        carriesTerm: ({ sk }) => sk === "TERM",
        async forget(pk) {
          if (pk === "b") throw new Error("no route");
          forgotten.push(pk);
        },
      },
    });
    const gone = (sequenceNumber: string, pk: string, sk: string): DynamoDBRecord => ({
      eventName: "REMOVE",
      dynamodb: { SequenceNumber: sequenceNumber, Keys: { pk: { S: pk }, sk: { S: sk } } },
    });
    const records = [gone("1", "a", "TERM"), gone("2", "a", "OTHER"), gone("3", "b", "TERM")];
    expect(await relay({ Records: [...records, gone("4", "c", "TERM")] })).toEqual(failures("3"));
    expect([forgotten, steps, codes]).toEqual([["a", "c"], [], ["eventRelay.notForgotten"]]);
    const plain = eventRelay({ isWanted: () => true, outbox, history, bus });
    expect(await plain({ Records: records })).toEqual(failures());
  });

  it("has nothing to say of a record that only lost what people wrote", async () => {
    const { history, bus, steps } = doubles();
    const again = streamRecord("1", { pk: "a", version: 3 });
    const OldImage = again.dynamodb?.NewImage;
    await eventRelay({ isWanted: () => true, outbox, history, bus })({
      Records: [{ ...again, dynamodb: { ...again.dynamodb, ...(OldImage && { OldImage }) } }],
    });
    expect(steps).toEqual([]);
  });

  it("tells of each of several records in one partition", async () => {
    const { history, bus, ids } = doubles();
    const records = [
      streamRecord("1", { pk: "a", sk: "HEAD#out-1", version: 1, kept: false }),
      streamRecord("2", { pk: "a", sk: "HEAD#out-2", version: 2, kept: false }),
    ];
    expect(await eventRelay({ isWanted: () => true, outbox, history, bus })({ Records: records })).toEqual(
      failures(),
    );
    expect(ids()).toEqual(["a/1", "a/2"]);
  });

  it("reports a record that cannot be read, and lets the others out", async () => {
    const { history, bus, ids } = doubles();
    const relay = eventRelay({ isWanted: () => true, outbox, history, bus });
    const answer = await relay({
      Records: [
        streamRecord("1", { pk: "a", version: 1 }),
        streamRecord("2", { pk: "b", version: "seven" }),
        streamRecord("3", { pk: "c", version: 1 }),
      ],
    });
    expect(answer).toEqual(failures("2"));
    expect(ids()).toEqual(["a/1", "c/1"]);
    expect(codes).toEqual(["eventRelay.unreadable"]);
  });

  it("publishes nothing without its history, nor later versions of that item", async () => {
    const { history, bus, ids } = doubles({ history: ["a/2"] });
    const relay = eventRelay({ isWanted: () => true, outbox, history, bus });
    const answer = await relay({
      Records: [
        streamRecord("1", { pk: "a", version: 1 }),
        streamRecord("2", { pk: "a", version: 2 }),
        streamRecord("3", { pk: "b", version: 1 }),
        streamRecord("4", { pk: "a", version: 3 }),
      ],
    });
    expect(answer).toEqual(failures("2", "4"));
    expect(ids()).toEqual(["a/1", "b/1"]);
    expect(codes).toEqual(["eventRelay.historyFailed"]);
  });

  it("reports all when the history cannot be reached at all", async () => {
    const { bus, ids } = doubles();
    const history: History = { write: () => Promise.reject(new Error("no route")) };
    const answer = await eventRelay({ isWanted: () => true, outbox, history, bus })({
      Records: [streamRecord("1", { pk: "a", version: 1 }), streamRecord("2", { pk: "b", version: 1 })],
    });
    expect(answer).toEqual(failures("1", "2"));
    expect(ids()).toEqual([]);
    expect(codes).toEqual(["eventRelay.historyFailed", "eventRelay.historyFailed"]);
  });

  it("reports exactly the events that the bus did not take", async () => {
    const { history, bus, ids } = doubles({ bus: ["b/1"] });
    const relay = eventRelay({ isWanted: () => true, outbox, history, bus });
    const answer = await relay({
      Records: ["a", "b", "c"].map((pk, index) => streamRecord(String(index + 1), { pk, version: 1 })),
    });
    expect(answer).toEqual(failures("2"));
    expect(ids()).toEqual(["a/1", "c/1"]);
    expect(codes).toEqual(["eventRelay.publishFailed"]);
  });

  it("reports all when the bus cannot be reached at all", async () => {
    const { history } = doubles();
    const bus: EventBus = { publish: () => Promise.reject(new Error("no route")) };
    const answer = await eventRelay({ isWanted: () => true, outbox, history, bus })({
      Records: [streamRecord("1", { pk: "a", version: 1 }), streamRecord("2", { pk: "b", version: 1 })],
    });
    expect(answer).toEqual(failures("1", "2"));
    expect(codes).toEqual(["eventRelay.publishFailed", "eventRelay.publishFailed"]);
  });

  it("says exactly the same when it runs again", async () => {
    const { history, bus, entries, published } = doubles();
    const relay = eventRelay({ isWanted: () => true, outbox, history, bus });
    const batch = { Records: [streamRecord("1", { pk: "a", version: 1 })] };
    await relay(batch);
    await relay(batch);
    expect(entries[1]).toEqual(entries[0]);
    expect(published[1]).toEqual(published[0]);
  });
});
