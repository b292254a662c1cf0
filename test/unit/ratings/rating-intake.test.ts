import type { SQSRecord } from "aws-lambda";
import { beforeEach, describe, expect, it } from "vitest";
import { PermanentError } from "#shared/kernel/messaging/consumer.ts";
import type { DeviceMessage } from "#shared/ratings/devices/devices.ts";
import { recordFact } from "#shared/ratings/merge.ts";
import { byQueue } from "../../../functions/ratings/rating-intake/by-queue.ts";
import { intakeWorld, message } from "./intake-world.ts";
import {
  applicantId,
  busEntry,
  caseNumber,
  caseNumberNo,
  department,
  deviceId,
  endedCase,
  given,
  itemCode,
  lambdaContext,
  now,
  since,
  traceparent,
} from "./samples.ts";

let the: Awaited<ReturnType<typeof intakeWorld>>;
beforeEach(async () => {
  the = await intakeWorld();
});

const receive = async (change: Partial<DeviceMessage["rating"]>) => {
  the.cases.put(endedCase());
  await the.hand(message({ details: [], ...change }));
  const received = await the.said("completion");
  if (!received) throw new Error("nothing was received");
  return received;
};

describe("the intake of events", () => {
  it("parks what it does not follow and what does not fit its contract", async () => {
    const event = await receive({ level: "satisfied" });
    await expect(the.deliver({ ...event, type: "tongban.case.extended.v1" })).rejects.toThrow(PermanentError);
    await expect(the.deliver({ ...event, data: {} } as typeof event)).rejects.toThrow(PermanentError);
  });
});

