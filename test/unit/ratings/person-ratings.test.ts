import { beforeEach, describe, expect, it } from "vitest";
import { rateMyCase } from "#shared/ratings/api.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import { channelOf } from "../../../functions/ratings/rating-callback/people.ts";
import { callbackWorld } from "./callback-world.ts";
import { applicantId, caseNumber, caseNumberNo, endedCase, type httpEvent, now } from "./samples.ts";

let the: ReturnType<typeof callbackWorld>;
beforeEach(() => {
  the = callbackWorld();
});

describe("an applicant", () => {
  const claims = { sub: applicantId, role: "citizen" };
  const body = { stage: "completion", score: 2, details: ["210"], comment: "跑了三次" };
  const rate = (change: Partial<Parameters<typeof httpEvent>[1]> = {}) =>
    the.call(rateMyCase, { path: { caseNumber }, claims, body, ...change });
  const invite = () => the.cases.put(endedCase(caseNumber, { acceptedAt: undefined }));

  it("has rated when it says so", async () => {
    invite();
    expect(await rate()).toMatchObject({
      status: 201,
      body: {
        caseNumber,
        stage: "completion",
        score: 2,
        level: "dissatisfied",
        details: ["210"],
        ratedAt: now,
      },
    });
    const record = await the.store.read(ratingIdText({ caseNumber, stage: "completion", turn: "first" }));
    expect(record).toMatchObject({
      version: 1,
      rating: { level: "dissatisfied", comment: "跑了三次", channel: "pc", raterId: applicantId },
      lastEvent: { name: "received" },
    });
  });

  it("gets the first answer again for a repeat, with a key and without", async () => {
    const ways: Record<string, string>[] = [{}, { "idempotency-key": "key-00001" }];
    for (const headers of ways) {
      the = callbackWorld();
      invite();
      const first = await rate({ headers });
      expect(await rate({ headers })).toEqual(first);
      expect(
        (await the.store.read(ratingIdText({ caseNumber, stage: "completion", turn: "first" })))?.version,
      ).toBe(1);
    }
  });

  it("rates a stage once", async () => {
    invite();
    await rate({ headers: { "idempotency-key": "key-00001" } });
    const other = { ...body, score: 5, details: [] };
    expect(await rate({ body: other, headers: { "idempotency-key": "key-00002" } })).toMatchObject({
      status: 409,
      body: { code: "alreadyRated", stage: "completion" },
    });
    expect(await rate({ body: other, headers: { "idempotency-key": "key-00001" } })).toMatchObject({
      status: 422,
      body: { code: "idempotencyKeyReused" },
    });
  });

  it("rates a stage only once it is open", async () => {
    invite();
    expect(await rate({ body: { ...body, stage: "acceptance" } })).toMatchObject({
      status: 409,
      body: { code: "notRatable", stage: "acceptance" },
    });
  });

  it("does not learn whether a case that is not theirs exists", async () => {
    invite();
    const others = await rate({ claims: { sub: "citizen-2", role: "citizen" } });
    const nobodys = await rate({ path: { caseNumber: caseNumberNo(2) } });
    expect(others).toMatchObject({ status: 404, body: { code: "caseNotFound" } });
    expect(nobodys.body).toEqual(others.body);
  });

  it("is who rates: staff do not do it for them", async () => {
    invite();
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
