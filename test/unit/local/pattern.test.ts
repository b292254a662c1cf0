import { describe, expect, it } from "vitest";
import { matches, type Pattern } from "#local/engine/events/pattern.ts";
import { patternRefusal, requirePattern } from "#local/engine/events/pattern-refusals.ts";

/** After the examples of EventBridge's user guide, and each with what it must not match. */
const table: { name: string; pattern: Pattern; yes: unknown[]; no: unknown[] }[] = [
  {
    name: "exact values, any of them, in every field named",
    pattern: { source: ["aws.ec2", "aws.s3"], detail: { state: ["terminated"] } },
    yes: [{ source: "aws.s3", detail: { state: "terminated", extra: 1 } }],
    no: [
      { source: "aws.s3" },
      { source: "aws.s3", detail: { state: "running" } },
      { source: "AWS.s3", detail: { state: "terminated" } },
    ],
  },
  {
    name: "numbers, booleans and null are not their texts",
    pattern: { a: [1, true, null] },
    yes: [{ a: 1 }, { a: true }, { a: null }],
    no: [{ a: "1" }, { a: "true" }, { a: "null" }, {}],
  },
  { name: "the empty text", pattern: { a: [""] }, yes: [{ a: "" }], no: [{ a: null }, {}] },
  {
    name: "an array in the event: one member is enough",
    pattern: { resources: ["x", "y"] },
    yes: [{ resources: ["z", "y"] }],
    no: [{ resources: ["z"] }, { resources: [] }],
  },
  {
    name: "objects in an array",
    pattern: { list: { kind: ["a"] } },
    yes: [{ list: [{ kind: "b" }, { kind: "a" }] }],
    no: [{ list: [{ kind: "b" }] }, { list: [] }],
  },
  {
    name: "prefix",
    pattern: { time: [{ prefix: "2017-10-02" }] },
    yes: [{ time: "2017-10-02T18:43:48Z" }],
    no: [{ time: "2017-10-03" }, { time: 2017 }, {}],
  },
  {
    name: "prefix, ignoring case",
    pattern: { s: [{ prefix: { "equals-ignore-case": "EventB" } }] },
    yes: [{ s: "eventbridge" }, { s: "EVENTBRIDGE" }],
    no: [{ s: "an event" }],
  },
  {
    name: "suffix",
    pattern: { file: [{ suffix: ".png" }] },
    yes: [{ file: "a.png" }],
    no: [{ file: "a.png.txt" }, { file: "a.PNG" }],
  },
  {
    name: "suffix, ignoring case",
    pattern: { file: [{ suffix: { "equals-ignore-case": ".png" } }] },
    yes: [{ file: "a.PNG" }],
    no: [{ file: "png" }],
  },
  {
    name: "equals-ignore-case",
    pattern: { a: [{ "equals-ignore-case": "alice" }] },
    yes: [{ a: "ALICE" }],
    no: [{ a: "alice2" }, {}],
  },
  {
    name: "anything-but a text",
    pattern: { state: [{ "anything-but": "initializing" }] },
    yes: [{ state: "running" }, { state: 1 }],
    no: [{ state: "initializing" }, {}],
  },
  {
    name: "anything-but of an array: one other member is enough, objects and nothing are none",
    pattern: { s: [{ "anything-but": "a" }] },
    yes: [{ s: ["a", "b"] }, { s: [["a"], ["b"]] }],
    no: [{ s: ["a", "a"] }, { s: [] }, { s: { x: 1 } }, { s: [{ x: 1 }] }, {}],
  },
  {
    name: "exists of an array: only where it has a value",
    pattern: { s: [{ exists: true }] },
    yes: [{ s: [1] }, { s: [null] }, { s: [{ x: 1 }, 2] }],
    no: [{ s: [] }, { s: [{ x: 1 }] }, { s: { x: 1 } }, {}],
  },
  {
    name: "exists false over objects in an array: in none of them",
    pattern: { list: { c: [{ exists: false }] } },
    yes: [{ list: [{ d: 1 }, { e: 1 }] }, { list: [] }, { list: { d: 1 } }, {}],
    no: [{ list: [{ c: 1 }, { d: 1 }] }, { list: [{ d: 1 }, { c: 1 }] }],
  },
  {
    name: "arrays in arrays",
    pattern: { s: ["x"], list: { kind: ["a"] } },
    yes: [{ s: [["y"], [["x"]]], list: [[{ kind: "a" }]] }],
    no: [{ s: [["y"]], list: [[{ kind: "a" }]] }],
  },
  {
    name: "a field called $or",
    pattern: { $or: ["x"] },
    yes: [{ $or: "x" }],
    no: [{ x: 1 }, { $or: "y" }],
  },
  {
    name: "cidr of IPv6, and of all addresses",
    pattern: { ip: [{ cidr: "2001:db8::/33" }, { cidr: "0.0.0.0/0" }] },
    yes: [{ ip: "2001:db8::1" }, { ip: "2001:db8:7fff::" }, { ip: "203.0.113.9" }],
    no: [{ ip: "2001:db8:8000::" }, { ip: "2001:db9::1" }, { ip: "here" }],
  },
  {
    name: "anything-but a list",
    pattern: { n: [{ "anything-but": [100, 200] }] },
    yes: [{ n: 300 }, { n: "100" }],
    no: [{ n: 100 }, { n: 200 }, {}],
  },
  {
    name: "anything-but a prefix",
    pattern: { s: [{ "anything-but": { prefix: "init" } }] },
    yes: [{ s: "run" }],
    no: [{ s: "initializing" }],
  },
  {
    name: "anything-but a list of suffixes",
    pattern: { s: [{ "anything-but": { suffix: [".txt", ".rtf"] } }] },
    yes: [{ s: "a.png" }],
    no: [{ s: "a.txt" }, { s: "a.rtf" }],
  },
  {
    name: "anything-but ignoring case",
    pattern: { s: [{ "anything-but": { "equals-ignore-case": ["a", "b"] } }] },
    yes: [{ s: "c" }],
    no: [{ s: "A" }, { s: "B" }],
  },
  {
    name: "anything-but a wildcard",
    pattern: { s: [{ "anything-but": { wildcard: "*/lib/*" } }] },
    yes: [{ s: "/bin/x" }],
    no: [{ s: "/usr/lib/x" }],
  },
  {
    name: "numeric",
    pattern: { n: [{ numeric: [">", 0, "<=", 5] }] },
    yes: [{ n: 5 }, { n: 0.1 }],
    no: [{ n: 0 }, { n: 5.1 }, { n: "3" }],
  },
  {
    name: "numeric equality",
    pattern: { n: [{ numeric: ["=", 3.018e2] }] },
    yes: [{ n: 301.8 }],
    no: [{ n: 301 }],
  },
  {
    name: "exists",
    pattern: { d: { c: [{ exists: true }] } },
    yes: [{ d: { c: "" } }, { d: { c: null } }],
    no: [{ d: {} }, {}, { d: { c: { deep: 1 } } }],
  },
  {
    name: "does not exist",
    pattern: { d: { c: [{ exists: false }] } },
    yes: [{ d: {} }, {}, { d: { other: 1 } }],
    no: [{ d: { c: 0 } }],
  },
  {
    name: "wildcard",
    pattern: { p: [{ wildcard: "arn:*:task/*" }] },
    yes: [{ p: "arn:any:x:task/1" }],
    no: [{ p: "arn:any:x:service/1" }, { p: "xarn:a:task/1" }],
  },
  {
    name: "wildcard: other signs stand for themselves, an escaped star too",
    pattern: { p: [{ wildcard: "a.b\\*(c)*" }] },
    yes: [{ p: "a.b*(c)d" }],
    no: [{ p: "axb*(c)" }, { p: "a.bb(c)" }],
  },
  {
    name: "cidr",
    pattern: { ip: [{ cidr: "10.0.0.0/24" }] },
    yes: [{ ip: "10.0.0.255" }],
    no: [{ ip: "10.0.1.0" }, { ip: "ten" }],
  },
  {
    name: "any of different rules",
    pattern: { c: [{ prefix: "a" }, "b", { numeric: [">", 9] }] },
    yes: [{ c: "ax" }, { c: "b" }, { c: 10 }],
    no: [{ c: "x" }, { c: 9 }],
  },
  {
    name: "$or, together with fields beside it",
    pattern: { source: ["s"], detail: { $or: [{ a: [1] }, { b: ["x"] }] } },
    yes: [
      { source: "s", detail: { a: 1 } },
      { source: "s", detail: { b: "x" } },
    ],
    no: [
      { source: "s", detail: { a: 2, b: "y" } },
      { source: "t", detail: { a: 1 } },
    ],
  },
  {
    name: "a stream record, as Lambda filters it",
    pattern: { eventName: ["INSERT"], dynamodb: { Keys: { sk: { S: ["HEAD"] } } } },
    yes: [{ eventName: "INSERT", dynamodb: { Keys: { sk: { S: "HEAD" } } } }],
    no: [
      { eventName: "REMOVE", dynamodb: { Keys: { sk: { S: "HEAD" } } } },
      { eventName: "INSERT", dynamodb: { Keys: { sk: { S: "APPLICATION#001" } } } },
    ],
  },
];

