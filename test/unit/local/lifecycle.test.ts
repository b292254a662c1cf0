import { describe, expect, it } from "vitest";
import { lifecycleOf } from "#local/engine/s3/lifecycle.ts";

const Status = "Enabled";
type Rules = Parameters<typeof lifecycleOf>[1];

describe("lifecycle rules", () => {
  it.each<[string, Rules]>([
    ["it does nothing", [{ Status }]],
    ["its status is Enabled or Disabled", [{ ExpirationInDays: 1 }]],
    ["days are a whole number of one or more", [{ Status, ExpirationInDays: 0 }]],
    [
      "days are a whole number of one or more",
      [{ Status, NoncurrentVersionExpiration: { NoncurrentDays: 1.5 } }],
    ],
    ["a date is midnight UTC", [{ Status, ExpirationDate: "2026-01-01T08:00:00Z" }]],
    [
      "unfinished uploads and delete markers have no tags",
      [
        {
          Status,
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          TagFilters: [{ Key: "a", Value: "b" }],
        },
      ],
    ],
    [
      "a tag is named twice",
      [
        {
          Status,
          ExpirationInDays: 1,
          TagFilters: [
            { Key: "a", Value: "b" },
            { Key: "a", Value: "c" },
          ],
        },
      ],
    ],
    [
      "delete markers go with the days anyway",
      [{ Status, ExpirationInDays: 1, ExpiredObjectDeleteMarker: true }],
    ],
    [
      "there is no storage class",
      [{ Status, Transitions: [{ StorageClass: "COLD", TransitionInDays: 40 }] }],
    ],
    [
      "STANDARD_IA takes objects from their 30th day on",
      [{ Status, Transitions: [{ StorageClass: "STANDARD_IA", TransitionInDays: 29 }] }],
    ],
    [
      "objects go before they would be moved",
      [
        {
          Status,
          ExpirationInDays: 40,
          Transitions: [{ StorageClass: "STANDARD_IA", TransitionInDays: 40 }],
        },
      ],
    ],
  ])("are refused as by S3: %s", (fault, rules) => {
    expect(() => lifecycleOf("papers", rules)).toThrow(
      `S3 refuses rule 1 of the lifecycle of papers: ${fault}`,
    );
  });

  it("are refused with one id twice", () => {
    const rule = { Id: "a", Status, ExpirationInDays: 1 };
    expect(() => lifecycleOf("papers", [rule, rule])).toThrow("two rules have one id");
  });

  const object = { key: "papers/1", size: 10, tags: { kind: "draft" }, at: new Date("2026-03-02T10:00:00Z") };
  it.each<[string, Rules[number], string, boolean]>([
    ["rounds up to midnight UTC", { ExpirationInDays: 1 }, "2026-03-03T23:59:59Z", false],
    ["rounds up to midnight UTC", { ExpirationInDays: 1 }, "2026-03-04T00:00:00Z", true],
    ["asks for the prefix", { ExpirationInDays: 1, Prefix: "other/" }, "2027-01-01T00:00:00Z", false],
    [
      "asks for every tag",
      { ExpirationInDays: 1, TagFilters: [{ Key: "kind", Value: "draft" }] },
      "2027-01-01T00:00:00Z",
      true,
    ],
    [
      "asks for every tag",
      {
        ExpirationInDays: 1,
        TagFilters: [
          { Key: "kind", Value: "draft" },
          { Key: "by", Value: "a" },
        ],
      },
      "2027-01-01T00:00:00Z",
      false,
    ],
    [
      "asks for the size",
      { ExpirationInDays: 1, ObjectSizeGreaterThan: "10" },
      "2027-01-01T00:00:00Z",
      false,
    ],
    ["goes at its date", { ExpirationDate: "2026-05-01T00:00:00Z" }, "2026-05-01T00:00:00Z", true],
    ["is disabled", { ExpirationInDays: 1, Status: "Disabled" }, "2027-01-01T00:00:00Z", false],
  ])("%s (%j at %s)", (_name, rule, now, expired) => {
    expect(lifecycleOf("papers", [{ Status, ...rule }]).isExpired(object, new Date(now))).toBe(expired);
  });

  it("keep as many newer versions as they say", () => {
    const rule = { Status, NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 2 } };
    const version = { ...object, since: object.at };
    const isOver = (newer: number) =>
      lifecycleOf("papers", [rule]).isOver({ ...version, newer }, new Date("2027-01-01"));
    expect([isOver(0), isOver(1), isOver(2)]).toEqual([false, false, true]);
  });
});