describe("the intake of device ratings", () => {
  it("says what was received, by the case's word on whose it is", async () => {
    the.cases.put(endedCase());
    await the.hand(message());
    expect((await the.at("completion"))?.invitation).toEqual({ applicantId, department, itemCode, since });
    expect(await the.said("completion")).toMatchObject({
      type: "tongban.rating.received.v1",
      data: { level: "satisfied", department },
    });
  });

  it("waits with one that is faster than its stage, and takes it once that is over", async () => {
    the.cases.put(endedCase(caseNumber, { ended: undefined }));
    const early = await the.hand(message()).catch((reason: Error) => reason);
    expect(early).toEqual(new Error(`the completion of ${caseNumber} cannot be rated yet`));
    expect(await the.at("completion")).toBeUndefined();
    the.cases.put(endedCase());
    await the.hand(message());
    expect((await the.at("completion"))?.rating.level).toBe("satisfied");
  });

  it("parks one of no case, and one of a part's acceptance, which is rated with the whole", async () => {
    await expect(the.hand(message())).rejects.toThrow(PermanentError);
    the.cases.put(endedCase(caseNumber, { parent: caseNumberNo(2) }));
    const ofAcceptance = { ...message(), stage: "acceptance" as const };
    await expect(the.hand(ofAcceptance)).rejects.toThrow(PermanentError);
    await the.hand(message());
    expect((await the.at("completion"))?.rating.level).toBe("satisfied");
  });

  it("takes repeats for one, and lets the first of two count", async () => {
    the.cases.put(endedCase());
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

describe("where a device's rating came from", () => {
  it("is its window and whose shift it was, by when it was given", async () => {
    the.cases.put(endedCase());
    await the.hand(message());
    expect((await the.at("completion"))?.rating).toMatchObject({ window: "A03", clerkId: "clerk-1" });
  });

  it("is doubtful without a shift, and on a device that is not registered or was put out of use", async () => {
    the.cases.put(endedCase());
    await the.hand({ ...message({ ratedAt: "2026-02-27T23:00:00.000Z" }), stage: "acceptance" });
    expect((await the.at("acceptance"))?.rating).toMatchObject({ window: "A03", doubts: ["outsideShift"] });
    for (const retire of [true, false]) {
      the = await intakeWorld();
      const of = retire ? deviceId : "window-99";
      the.cases.put(endedCase());
      if (retire) await the.retire("2026-02-01T00:00:00.000Z");
      await the.hand(message({ deviceId: of }));
      expect((await the.at("completion"))?.rating?.doubts).toEqual(["unknownDevice"]);
    }
  });
});

describe("the intake of our own ratings", () => {
  it("counts one once, however often it is reported, with the stage that could be rated", async () => {
    const received = await receive({ level: "satisfied" });
    await Promise.all([the.deliver(received), the.deliver(received)]);
    await the.deliver(received);
    expect(await the.figures()).toMatchObject({
      total: 1,
      ratable: 1,
      answered: 1,
      counts: { satisfied: 1 },
    });
    expect((await the.at("completion"))?.version).toBe(1);
  });

  it("counts by the day in Shanghai on which the rating was given, and could be", async () => {
    const received = await receive({ level: "satisfied", ratedAt: "2026-02-28T16:30:00.000Z" });
    await the.deliver(received);
    expect(await the.figures("2026-03-01", "2026-03-01")).toMatchObject({ total: 1, ratable: 0 });
    expect(await the.figures("2026-03-02", "2026-03-02")).toMatchObject({
      total: 0,
      ratable: 1,
      answered: 1,
    });
  });

  it("sets a doubtful one apart and counts it once it is released, not when it is dismissed", async () => {
    for (const decision of ["released", "dismissed"] as const) {
      the = await intakeWorld();
      const received = await receive({ level: "verySatisfied", deviceId: "window-99" });
      await the.deliver(received);
      const quarantined = await the.said("completion");
      expect(quarantined).toMatchObject({
        type: "tongban.rating.quarantined.v1",
        data: { reasons: ["unknownDevice"] },
      });
      if (quarantined) await the.deliver(quarantined);
      expect(await the.figures()).toMatchObject({ total: 0, answered: 0, ratable: 1, quarantined: 1 });
      await recordFact(
        the.store,
        { caseNumber, stage: "completion", turn: "first", kind: decision, by: "supervisor-1", why: "核实" },
        { now, traceparent },
      );
      const decided = await the.said("completion");
      if (decided) await the.deliver(decided);
      // And what was said before, late.
      await the.deliver(received);
      if (quarantined) await the.deliver(quarantined);
      expect(await the.figures()).toMatchObject(
        decision === "released"
          ? { total: 1, answered: 1, quarantined: 0, dismissed: 0 }
          : { total: 0, answered: 0, quarantined: 0, dismissed: 1 },
      );
    }
  });

  it("takes one back that an appeal made void", async () => {
    const received = await receive({ level: "veryDissatisfied" });
    await the.deliver(received);
    expect(await the.figures()).toMatchObject({ total: 1, bad: 1 });
    const id = { caseNumber, stage: "completion", turn: "first" } as const;
    await recordFact(the.store, { ...id, kind: "voided" }, { now, traceparent });
    const voided = await the.said("completion");
    if (voided) await the.deliver(voided);
    expect(await the.figures()).toMatchObject({ total: 0, bad: 0, quarantined: 0 });
  });

  it("keeps a comment for review, once, and none of what was quarantined", async () => {
    const received = await receive({ level: "satisfied", comment: "很快" });
    await the.deliver(received);
    await the.deliver(received);
    expect(the.comments).toMatchObject([{ state: "waiting", caseNumber }]);
    expect(JSON.stringify(the.comments)).not.toContain("很快");
    the = await intakeWorld();
    await the.deliver(await receive({ level: "satisfied", comment: "很快", deviceId: "window-99" }));
    expect(the.comments).toEqual([]);
  });

  it("takes a comment back from the public once its rating will never count", async () => {
    const received = await receive({ level: "veryDissatisfied", comment: "态度差" });
    await the.deliver(received);
    const [waiting] = the.comments;
    if (!waiting) throw new Error("no comment waits");
    await the.deps.comments.write({ ...waiting, state: "published", text: "态度差", version: 2 });
    const id = { caseNumber, stage: "completion", turn: "first" } as const;
    await recordFact(the.store, { ...id, kind: "voided" }, { now, traceparent });
    const voided = await the.said("completion");
    if (!voided) throw new Error("nothing was said");
    await the.deliver(voided);
    await the.deliver(voided);
    expect(the.comments).toHaveLength(3);
    expect(the.comments.at(-1)).toMatchObject({ state: "withheld", version: 3 });
    expect(the.comments.at(-1)).not.toHaveProperty("text");
  });

  it("does not let go of a rating that it cannot find", async () => {
    const received = await receive({ level: "satisfied" });
    the.store.read = async () => undefined;
    await expect(the.deliver(received)).rejects.toThrow("cannot be read");
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
    const event = { type: "tongban.rating.received.v1", source: "tongban.rating" };
    const bodies = [busEntry(event), JSON.stringify(message()), "no JSON", "null"];
    const Records = bodies.map((body, index) => ({ messageId: String(index), body }) as SQSRecord);
    const { batchItemFailures } = await handler({ Records }, lambdaContext);
    expect(seen).toEqual({ events: ["0"], deviceRatings: ["1", "2", "3"] });
    expect(batchItemFailures).toHaveLength(4);
    expect(await handler({ Records: [] }, lambdaContext)).toEqual({ batchItemFailures: [] });
  });
});
