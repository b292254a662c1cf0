import type { SQSRecord } from "aws-lambda";
import { beforeEach, describe, expect, it } from "vitest";
import type { RatingEvent } from "#events/rating.ts";
import { PermanentError } from "#shared/messaging/consumer.ts";
import type { DeviceMessage } from "#shared/ratings/device-message.ts";
import { ratingOutbox } from "#shared/ratings/outbox.ts";
import type { RatingRecord } from "#shared/ratings/rating.ts";
import { toItem } from "#shared/ratings/rating-item.ts";
import { inMemoryRatingStore } from "#shared/ratings/rating-store.ts";
import { inMemorySummaryStore } from "#shared/ratings/summary-store.ts";
import { byQueue } from "../../../functions/rating-intake/by-queue.ts";
import { followEvents } from "../../../functions/rating-intake/follow-events.ts";
import { recordDeviceRating } from "../../../functions/rating-intake/record-device-rating.ts";
import {
  busEntry,
  caseEvent,
  caseNumber,
  department,
  deviceId,
  given,
  lambdaContext,
  now,
  traceparent,
} from "./samples.ts";

const record = {} as SQSRecord;

function world() {
  const store = inMemoryRatingStore();
  const summary = inMemorySummaryStore();
  const deps = { store, summary, now: () => now };
  const follow = followEvents(deps);
  const recordRating = recordDeviceRating(deps);
  const at = (stage: "acceptance" | "completion") => store.get({ caseNumber, stage });
  return {
    store,
    summary,
    at,
    tell: (event: { type: string; source: string }) => follow(busEntry(event), record),
    hand: (message: unknown) => recordRating(JSON.stringify(message), record),
    handRaw: (body: string) => recordRating(body, record),
    counts: () => summary.sum(department, "2026-03-01", "2026-03-03"),
    /** What the relay would publish of a stage now. */
    said: async (stage: "acceptance" | "completion") => {
      const head = await at(stage);
      return ratingOutbox(toItem(head as RatingRecord))?.event as RatingEvent | undefined;
    },
  };
}

const message = (change: Partial<DeviceMessage["rating"]> = {}): DeviceMessage => ({
  caseNumber,
  stage: "completion",
  rating: { ...given(change), deviceId },
  traceparent,
});

let the: ReturnType<typeof world>;
beforeEach(() => {
  the = world();
});

describe("the intake of case events", () => {
  it.each([
    ["accepted", ["acceptance"]],
    ["decidedOnTheSpot", ["acceptance"]],
    ["refused", ["acceptance", "completion"]],
    ["collected", ["completion"]],
    ["delivered", ["completion"]],
  ] as const)("%s opens %s", async (name, stages) => {
    await the.tell(caseEvent(name));
    await the.tell(caseEvent(name));
    for (const stage of ["acceptance", "completion"] as const) {
      const head = await the.at(stage);
      expect(head?.version).toBe((stages as readonly string[]).includes(stage) ? 1 : undefined);
      if (head)
        expect(head.invitation).toEqual({
          applicantId: "citizen-1",
          department,
          itemCode: expect.any(String),
          since: "2026-03-02T01:00:00.000Z",
        });
    }
  });

  it("parks what it does not follow and what does not fit its contract", async () => {
    const event = caseEvent("accepted");
    await expect(the.tell({ ...event, type: "tongban.case.extended.v1" })).rejects.toThrow(PermanentError);
    await expect(the.tell({ ...event, data: {} } as typeof event)).rejects.toThrow(PermanentError);
  });
});

