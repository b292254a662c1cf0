import { describe, expect, it } from "vitest";
import { conditionsHold } from "#local/engine/iam/conditions.ts";
import { decide, type PolicyDocument, type Principal, statementsOf } from "#local/engine/iam/policy.ts";

const role: Principal = { role: "arn:aws:iam::123456789012:role/review" };
const table = "arn:aws:dynamodb:us-east-1:123456789012:table/books";
const bucket = "arn:aws:s3:::examplebucket";

const asks = (document: PolicyDocument, action: string, resource: string, context = {}, who?: Principal) =>
  decide(statementsOf(document, "Policy"), { action, resource, context }, who).kind;
const allow = (Action: string | string[], Resource: string | string[], Condition = {}): PolicyDocument => ({
  Statement: { Effect: "Allow", Action, Resource, Condition },
});

/** As the IAM guide tells it: Policy evaluation logic, Elements: Action, Resource, Principal. */
describe("a policy", () => {
  it.each<[string, PolicyDocument, string, string, string]>([
    [
      "lets nobody do what it does not name",
      allow("s3:GetObject", `${bucket}/*`),
      "s3:PutObject",
      `${bucket}/a`,
      "not allowed",
    ],
    [
      "lets its action be done to its resource",
      allow("dynamodb:Query", table),
      "dynamodb:Query",
      table,
      "allowed",
    ],
    [
      "means a table and not its indexes",
      allow("dynamodb:Query", table),
      "dynamodb:Query",
      `${table}/index/title`,
      "not allowed",
    ],
    [
      "reaches over slashes with a star",
      allow("s3:GetObject", `${bucket}/*`),
      "s3:GetObject",
      `${bucket}/a/b/c.pdf`,
      "allowed",
    ],
    [
      "means objects and not their bucket",
      allow("s3:*", `${bucket}/*`),
      "s3:ListBucket",
      bucket,
      "not allowed",
    ],
    [
      "knows stars within an action",
      allow("dynamodb:*Item", table),
      "dynamodb:BatchGetItem",
      table,
      "allowed",
    ],
    [
      "knows one character",
      allow("s3:GetObject", `${bucket}/202?/*`),
      "s3:GetObject",
      `${bucket}/2026/a`,
      "allowed",
    ],
    [
      "does not take one character for two",
      allow("s3:GetObject", `${bucket}/202?/*`),
      "s3:GetObject",
      `${bucket}/20266/a`,
      "not allowed",
    ],
    [
      "compares actions without regard to case",
      allow("DYNAMODB:getitem", table),
      "dynamodb:GetItem",
      table,
      "allowed",
    ],
    [
      "compares resources with regard to case",
      allow("dynamodb:GetItem", table),
      "dynamodb:GetItem",
      table.replace("books", "Books"),
      "not allowed",
    ],
    [
      "takes a dot for a dot",
      allow("s3:GetObject", `${bucket}/a.pdf`),
      "s3:GetObject",
      `${bucket}/axpdf`,
      "not allowed",
    ],
    [
      "may name many of each",
      allow(["s3:GetObject", "s3:PutObject"], [bucket, `${bucket}/*`]),
      "s3:PutObject",
      `${bucket}/a`,
      "allowed",
    ],
  ])("%s", (_name, document, action, resource, decision) => {
    expect(asks(document, action, resource)).toBe(decision);
  });

  it("that denies wins over every one that allows", () => {
    const statements = [
      allow("s3:*", "*"),
      { Statement: { Effect: "Deny", Action: "s3:DeleteObject", Resource: "*" } },
    ];
    const document = { Statement: statements.flatMap(({ Statement }) => Statement) } as PolicyDocument;
    expect(asks(document, "s3:DeleteObject", `${bucket}/a`)).toBe("denied");
    expect(asks(document, "s3:GetObject", `${bucket}/a`)).toBe("allowed");
  });

  const of = (Principal: NonNullable<unknown>, Effect = "Allow"): PolicyDocument => ({
    Statement: { Effect, Principal, Action: "sqs:SendMessage", Resource: "*" } as never,
  });
  it.each<[string, PolicyDocument, Principal, string]>([
    [
      "a service by its name",
      of({ Service: "events.amazonaws.com" }),
      { service: "events.amazonaws.com" },
      "allowed",
    ],
    [
      "no other service",
      of({ Service: "events.amazonaws.com" }),
      { service: "sns.amazonaws.com" },
      "not allowed",
    ],
    ["a role by its ARN", of({ AWS: "arn:aws:iam::123456789012:role/review" }), role, "allowed"],
    ["no other role", of({ AWS: "arn:aws:iam::123456789012:role/other" }), role, "not allowed"],
    ["everybody", of("*"), role, "allowed"],
    ["everybody in the other spelling", of({ AWS: "*" }), { service: "sns.amazonaws.com" }, "allowed"],
    [
      "an account, and so nobody of it by that alone",
      of({ AWS: "arn:aws:iam::123456789012:root" }),
      role,
      "not allowed",
    ],
    ["an account that it denies, with all of it", of({ AWS: "123456789012" }, "Deny"), role, "denied"],
    [
      "another account, and nobody of this",
      of({ AWS: "arn:aws:iam::210987654321:root" }, "Deny"),
      role,
      "not allowed",
    ],
  ])("of a resource may name %s", (_name, document, who, decision) => {
    expect(asks(document, "sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:q", {}, who)).toBe(decision);
  });

  it.each<[string, unknown]>([
    ["does not know NotAction", { Effect: "Allow", NotAction: "iam:*", Resource: "*" }],
    [
      "does not know NotPrincipal",
      { Effect: "Deny", NotPrincipal: { AWS: "1" }, Action: "s3:*", Resource: "*" },
    ],
    [
      "does not know the condition operator DateLessThan",
      {
        Effect: "Allow",
        Action: "*",
        Resource: "*",
        Condition: { DateLessThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } },
      },
    ],
    [
      "knows no policy variable",
      { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::b/$" + "{aws:username}/*" },
    ],
    ["neither allows nor denies", { Effect: "allow", Action: "*", Resource: "*" }],
  ])("is not guessed at: %s", (message, Statement) => {
    expect(() => statementsOf({ Statement } as PolicyDocument, "ReviewPolicy")).toThrow(
      new RegExp(`ReviewPolicy: .*${message}`),
    );
  });
});

/** As the IAM guide tells it: Elements: Condition operators; Creating a condition with multiple keys or values. */
describe("a condition", () => {
  const source = "arn:aws:events:us-east-1:123456789012:rule/bus/follow";
  it.each<[string, Record<string, Record<string, unknown>>, Record<string, string>, boolean]>([
    ["equals", { StringEquals: { "aws:SourceAccount": "1" } }, { "aws:sourceaccount": "1" }, true],
    ["equals with regard to case", { StringEquals: { "s3:prefix": "A/" } }, { "s3:prefix": "a/" }, false],
    [
      "equals one of several values",
      { StringEquals: { "s3:prefix": ["a/", "b/"] } },
      { "s3:prefix": "b/" },
      true,
    ],
    ["wants all of its keys", { StringEquals: { a: "1", b: "2" } }, { a: "1", b: "3" }, false],
    [
      "wants all of its operators",
      { StringEquals: { a: "1" }, Bool: { "aws:SecureTransport": "true" } },
      { a: "1", "aws:securetransport": "false" },
      false,
    ],
    ["is like", { StringLike: { "s3:prefix": "documents/*" } }, { "s3:prefix": "documents/2026/" }, true],
    [
      "is not like what is elsewhere",
      { StringLike: { "s3:prefix": "documents/*" } },
      { "s3:prefix": "" },
      false,
    ],
    ["does not hold for what is not said", { StringLike: { "s3:prefix": "*" } }, {}, false],
    ["holds for what is not said, if it says so", { StringEqualsIfExists: { "s3:prefix": "a/" } }, {}, true],
    ["not equals none of several", { StringNotEquals: { a: ["1", "2"] } }, { a: "2" }, false],
    ["not equals holds for what is not said", { StringNotEquals: { a: "1" } }, {}, true],
    ["Null is true for what is not said", { Null: { a: "true" } }, {}, true],
    ["Null is false for what is said", { Null: { a: true } }, { a: "1" }, false],
    ["is a truth", { Bool: { "aws:SecureTransport": "false" } }, { "aws:securetransport": "true" }, false],
    ["is less", { NumericLessThan: { "s3:TlsVersion": 1.2 } }, { "s3:tlsversion": "1.3" }, false],
    ["is an ARN", { ArnEquals: { "aws:SourceArn": source } }, { "aws:sourcearn": source }, true],
    [
      "is like an ARN, part by part",
      { ArnLike: { "aws:SourceArn": "arn:aws:events:*:123456789012:rule/*" } },
      { "aws:sourcearn": source },
      true,
    ],
    [
      "has no star over colons in an ARN",
      { ArnLike: { "aws:SourceArn": "arn:aws:*:rule/bus/follow" } },
      { "aws:sourcearn": source },
      false,
    ],
    ["is none", {}, {}, true],
  ])("%s", (_name, conditions, context, holds) => {
    expect(conditionsHold(conditions, context)).toBe(holds);
  });
});
