import { describe, expect, it } from "vitest";
import type { Right } from "#local/engine/iam/rights.ts";
import { isMissed, isUsed, unusedOf } from "#scripts/rights/figures.ts";
import { textOf } from "#scripts/rights/granted.ts";

const right = (action: string, resource: string): Right => ({ service: "case-review", action, resource });
const objects = right("s3:GetObject", "arn:aws:s3:::b/documents/*");
const more = right("s3:GetObject", "arn:aws:s3:::b/*");
const put = right("s3:PutObject", "arn:aws:s3:::b/*");
const used = (by: Right[]) => ({
  service: "case-review",
  action: "s3:GetObject",
  by: by.map(({ resource }) => resource),
});

describe("what npm run rights says", () => {
  it("counts a right as used when something was done by it, alone or with others", () => {
    const recording = [used([objects, more])];
    expect([objects, more, put].map((each) => isUsed(each, recording))).toEqual([true, true, false]);
    expect(unusedOf([objects, put], recording).unused).toEqual([{ text: textOf(put), why: undefined }]);
  });

  it("would miss a right only where nothing else lets the same be done", () => {
    expect([objects, more].map((each) => isMissed(each, [used([objects, more])]))).toEqual([false, false]);
    expect([objects, more].map((each) => isMissed(each, [used([objects, more]), used([more])]))).toEqual([
      false,
      true,
    ]);
  });

  it.each([
    [
      "arn:aws:dynamodb:local:0:table/Tongban-local-Records-Cases0A1B2C3D/index/worklist",
      "Records-Cases/index/worklist",
    ],
    [
      "arn:aws:secretsmanager:local:0:secret:Tongban-local-Records-FieldKeys76698D28-63983a",
      "Records-FieldKeys",
    ],
    ["arn:aws:sqs:local:0:Tongban-local-Cases-FollowEventsQueue0A1B2C3D", "Cases-FollowEventsQueue"],
    ["arn:aws:events:local:0:event-bus/TongbanlocalMessagingEvents892B1D22", "MessagingEvents"],
    [
      "arn:aws:s3:::tongban-local-records-documentstorebucketf0cb265e/documents/*",
      "documentstore/documents/*",
    ],
  ])("names %s as people do", (resource, name) => {
    expect(textOf(right("a:B", resource))).toBe(`case-review a:B ${name}`);
  });
});