describe("the intake of device ratings", () => {
  it("keeps a rating that is faster than its case's event, and is silent until that comes", async () => {
    await the.hand(message());
    expect(await the.said("completion")).toBeUndefined();
    await the.tell(caseEvent("delivered"));
    expect(await the.said("completion")).toMatchObject({
      type: "tongban.rating.received.v1",
      data: { level: "satisfied", department },
    });
  });

  it("takes repeats for one, and lets the first of two count", async () => {
    await the.hand(message());
    await the.hand(message());
    await the.hand(message({ key: "f".repeat(16), level: "verySatisfied", details: [] }));
    expect(await the.at("completion")).toMatchObject({ version: 1, rating: { level: "satisfied" } });
  });

  it("parks what is not a rating, without its words in the reason", async () => {
    await expect(the.handRaw("张三")).rejects.toThrow(PermanentError);
    const wrong = { ...message(), rating: { ...given(), level: "5", comment: "张三" } };
    const error = await the.hand(wrong).catch((reason: Error) => reason);
    expect(error).toBeInstanceOf(PermanentError);
    expect((error as Error).message).toBe("not a device's rating: rating.level: invalid_value");
  });
});

describe("the intake of our own ratings", () => {
  const receive = async (level: "satisfied" | "veryDissatisfied") => {
    await the.tell(caseEvent("delivered"));
    await the.hand(message({ level, details: [] }));
    const received = await the.said("completion");
    if (!received) throw new Error("nothing was received");
    return received;
  };

  it("counts a good one once, however often it is told", async () => {
    const received = await receive("satisfied");
    await Promise.all([the.tell(received), the.tell(received)]);
    await the.tell(received);
    expect(await the.counts()).toMatchObject({ satisfied: 1, veryDissatisfied: 0 });
    expect((await the.at("completion"))?.version).toBe(2);
  });

  it("counts a bad one and opens its rectification, once", async () => {
    const received = await receive("veryDissatisfied");
    await the.tell(received);
    await the.tell(received);
    expect(await the.counts()).toMatchObject({ veryDissatisfied: 1 });
    expect(await the.said("completion")).toMatchObject({
      type: "tongban.rating.rectificationOpened.v1",
      id: `rating/${caseNumber}-completion/3`,
    });
  });

  it("counts by the day in Shanghai on which the rating was given", async () => {
    await the.tell(caseEvent("delivered"));
    await the.hand(message({ ratedAt: "2026-02-28T16:30:00.000Z" }));
    const received = await the.said("completion");
    if (received) await the.tell(received);
    expect(await the.summary.sum(department, "2026-03-01", "2026-03-01")).toMatchObject({ satisfied: 1 });
  });

  it("comes back to a count that failed, with those behind it counted", async () => {
    const received = await receive("satisfied");
    let broken = true;
    const follow = followEvents({
      store: the.store,
      now: () => now,
      summary: {
        async count(rating) {
          if (broken) {
            broken = false;
            throw new Error("no route");
          }
          return the.summary.count(rating);
        },
      },
    });
    const told = [follow(busEntry(received), record), follow(busEntry(received), record)];
    const [first, second] = await Promise.allSettled(told);
    expect([first?.status, second?.status]).toEqual(["rejected", "fulfilled"]);
    expect(await the.counts()).toMatchObject({ satisfied: 1 });
  });

  it("does not let go of a bad rating that it cannot find", async () => {
    const received = await receive("veryDissatisfied");
    the.store.get = async () => undefined;
    await expect(the.tell(received)).rejects.toThrow("nothingToRectify");
  });
});

describe("the two queues", () => {
  it("each have their consumer, and their failures come back together", async () => {
    const seen: Record<string, string[]> = { events: [], deviceRatings: [] };
    const fails =
      (name: string) =>
      async ({ Records }: { Records: SQSRecord[] }) => {
        seen[name]?.push(...Records.map(({ messageId }) => messageId));
        return { batchItemFailures: Records.map(({ messageId }) => ({ itemIdentifier: messageId })) };
      };
    const handler = byQueue({ events: fails("events"), deviceRatings: fails("deviceRatings") });
    const bodies = [busEntry(caseEvent("accepted")), JSON.stringify(message()), "no JSON", "null"];
    const Records = bodies.map((body, index) => ({ messageId: String(index), body }) as SQSRecord);
    const { batchItemFailures } = await handler({ Records }, lambdaContext);
    expect(seen).toEqual({ events: ["0"], deviceRatings: ["1", "2", "3"] });
    expect(batchItemFailures).toHaveLength(4);
    expect(await handler({ Records: [] }, lambdaContext)).toEqual({ batchItemFailures: [] });
  });
});
