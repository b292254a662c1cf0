import { beforeEach, describe, expect, it } from "vitest";
import { httpApi } from "#shared/http/api.ts";
import type { RouteContract } from "#shared/http/contract.ts";
import { derivedKeys, deriveKey } from "#shared/machine-keys/machine-keys.ts";
import { signBody } from "#shared/machine-keys/signature.ts";
import { getRatingSummary, rateFromDevice, rateMyCase } from "#shared/ratings/api.ts";
import { type DeviceMessage, deviceMessageSchema } from "#shared/ratings/device-message.ts";
import { inMemoryRatingStore } from "#shared/ratings/rating-store.ts";
import { recordFact } from "#shared/ratings/record-fact.ts";
import { inMemorySummaryStore } from "#shared/ratings/summary-store.ts";
import { channelOf } from "../../../functions/rating-callback/person-ratings.ts";
import { ratingCallback } from "../../../functions/rating-callback/rating-callback.ts";
import {
  applicantId,
  caseNumber,
  caseNumberNo,
  deviceId,
  facts,
  httpEvent,
  lambdaContext,
  now,
  traceparent,
} from "./samples.ts";

const master = "master-key";

function world() {
  const queued: DeviceMessage[] = [];
  const queue = { broken: false };
  const store = inMemoryRatingStore();
  const summary = inMemorySummaryStore();
  const handler = httpApi(
    ratingCallback({
      keys: derivedKeys([master]),
      queue: {
        async send(message) {
          if (queue.broken) throw new Error("no route");
          queued.push(message);
        },
      },
      store,
      summary,
      departments: ["1001", "1002"],
      now: () => now,
    }),
  );
  const call = async (contract: RouteContract, request: Parameters<typeof httpEvent>[1]) => {
    const answer = await handler(httpEvent(contract, request), lambdaContext, () => {});
    return { status: answer.statusCode, headers: answer.headers, body: JSON.parse(answer.body ?? "null") };
  };
  return { queued, queue, store, summary, call };
}

let the: ReturnType<typeof world>;
beforeEach(() => {
  the = world();
});

const codesOf = (body: { errors: { path: string; code: string }[] }) =>
  body.errors.map(({ path, code }) => `${path} ${code}`);

describe("a rating device", () => {
  const rating = {
    caseNumber,
    stage: "acceptance",
    score: 4,
    details: ["402", "401"],
    comment: " 谢谢 ",
    ratedAt: "2026-03-02T09:59:00+08:00",
  };
  const signed = (given: unknown, key = deriveKey(master, deviceId), claimed = deviceId) => {
    const body = JSON.stringify(given);
    const timestamp = String(now.getTime() / 1000);
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
          details: ["402", "401"],
          tagEdition: "2026-1",
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
      signed(rating, deriveKey(master, "window-04"), "window-04"),
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
        details: ["501", "999", "999"],
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
      signed({ ...rating, details: ["401", "501", "999"] }),
    );
    expect([status, codesOf(body)]).toEqual([400, ["body/details/1 custom", "body/details/2 custom"]]);
    for (const score of [0, 6, 4.5, "4", undefined])
      expect((await the.call(rateFromDevice, signed({ ...rating, score }))).status).toBe(400);
  });

  it("cannot rate tomorrow", async () => {
    const ahead = (minutes: number) =>
      the.call(
        rateFromDevice,
        signed({ ...rating, ratedAt: new Date(now.getTime() + minutes * 60_000).toISOString() }),
      );
    expect((await ahead(10)).status).toBe(202);
    expect(codesOf((await ahead(11)).body)).toEqual(["body/ratedAt inFuture"]);
  });
});