describe("an event pattern", () => {
  it.each(table)("$name", ({ pattern, yes, no }) => {
    expect(yes.filter((event) => !matches(pattern, event))).toEqual([]);
    expect(no.filter((event) => matches(pattern, event))).toEqual([]);
  });

  it("is refused when it holds an operator that is not known", () => {
    expect(() => matches({ a: [{ "starts-with": "x" }] }, { a: "x" })).toThrow(/starts-with/);
    expect(() => matches({ a: [{ numeric: ["!=", 1] }] }, { a: 2 })).toThrow(/!=/);
  });
});

describe("patterns that AWS refuses when they are deployed", () => {
  it.each<[string, unknown]>([
    ["the pattern: is no object with fields", {}],
    ["the pattern: is no object with fields", []],
    ["a: has no alternative", { a: [] }],
    ["a: alternatives stand in a list", { a: "x" }],
    ["a: is no object with fields", { a: {} }],
    ["a.b: has no alternative", { a: { b: [] } }],
    ["a: an alternative is no list", { a: [["x"]] }],
    ['a: there is no operator "prefixx"', { a: [{ prefixx: "x" }] }],
    ['a: there is no operator ""', { a: [{}] }],
    ["a: one alternative has one operator", { a: [{ prefix: "x", suffix: "y" }] }],
    ["a: prefix takes a text", { a: [{ prefix: 1 }] }],
    ["a: suffix takes a text", { a: [{ suffix: { "equals-ignore-case": 1 } }] }],
    ["a: exists takes true or false", { a: [{ exists: "true" }] }],
    ["a: anything-but takes", { a: [{ "anything-but": true }] }],
    ["a: anything-but takes", { a: [{ "anything-but": [] }] }],
    ["a: anything-but takes", { a: [{ "anything-but": ["x", 1] }] }],
    ["a: anything-but takes", { a: [{ "anything-but": [null] }] }],
    ["a: anything-but takes", { a: [{ "anything-but": { numeric: ["<", 1] } }] }],
    ["a: anything-but takes", { a: [{ "anything-but": { prefix: "x", suffix: "y" } }] }],
    ["a: numeric takes", { a: [{ numeric: ["<"] }] }],
    ["a: numeric takes", { a: [{ numeric: ["~", 1] }] }],
    ["a: numeric takes", { a: [{ numeric: ["<", "1"] }] }],
    ["a: numeric takes", { a: [{ numeric: [">", 5, "<", 5] }] }],
    ["a: numeric takes", { a: [{ numeric: ["<", 5, ">", 1] }] }],
    ["a: cidr takes", { a: [{ cidr: "10.0.0.0" }] }],
    ["a: cidr takes", { a: [{ cidr: "10.0.0.0/32" }] }],
    ["a: cidr takes", { a: [{ cidr: "2001:db8::/128" }] }],
    ["a: cidr takes", { a: [{ cidr: "10.0.0/8" }] }],
    ["a: wildcard takes no two stars", { a: [{ wildcard: "a**b" }] }],
    ["a: wildcard takes a text", { a: [{ wildcard: ["a"] }] }],
    ["$or.a: has no alternative", { $or: [{ a: [] }, { b: ["x"] }] }],
  ])("%s", (refusal, pattern) => {
    expect(patternRefusal(pattern)).toContain(refusal);
    expect(() => requirePattern(pattern, "Rule1")).toThrow(`AWS refuses the pattern of Rule1: ${refusal}`);
  });

  it.each(table.map(({ name, pattern }) => [name, pattern] as const))("and not: %s", (_name, pattern) => {
    expect(patternRefusal(pattern)).toBeUndefined();
  });
});
