import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Person, person } from "#local/play/api.ts";
import { citizenNamed } from "#local/play/office.ts";
import { submissionOf, submit, uploadMaterials } from "#local/play/straight-way.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";
import { bodySchemaOf, type Operation, operations, sampleOf } from "#test/support/described-requests.ts";
import { seeded } from "#test/support/random.ts";

const count = 2000;
const atOnce = 8;
const random = seeded(2026);
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;

let app: TestApp;
let callers: Record<string, Person>;
/** What is really there, so that not every request ends at a 404. */
let known: Record<string, string>;

beforeAll(async () => {
  app = await sharedTestApp();
  const citizen = await citizenNamed(app, "described-citizen");
  const staff = async (role: string, more: Record<string, string> = { department: "1001" }) =>
    person(app.apiUrl, await app.tokenWith({ sub: `described-${role}`, name: "", role, ...more }));
  callers = {
    nobody: person(app.apiUrl),
    citizen,
    clerk: await staff("clerk"),
    reviewer: await staff("reviewer"),
    supervisor: await staff("supervisor", {}),
    admin: await staff("admin", {}),
    securityAdmin: await app.as("zhou-an"),
    auditor: await app.as("wu-heng"),
  };
  const materials = await uploadMaterials(citizen);
  const { caseNumber } = await submit(citizen, submissionOf(materials));
  known = { caseNumber, documentId: materials[0]?.documentId ?? "" };
});
afterAll(() => app.end());

const asCursor = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const deep = (depth: number): unknown => (depth === 0 ? 1 : [deep(depth - 1)]);

const wrongValues: unknown[] = [
  null,
  true,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  "",
  " ",
  [],
  {},
  [null],
  { $ne: null },
  deep(30),
  "长".repeat(3000),
  "\ud842",
  "字\ude00",
  "\u200b",
  "看不\u200b见",
  "\u202egnp",
  "\u0000",
  "__proto__",
  "9999-99-99",
  "-000001-01-01T00:00:00Z",
];
const wrongCursors = [
  "%00",
  "eyJ",
  ...[
    null,
    [],
    "x",
    {},
    { pk: "x" },
    { sk: "HEAD" },
    { pk: "", sk: "" },
    { pk: "x", sk: "HEAD", submittedAt: 1 },
    { sk: "EVENT#" },
    { account: "x" },
    { account: "" },
  ].map(asCursor),
];

function mutated(value: unknown, depth = 0): unknown {
  if (typeof value !== "object" || value === null || depth > 5 || random() < 0.15) return pick(wrongValues);
  const entries = Object.entries(value);
  const [key] = entries.length > 0 ? pick(entries) : ["x"];
  const how = random();
  const changed = entries.flatMap(([name, inner]) => {
    if (name !== key) return [[name, inner]];
    return how < 0.2 ? [] : [[name, mutated(inner, depth + 1)]];
  });
  if (Array.isArray(value)) return changed.map(([, inner]) => inner);
  return Object.fromEntries(how > 0.85 ? [...changed, ["surprise", pick(wrongValues)]] : changed);
}

function requestOf(operation: Operation) {
  const path = operation.path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const parameter = operation.parameters.find((one) => one.in === "path" && one.name === name);
    const fitting = known[name] && random() < 0.7 ? known[name] : sampleOf(parameter?.schema ?? {}, random);
    const value = random() < 0.1 ? pick(["x", "看", "a\u200bb", "%", "../..", "a".repeat(2000)]) : fitting;
    return encodeURIComponent(String(value));
  });
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  for (const { name, in: place, required, schema } of operation.parameters) {
    if (place === "path" || (!required && random() < 0.5) || random() < 0.05) continue;
    const wrong = random() < 0.25;
    if (place === "header")
      headers[name] = name === "if-match" ? pick(['"1"', '"2"', '"0"']) : "described-key";
    else if (name === "cursor") query.set(name, pick(wrongCursors));
    else query.set(name, String(wrong ? pick(["", "-1", "1e9", "看\u200b", "x"]) : sampleOf(schema, random)));
  }
  const schema = bodySchemaOf(operation);
  const fitting = schema && sampleOf(schema, random);
  const body = schema && (random() < 0.15 ? fitting : mutated(fitting));
  return { path: query.size > 0 ? `${path}?${query}` : path, options: { headers, body } };
}

