import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { expect, it } from "vitest";
import { historyExport } from "../../../functions/messaging/history-export/history-export.ts";

const entry = (version: number, role: string, more: Record<string, unknown> = {}): DynamoDBRecord => ({
  eventName: "INSERT",
  dynamodb: {
    SequenceNumber: String(100 + version),
    ApproximateCreationDateTime: Date.parse("2026-09-01T02:00:00Z") / 1000,
    NewImage: marshall(
      {
        pk: "CASE#411602100120260901000001X",
        sk: `EVENT#00000${version}`,
        event: { type: "tongban.case.accepted.v1", time: "2026-09-01T02:00:00.000Z", traceparent: "00" },
        privateNote: {
          actor: { role, id: "somebody" },
          words: "张三的材料齐全",
          details: { phone: "13800003210" },
        },
        changes: { set: { state: "accepted" } },
        hash: String(version).repeat(64),
        recordedAt: "2026-09-01T02:00:01.000Z",
        ...more,
      },
      { removeUndefinedValues: true },
    ) as never,
  },
});

it("exports of each step that it was, who of staff took it, and its hash: no words, no citizen's account", async () => {
  const added: [string, string][] = [];
  const handler = historyExport({
    context: "cases",
    add: async (key, text) => void added.push([key, text]),
  });
  await handler({
    Records: [entry(1, "citizen"), entry(2, "clerk"), entry(3, "clerk", { hash: undefined })],
  });
  const [[key = "", text = ""] = []] = added;
  expect(key).toBe("history/cases/2026-09-01/00000000000000000000000000000101.jsonl");
  const common = {
    record: "CASE#411602100120260901000001X",
    type: "tongban.case.accepted.v1",
    time: "2026-09-01T02:00:00.000Z",
    recordedAt: "2026-09-01T02:00:01.000Z",
  };
  expect(
    text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { ...common, version: 1, actor: { role: "citizen" }, hash: "1".repeat(64) },
    { ...common, version: 2, actor: { role: "clerk", id: "somebody" }, hash: "2".repeat(64) },
  ]);
  await handler({ Records: [entry(3, "clerk", { hash: undefined })] });
  expect(added).toHaveLength(1);
});
