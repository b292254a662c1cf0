import { beforeEach, describe, expect, it } from "vitest";
import { httpApi } from "#shared/kernel/http/api.ts";
import { sealedMarks } from "#shared/kernel/http/page-marks.ts";
import { listPublishedComments } from "#shared/ratings/api.ts";
import { comment } from "#shared/ratings/comments/comments.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { publishedCommentsRoute } from "../../../functions/ratings/rating-callback/published-comments.ts";
import { caseNumberNo, httpEvent, itemCode, lambdaContext, traceparent } from "./samples.ts";

const otherItem = `${itemCode.slice(0, -1)}1`;
let comments: ReturnType<typeof memoryRecordStore<never, typeof comment.indexes>>;

const publish = async (serial: number, department: string, item = itemCode) => {
  const id = { caseNumber: caseNumberNo(serial), stage: "completion", turn: "first" } as const;
  const at = `2026-03-${String(serial).padStart(2, "0")}T02:00:00.000Z`;
  const facts = {
    ratingId: ratingIdText(id),
    ...id,
    department,
    itemCode: item,
    level: "satisfied",
  } as const;
  const published = { state: "published", text: `第 ${serial} 条`, publishedBy: "supervisor-1" } as const;
  const step = { at, trace: traceparent, actor: { role: "supervisor", id: "supervisor-1" } };
  const made = comment.first(
    { ...facts, ...published, ratedAt: at, listedAt: at },
    { event: "published", ...step },
  );
  await comments.write(made as never);
};

const secrets = ["one"];
const marks = sealedMarks(async () => secrets);

const ask = async (query: Record<string, string> = {}) => {
  const handler = httpApi([publishedCommentsRoute({ comments: comments as never })], { marks });
  const answer = await handler(httpEvent(listPublishedComments, { query }), lambdaContext);
  const { items, nextCursor } = JSON.parse(answer.body ?? "null");
  return { texts: items.map(({ text }: { text: string }) => text), nextCursor };
};

describe("what everybody reads", () => {
  beforeEach(async () => {
    comments = memoryRecordStore(comment) as never;
    await publish(1, "1001");
    await publish(2, "1001", otherItem);
    for (const serial of [3, 4, 5, 6]) await publish(serial, "1002");
  });

  it("is the newest first, of all, of one department or of one item", async () => {
    expect((await ask()).texts).toEqual([6, 5, 4, 3, 2, 1].map((serial) => `第 ${serial} 条`));
    expect((await ask({ department: "1001" })).texts).toEqual(["第 2 条", "第 1 条"]);
    expect((await ask({ item: otherItem })).texts).toEqual(["第 2 条"]);
  });

  it("is a full page of a department, however much others published since", async () => {
    const first = await ask({ department: "1001", limit: "1" });
    expect(first.texts).toEqual(["第 2 条"]);
    expect(await ask({ department: "1001", limit: "1", cursor: first.nextCursor })).toEqual({
      texts: ["第 1 条"],
      nextCursor: null,
    });
  });

  it("has page marks that tell nothing, last over a rotation, and cannot be made up", async () => {
    const first = await ask({ department: "1001", limit: "1" });
    expect((await ask({ department: "1001", limit: "1" })).nextCursor).toBe(first.nextCursor);
    expect(Buffer.from(first.nextCursor, "base64url").toString("latin1")).not.toMatch(/RATING|2026|1001/);
    secrets.unshift("another");
    expect((await ask({ department: "1001", limit: "1", cursor: first.nextCursor })).texts).toEqual([
      "第 1 条",
    ]);
    secrets.shift();
    const made = Buffer.from(JSON.stringify({ pk: "x", sk: "y" })).toString("base64url");
    const handler = httpApi([publishedCommentsRoute({ comments: comments as never })], { marks });
    for (const cursor of [made, "x", `${first.nextCursor.slice(0, -2)}AA`]) {
      const answer = await handler(httpEvent(listPublishedComments, { query: { cursor } }), lambdaContext);
      expect([answer.statusCode, JSON.parse(answer.body ?? "{}").errors?.[0].path]).toEqual([
        400,
        "query/cursor",
      ]);
    }
  });

  it("is nothing, and no further page, of an item that is another department's", async () => {
    expect(await ask({ department: "1002", item: otherItem, limit: "1" })).toEqual({
      texts: [],
      nextCursor: null,
    });
  });
});
