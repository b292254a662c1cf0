import { beforeEach, describe, expect, it } from "vitest";
import type { CaseRecord } from "#shared/cases/public.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { comment } from "#shared/ratings/comments/comments.ts";
import { openComment } from "#shared/ratings/comments/decide.ts";
import { recordFact } from "#shared/ratings/merge.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import { callRoute } from "#test/support/call-route.ts";
import { memoryAccesses } from "#test/support/memory-accesses.ts";
import { memoryRatings } from "#test/support/memory-ratings.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { commentRoutes } from "../../../functions/ratings/rating-management/comments.ts";
import { caseNumber, department, facts, now, traceparent } from "./samples.ts";

const ratingId = ratingIdText({ caseNumber, stage: "completion", turn: "first" });
const supervisor = { sub: "supervisor-1", role: "supervisor" };
const clerk = { sub: "clerk-1", role: "clerk", department };
const stranger = { sub: "clerk-2", role: "clerk", department: "1002" };

async function world() {
  const ratings = memoryRatings();
  const comments = memoryRecordStore(comment);
  await recordFact(ratings, facts.rated({ comment: "李敏跑了三次" }), { now, traceparent });
  const record = await ratings.read(ratingId);
  if (!record) throw new Error("nothing was rated");
  await comments.write(openComment(record, { at: now, trace: traceparent }));
  const cases = { recordOf: async () => ({ person: { applicant: { name: "李敏" } } }) as CaseRecord };
  const handler = httpApi(commentRoutes({ comments, store: ratings, cases, now: () => now }), {
    accesses: memoryAccesses(),
  });
  return {
    ratings,
    get: (who: Record<string, string>) =>
      callRoute(handler, who, "GET /v1/rating-comments/{ratingId}", { path: { ratingId } }),
    list: (who: Record<string, string>) => callRoute(handler, who, "GET /v1/rating-comments"),
    act: (who: Record<string, string>, action: string, version: number, body: object, key?: string) =>
      callRoute(handler, who, `POST /v1/rating-comments/{ratingId}/actions/${action}`, {
        path: { ratingId },
        body,
        headers: { "if-match": `"${version}"`, ...(key && { "idempotency-key": key }) },
      }),
  };
}
let the: Awaited<ReturnType<typeof world>>;
beforeEach(async () => {
  the = await world();
});

describe("a comment", () => {
  const text = { text: "跑了三次" };
  const words = { words: "与服务无关" };

  it("waits for a supervisor, with a proposal and the version to decide on", async () => {
    expect((await the.list(supervisor)).body.items).toMatchObject([
      { ratingId, version: 1, comment: "李敏跑了三次", proposal: "＊＊＊跑了三次", found: ["姓名 name"] },
    ]);
    expect((await the.list(clerk)).status).toBe(403);
    const { body } = await the.get(clerk);
    expect(body).toMatchObject({ state: "waiting", allowedActions: [] });
    expect(body).not.toHaveProperty("comment");
    expect((await the.get(stranger)).status).toBe(404);
  });

  it("is published and replied to, each once, on the version that was seen", async () => {
    const published = await the.act(supervisor, "publish", 1, text, "key-00001");
    expect(published).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { state: "published", version: 2, text: "跑了三次", allowedActions: ["publish", "withhold"] },
    });
    expect((await the.act(supervisor, "publish", 1, text, "key-00001")).body).toEqual(published.body);
    expect((await the.act(supervisor, "publish", 1, { text: "另一个" }, "key-00001")).status).toBe(422);
    expect((await the.act(supervisor, "withhold", 1, words)).status).toBe(412);
    expect((await the.act(stranger, "reply", 2, { text: "已改正" })).status).toBe(404);
    expect((await the.act(clerk, "reply", 2, { text: "已改正" })).body).toMatchObject({
      version: 3,
      reply: { text: "已改正", by: "clerk-1", at: now },
    });
    // It keeps no history: a repeat that others overtook is told that it is too late.
    expect((await the.act(supervisor, "publish", 1, text, "key-00001")).status).toBe(412);
  });

  it("tells nothing of a person, and is not replied to before everybody reads it", async () => {
    for (const personal of [{ text: "李敏跑了三次" }, { text: "我的电话 13800003210" }])
      expect(await the.act(supervisor, "publish", 1, personal)).toMatchObject({
        status: 400,
        body: { errors: [{ path: "body/text", code: "personal" }] },
      });
    expect(await the.act(clerk, "reply", 1, { text: "已改正" })).toMatchObject({
      status: 409,
      body: { code: "actionNotAllowed" },
    });
  });

  it("is withheld for good, and nothing of it stays", async () => {
    await the.act(supervisor, "publish", 1, text);
    await the.act(clerk, "reply", 2, { text: "已改正" });
    const { body } = await the.act(supervisor, "withhold", 3, words);
    expect(body).toMatchObject({ state: "withheld", allowedActions: [] });
    expect(body).not.toHaveProperty("text");
    expect(body).not.toHaveProperty("reply");
    expect((await the.act(supervisor, "publish", 4, text)).status).toBe(409);
  });

  it("is not published while its rating does not count", async () => {
    await recordFact(the.ratings, facts.quarantined, { now, traceparent });
    expect(await the.act(supervisor, "publish", 1, text)).toMatchObject({
      status: 409,
      body: { code: "guardFailed", guard: "ratingCounts", allowedActions: ["withhold"] },
    });
  });
});
