import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { entriesOf } from "#local/play/history.ts";
import { applicant, submissionOf, submit, uploadMaterials } from "#local/play/straight-way.ts";
import { allRoutes } from "#scripts/openapi.ts";
import { verifyChain } from "#shared/kernel/records/verify-chain.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";
import { seeded } from "#test/support/random.ts";

const count = 300;
const random = seeded(404);
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;

/** What people, scanners and broken clients send. */
const hostileTexts = [
  "",
  " ",
  "null",
  "undefined",
  "NaN",
  "-1",
  "99999999999999999999",
  "../../../etc/passwd",
  "..%2f..%2fetc%2fpasswd",
  "' OR 1=1 --",
  "<script>alert(1)</script>",
  "\u0024{jndi:ldap://127.0.0.1/x}",
  "\u0000",
  "\u202Egnp.exe",
  "\uFEFF",
  "\uD800",
  "ﬀ",
  "𠮷𠮷𠮷",
  "e\u0301".repeat(50),
  "👨‍👩‍👧‍👦".repeat(20),
  "%",
  "%zz",
  "%C0%AF",
  "__proto__",
  "constructor",
  "a".repeat(5000),
  "CASE#x",
  "HEAD",
  "EVENT#000001",
];
const hostileValues: unknown[] = [
  null,
  true,
  0,
  -0.5,
  1e308,
  [],
  [[[[[]]]]],
  {},
  { $ne: null },
  { S: "x" },
  JSON.parse('{"__proto__":{"role":"admin"}}'),
  { toString: 1 },
  ...hostileTexts,
];

type Sent = { method: string; path: string; headers: Record<string, string>; body?: string };
type Got = { status: number; type: string; body: string };

/** Not fetch: it mends paths and headers before they leave. */
function send(apiUrl: string, { method, path, headers, body }: Sent): Promise<Got> {
  return new Promise((resolve, reject) => {
    // Node leaves it out for some methods, and the body would be read as the next request.
    const length = { ...(body && { "content-length": Buffer.byteLength(body) }) };
    const call = request(apiUrl, { method, path, headers: { ...length, ...headers } }, (answer) => {
      let text = "";
      answer.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          type: String(answer.headers["content-type"] ?? ""),
          body: text,
        }),
      );
    });
    call.on("error", reject);
    call.end(body);
  });
}

function spoiled(value: unknown, depth = 0): unknown {
  if (random() < 0.3 || typeof value !== "object" || value === null || depth > 4) return pick(hostileValues);
  const entries = Object.entries(value);
  const [key] = pick(entries.length > 0 ? entries : [["x", 1]]) as [string, unknown];
  const changed = Object.fromEntries(
    entries.map(([name, inner]) => [name, name === key ? spoiled(inner, depth + 1) : inner]),
  );
  return Array.isArray(value)
    ? Object.values(changed)
    : { ...changed, ...(random() < 0.2 && { [pick(hostileTexts)]: 1 }) };
}