test(`${count} requests that nearly fit: no fault of ours, every refusal a problem with a code`, async () => {
  const roles = Object.keys(callers);
  const rest = Array.from({ length: count }, (_, index) => {
    const operation = operations[index % operations.length] as Operation;
    // Mostly somebody who may call it.
    const role = random() < 0.8 ? pick(operation["x-roles"] ?? roles) : pick(roles);
    return { operation, role, ...requestOf(operation) };
  });
  const statuses = new Map<number, number>();
  const wrong: string[] = [];
  const worker = async (): Promise<void> => {
    for (let next = rest.pop(); next; next = rest.pop()) {
      const { operation, role, path, options } = next;
      const ask = () => (callers[role] as Person).call(operation.method, path, options);
      let answer = await ask();
      // So many in a second are more than the gateway lets through.
      for (; answer.status === 429 && "message" in answer.body; answer = await ask()) await setTimeout(100);
      const { status, headers, body } = answer;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const isProblem =
        headers.get("content-type")?.startsWith("application/problem+json") && typeof body.code === "string";
      // Who is not signed in is told so before any function.
      const isGateways = status === 401 && Object.keys(body).join() === "message";
      if (status >= 500 || (status >= 400 && !isProblem && !isGateways))
        wrong.push(
          `${role} ${operation.method} ${path} ${JSON.stringify(options.body)?.slice(0, 300)} -> ${status} ${JSON.stringify(body).slice(0, 300)}`,
        );
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  expect(wrong).toEqual([]);
  expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 401, 403, 404]));
});

test("a body that is not UTF-8 is refused by every route, also by those that read it themselves", async () => {
  const taken: string[] = [];
  const bytes = Buffer.from('{"reason":"\xd5\xc5\xce\xb0","answers":{"\xd5\xc5":"\xce\xb0"}}', "latin1");
  for (const operation of operations) {
    // What persons send where nothing is asked for is not read at all.
    if (operation.method === "GET" || (operation["x-roles"] && !operation.requestBody)) continue;
    const { path, options } = requestOf(operation);
    const role = pick(operation["x-roles"] ?? ["nobody"]);
    const { status, body } = await (callers[role] as Person).call(operation.method, path, {
      headers: { ...options.headers, "content-type": "application/json" },
      body: bytes,
    });
    if (status < 400 || status >= 500)
      taken.push(`${operation.method} ${path} ${status} ${JSON.stringify(body)}`);
  }
  expect(taken).toEqual([]);
});

test("a page mark of another list is refused by every list", async () => {
  const wrong: string[] = [];
  for (const operation of operations) {
    if (!operation.parameters.some(({ name }) => name === "cursor")) continue;
    const path = operation.path.replace(/\{(\w+)\}/g, (_all, name: string) => {
      const parameter = operation.parameters.find((one) => one.in === "path" && one.name === name);
      return known[name] ?? encodeURIComponent(String(sampleOf(parameter?.schema ?? {}, random)));
    });
    const query = new URLSearchParams();
    for (const { name, in: place, required, schema } of operation.parameters)
      if (place === "query" && required) query.set(name, String(sampleOf(schema, random)));
    for (const role of operation["x-roles"] ?? ["nobody"])
      for (const cursor of wrongCursors) {
        query.set("cursor", cursor);
        const { status, body } = await (callers[role] as Person).call(operation.method, `${path}?${query}`);
        const at = (body.errors as { path: string }[] | undefined)?.map((error) => error.path) ?? [];
        if (status === 200 || status >= 500 || (status === 400 && !at.includes("query/cursor")))
          wrong.push(`${role} ${operation.method} ${path} ${cursor} -> ${status} ${at}`);
      }
  }
  expect(wrong).toEqual([]);
});
