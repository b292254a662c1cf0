import type { SQSRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { type RatingEvent, ratingEvents } from "#events/rating.ts";
import { followEvents, PermanentError } from "#shared/kernel/messaging/consumer.ts";
import { busEntry, caseNumber, department, itemCode, now, traceparent } from "#test/unit/ratings/samples.ts";

const heard: string[] = [];
const { received, dismissed } = ratingEvents;
const hear = followEvents(
  { received, dismissed },
  {
    received: async ({ id }) => void heard.push(`received ${id}`),
    dismissed: async ({ id }) => void heard.push(`dismissed ${id}`),
  },
);
const deliver = (body: string) => hear(body, {} as SQSRecord);

const rating = (name: "received" | "dismissed" | "voided"): RatingEvent =>
  ratingEvents[name].create({
    subject: "rating/1",
    version: 1,
    time: now,
    traceparent,
    data: {
      caseNumber,
      stage: "completion",
      turn: "first",
      itemCode,
      department,
      level: "dissatisfied",
      channel: "mobile",
      anonymous: false,
      ratedAt: now,
    },
  });

describe("followed events", () => {
  it("reach what handles them", async () => {
    await deliver(busEntry(rating("dismissed")));
    await deliver(busEntry(rating("received")));
    expect(heard).toEqual(["dismissed rating/1/1", "received rating/1/1"]);
  });

  it.each([
    ["nobody here follows", busEntry(rating("voided"))],
    [
      "does not fit its contract: data.level: invalid_value",
      busEntry({ ...rating("received"), data: { ...rating("received").data, level: "5" } } as never),
    ],
    ["not an EventBridge event", JSON.stringify({ detail: {} })],
    ["not JSON", "{"],
  ])("that no retry can help are parked: %s", async (reason, body) => {
    const refused = await deliver(body).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(PermanentError);
    expect(refused).toMatchObject({ message: expect.stringContaining(reason) });
  });
});