describe("hostile requests", () => {
  let app: TestApp;
  let token: string;
  let strangersToken: string;
  let known: string;
  let knownDocument: string;

  beforeAll(async () => {
    app = await sharedTestApp();
    const owner = await app.as("li-min");
    const materials = await uploadMaterials(owner);
    knownDocument = materials[0]?.documentId ?? "";
    known = (await submit(owner, submissionOf(materials))).caseNumber;
    [token, strangersToken] = await Promise.all([app.token("wang-lei"), app.token("zhang-wei")]);
  });
  afterAll(() => app.end());

  function requestTo(): Sent {
    const contract = pick(allRoutes);
    const filled = contract.path.replace(/\{(\w+)\}/g, (_all, name: string) => {
      const own = { caseNumber: known, documentId: knownDocument }[name] ?? "window-03";
      return random() < 0.5 ? own : encodeURIComponent(pick(hostileTexts).toWellFormed());
    });
    const query =
      random() < 0.4
        ? `?${pick(["cursor", "limit", "q", "case", "state", "x"])}=${pick(["%00", "%zz", "-1", "1e9", "eyJwayI6IkNBU0UifQ", encodeURIComponent(pick(hostileTexts).toWellFormed())])}`
        : "";
    const headers: Record<string, string> = {
      authorization: pick([
        `Bearer ${token}`,
        `Bearer ${strangersToken}`,
        `Bearer ${strangersToken}`,
        "Bearer x.y.z",
        "Basic eDp5",
        "",
      ]),
      "content-type": pick([
        "application/json",
        "application/json",
        "application/json; charset=utf-16",
        "text/html",
        "application/x-www-form-urlencoded",
      ]),
      "idempotency-key": pick(["12345678", "k".repeat(200), "short", "valid-key-0001"]),
      "if-match": pick(['"1"', '"0"', "*", 'W/"1"', "1"]),
      "accept-language": pick(["en", "zh", ",,;q=", "x".repeat(500)]),
      traceparent: pick(["00-x", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"]),
      "x-tongban-key": pick(["window-03", "tongban-post", "x"]),
      "x-tongban-timestamp": pick(["0", "x", String(Math.floor(Date.now() / 1000))]),
      "x-tongban-signature": pick(["", "zz", "0".repeat(64)]),
    };
    if (contract.method === "GET") return { method: "GET", path: filled + query, headers };
    const shape =
      contract.path === "/v1/cases"
        ? submissionOf([])
        : { fileName: "a", size: 1, events: [{}], reason: "x", score: 1, stage: "x", items: [{}] };
    const body = pick([
      JSON.stringify(spoiled(shape)),
      JSON.stringify(spoiled(shape)),
      JSON.stringify(spoiled(shape)),
      "{",
      "[".repeat(20_000),
      `{"a":"${"x".repeat(400_000)}"}`,
      "\ufeff{}",
      "",
    ]);
    return { method: contract.method, path: filled + query, headers, body };
  }

  test("somebody else's case and documents answer as if they were not there, by every route", async () => {
    for (const contract of allRoutes) {
      if (contract.access.kind !== "person" || !/\{(caseNumber|documentId)\}/.test(contract.path)) continue;
      const path = contract.path.replace("{caseNumber}", known).replace("{documentId}", knownDocument);
      for (const query of ["", `?case=${known}`]) {
        const got = await send(app.apiUrl, {
          method: contract.method,
          path: path + query,
          headers: {
            authorization: `Bearer ${strangersToken}`,
            "content-type": "application/json",
            "if-match": '"1"',
            "idempotency-key": "hostile-key",
          },
          ...(contract.method !== "GET" && { body: JSON.stringify({ reason: "看看别人的" }) }),
        });
        expect([contract.path, got.status]).toEqual([
          contract.path,
          expect.toSatisfy((s) => [400, 403, 404].includes(s)),
        ]);
        expect(got.body).not.toMatch(/颍河小馆|李\*|13800003210/);
      }
    }
  });

  test(`${count} of them: no 5xx, every refusal a problem, nothing leaked, the case whole`, async () => {
    const statuses = new Map<number, number>();
    for (let index = 0; index < count; index += 1) {
      const sent = requestTo();
      const got = await send(app.apiUrl, sent);
      const exchange = `${sent.method} ${sent.path.slice(0, 120)} ${sent.body?.slice(0, 200) ?? ""} -> ${got.status} ${got.body.slice(0, 300)}`;
      statuses.set(got.status, (statuses.get(got.status) ?? 0) + 1);
      expect(got.status, exchange).toBeLessThan(500);
      expect(got.body, exchange).not.toMatch(/node:|\.mjs|\.ts:|arn:|ZodError| {4}at /);
      expect(got.body, exchange).not.toContain(applicant.idNumber);
      // What the API itself refuses, before any function, it tells in its own few words.
      if (
        got.status >= 400 &&
        !/^\{"message":"(Unauthorized|Forbidden|Request Entity Too Large)"\}$/.test(got.body)
      )
        expect(got.type, exchange).toContain("application/problem+json");
    }
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([400, 401, 404, 415]));
    const failures = app.log.filter(({ message }) => /http\.failed|Task timed out/.test(message));
    expect(failures.map(({ message }) => message)).toEqual([]);
    await app.drained();
    const owner = await app.as("li-min");
    const { body } = await owner.ask("GET", `/v1/cases/${known}`);
    const { body: history } = await owner.ask("GET", `/v1/cases/${known}/history?limit=100`);
    const entries = entriesOf(known, history);
    expect(entries).toHaveLength(Number(body.version));
    expect(verifyChain(entries, entries.at(-1)?.hash)).toEqual({ ok: true });
  });
});