describe("an applicant", () => {
  const claims = { sub: applicantId, role: "citizen" };
  const body = { stage: "completion", score: 2, details: ["203"], comment: "跑了三次" };
  const rate = (change: Partial<Parameters<typeof httpEvent>[1]> = {}) =>
    the.call(rateMyCase, { path: { caseNumber }, claims, body, ...change });
  const invite = () => recordFact(the.store, facts.invited, { now, traceparent });

  it("has rated when it says so", async () => {
    await invite();
    expect(await rate()).toMatchObject({
      status: 201,
      body: {
        caseNumber,
        stage: "completion",
        score: 2,
        level: "dissatisfied",
        details: ["203"],
        ratedAt: now.toISOString(),
      },
    });
    const record = await the.store.get({ caseNumber, stage: "completion" });
    expect(record).toMatchObject({
      version: 2,
      rating: { level: "dissatisfied", comment: "跑了三次", channel: "pc", raterId: applicantId },
      lastEvent: { name: "received" },
    });
  });

  it("gets the first answer again for a repeat, with a key and without", async () => {
    for (const headers of [{}, { "idempotency-key": "key-00001" }]) {
      the = world();
      await invite();
      const first = await rate({ headers });
      expect(await rate({ headers })).toEqual(first);
      expect((await the.store.get({ caseNumber, stage: "completion" }))?.version).toBe(2);
    }
  });

  it("rates a stage once", async () => {
    await invite();
    await rate({ headers: { "idempotency-key": "key-00001" } });
    const other = { ...body, score: 5, details: [] };
    expect(await rate({ body: other, headers: { "idempotency-key": "key-00002" } })).toMatchObject({
      status: 409,
      body: { code: "alreadyRated", stage: "completion" },
    });
    expect(await rate({ body: other, headers: { "idempotency-key": "key-00001" } })).toMatchObject({
      status: 422,
      body: { code: "keyReused" },
    });
  });

  it("rates a stage only once it is open", async () => {
    await invite();
    expect(await rate({ body: { ...body, stage: "acceptance" } })).toMatchObject({
      status: 409,
      body: { code: "notRatable", stage: "acceptance" },
    });
  });

  it("does not learn whether a case that is not theirs exists", async () => {
    await invite();
    const others = await rate({ claims: { sub: "citizen-2", role: "citizen" } });
    const nobodys = await rate({ path: { caseNumber: caseNumberNo(2) } });
    expect(others).toMatchObject({ status: 404, body: { code: "caseNotFound" } });
    expect(nobodys.body).toEqual(others.body);
  });

  it("is who rates: staff do not do it for them", async () => {
    await invite();
    for (const role of ["clerk", "reviewer", "supervisor", "admin"])
      expect((await rate({ claims: { sub: applicantId, role } })).status).toBe(403);
    expect((await the.call(rateMyCase, { path: { caseNumber }, body })).status).toBe(401);
  });

  it("is counted by what they hold in their hand", () => {
    expect(channelOf({ "user-agent": "Mozilla/5.0 (iPhone; …) Mobile/15E148" })).toBe("mobile");
    expect(channelOf({ "sec-ch-ua-mobile": "?1" })).toBe("mobile");
    expect(channelOf({ "user-agent": "Mozilla/5.0 (X11; Linux x86_64)", "sec-ch-ua-mobile": "?0" })).toBe(
      "pc",
    );
    expect(channelOf({})).toBe("pc");
  });
});

describe("the summary", () => {
  beforeEach(async () => {
    const common = { stage: "completion", day: "2026-03-01" } as const;
    const rated = [
      { ...common, department: "1001", level: "verySatisfied" },
      { ...common, department: "1001", level: "dissatisfied" },
      { ...common, department: "1002", level: "satisfied" },
      { ...common, department: "1002", level: "satisfied", day: "2025-01-01" },
    ] as const;
    await Promise.all(rated.map((each, i) => the.summary.count({ ...each, caseNumber: caseNumberNo(i) })));
  });

  it("is of the last 30 days and all departments, for anybody", async () => {
    const { status, headers, body } = await the.call(getRatingSummary, {});
    expect([status, headers?.["cache-control"]]).toEqual([200, "public, max-age=60"]);
    expect(body).toMatchObject({
      from: "2026-02-01",
      to: "2026-03-02",
      overall: { total: 3, averageScore: 7.33, satisfactionRate: 0.6667 },
      departments: [
        { department: "1001", total: 2, averageScore: 7, satisfactionRate: 0.5 },
        { department: "1002", total: 1, averageScore: 8, satisfactionRate: 1 },
      ],
    });
    expect(getRatingSummary.answers[200].schema.safeParse(body).success).toBe(true);
  });

  it("is of one department and other days when asked", async () => {
    const query = { department: "1002", from: "2025-01-01", to: "2025-12-31" };
    const { body } = await the.call(getRatingSummary, { query });
    expect(body.departments).toHaveLength(1);
    expect(body.overall).toMatchObject({ total: 1, counts: { satisfied: 1 } });
  });

  it("tells what is wrong with the question", async () => {
    const query = { department: "9999", from: "2026-03-01", to: "2026-02-01" };
    const { status, body } = await the.call(getRatingSummary, { query });
    expect([status, codesOf(body)]).toEqual([
      400,
      ["query/from afterEnd", "query/department unknownDepartment"],
    ]);
    expect((await the.call(getRatingSummary, { query: { from: "2026-02-30" } })).status).toBe(400);
  });
});
