import { beforeEach, describe, expect, it } from "vitest";
import { deriveKey } from "#shared/kernel/machine-keys/machine-keys.ts";
import { signBody } from "#shared/kernel/machine-keys/signature.ts";
import { rateFromDevice } from "#shared/ratings/api.ts";
import { deviceMessageSchema } from "#shared/ratings/devices/devices.ts";
import { callbackWorld, codesOf, master } from "./callback-world.ts";
import { caseNumber, deviceId, now } from "./samples.ts";

let the: ReturnType<typeof callbackWorld>;
beforeEach(() => {
  the = callbackWorld();
});

describe("a rating device", () => {
  const rating = {
    caseNumber,
    stage: "acceptance",
    score: 4,
    details: ["408", "406"],
    comment: " 谢谢 ",
    ratedAt: "2026-03-02T09:59:00+08:00",
  };
  const signed = (given: unknown, key = deriveKey(master, `device:${deviceId}`), claimed = deviceId) => {
    const body = JSON.stringify(given);
    const timestamp = String(Date.parse(now) / 1000);
    return {
      path: { deviceId },
      body,
      headers: {
        "x-tongban-key": claimed,
        "x-tongban-timestamp": timestamp,
        "x-tongban-signature": signBody(key, timestamp, body),
      },
    };
  };

  it("is answered once its rating is in the queue, in our words and our time", async () => {
    expect(await the.call(rateFromDevice, signed(rating))).toMatchObject({ status: 202, body: null });
    expect(the.queued).toEqual([
      {
        caseNumber,
        stage: "acceptance",
        rating: {
          key: expect.stringMatching(/^[0-9a-f]{16}$/),
          level: "satisfied",
          details: ["408", "406"],
          tagEdition: "2020-08",
          comment: "谢谢",
          channel: "windowTablet",
          ratedAt: "2026-03-02T01:59:00.000Z",
          deviceId,
        },
        traceparent: expect.any(String),
      },
    ]);
    expect(deviceMessageSchema.safeParse(the.queued[0]).success).toBe(true);
  });

  it("may repeat itself: the key stays", async () => {
    await the.call(rateFromDevice, signed(rating));
    await the.call(rateFromDevice, signed(rating));
    expect(the.queued[1]?.rating.key).toBe(the.queued[0]?.rating.key);
  });

  it("is not answered 202 while nothing is queued", async () => {
    the.queue.broken = true;
    const answer = await the.call(rateFromDevice, signed(rating));
    expect(answer).toMatchObject({ status: 503, body: { code: "ratingNotQueued" } });
    expect(answer.headers?.["retry-after"]).toBe("5");
  });

  it("speaks for itself only", async () => {
    for (const request of [
      { ...signed(rating), headers: {} },
      signed(rating, "another key"),
      signed(rating, deriveKey(master, "device:window-04"), "window-04"),
      { ...signed(rating), body: JSON.stringify({ ...rating, score: 5, details: [] }) },
    ])
      expect(await the.call(rateFromDevice, request)).toMatchObject({
        status: 401,
        body: { code: "signatureRefused" },
      });
    expect(the.queued).toEqual([]);
  });

  it("hears of everything that is wrong at once", async () => {
    const { body } = await the.call(
      rateFromDevice,
      signed({
        caseNumber: `${caseNumber.slice(0, -1)}*`,
        stage: "consultation",
        score: 4,
        details: ["510", "999", "999"],
        comment: "好".repeat(501),
        ratedAt: "yesterday",
        more: 1,
      }),
    );
    expect(codesOf(body).sort()).toEqual([
      "body/caseNumber custom",
      "body/comment too_big",
      "body/details custom",
      "body/more unrecognized_keys",
      "body/ratedAt invalid_format",
      "body/stage invalid_value",
    ]);
  });

  it("hears of each tag that does not go with the score", async () => {
    const { status, body } = await the.call(
      rateFromDevice,
      signed({ ...rating, details: ["406", "510", "999"] }),
    );
    expect([status, codesOf(body)]).toEqual([400, ["body/details/1 custom", "body/details/2 custom"]]);
    for (const score of [0, 6, 4.5, "4", undefined])
      expect((await the.call(rateFromDevice, signed({ ...rating, score }))).status).toBe(400);
  });

  it("cannot rate tomorrow", async () => {
    const ahead = (minutes: number) =>
      the.call(
        rateFromDevice,
        signed({ ...rating, ratedAt: new Date(Date.parse(now) + minutes * 60_000).toISOString() }),
      );
    expect((await ahead(10)).status).toBe(202);
    expect(codesOf((await ahead(11)).body)).toEqual(["body/ratedAt inFuture"]);
  });
});
