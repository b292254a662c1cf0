import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callAws } from "#local/engine/aws-json.ts";
import { type LocalApp, startLocal } from "#local/engine/index.ts";
import type { LogLine, PublishedEvent } from "#local/engine/types.ts";
import { type LittleApp, writeLittleApp } from "./little-app.ts";

let little: LittleApp;
let app: LocalApp;
const published: PublishedEvent[] = [];
const log: LogLine[] = [];

const put = async (id: string, token?: string) =>
  fetch(`${app.apiUrl}/things/${id}`, {
    method: "PUT",
    headers: { ...(token && { authorization: `Bearer ${token}` }) },
  });
const seen = async (id: string): Promise<string | undefined> => {
  const { Item } = await callAws<{ Item?: { seen: { N: string } } }>(
    app.endpoints.dynamodb,
    "DynamoDB_20120810.GetItem",
    {
      TableName: app.resources.Seen,
      Key: { pk: { S: id } },
    },
  );
  return Item?.seen.N;
};

beforeAll(async () => {
  little = writeLittleApp();
  app = await startLocal({
    assemblyDir: little.assemblyDir,
    dataDir: little.dataDir,
    port: 0,
    count: true,
    log: (line) => log.push(line),
    hooks: { onPublished: (entry) => published.push(entry) },
  });
});

afterAll(async () => {
  await app.close();
  little.remove();
});

describe("a whole app on this machine", () => {
  it("carries an HTTP request through table, stream, relay, bus and queue into another table", async () => {
    const answer = await put("one", await app.token("citizen"));
    expect([answer.status, await answer.json()]).toEqual([201, { id: "one", by: "li-min" }]);
    await app.drained();
    expect(await seen("one")).toBe("1");
    expect(
      published.map(({ busName, event }) => [busName, event.source, event["detail-type"], event.detail.id]),
    ).toEqual([["things", "things", "thing.made", "one"]]);
    expect(published[0]?.event.detail.from).toMatch(/:dynamodb:.*:table\/Data-Things\/stream\//);
  });

  it("takes no more headers than the gateway does", async () => {
    const answerTo = async (length: number) =>
      (await fetch(`${app.apiUrl}/things/wide`, { headers: { "x-note": "x".repeat(length) } })).status;
    expect(await answerTo(12_000)).toBe(431);
    expect(await answerTo(9000)).not.toBe(431);
  });

  it("parks a poison message in the dead-letter queue, and handles the rest of its batch once", async () => {
    const token = await app.token("citizen");
    await Promise.all(["a", "poison-b", "c"].map((id) => put(id, token)));
    await app.drained();
    expect([await seen("a"), await seen("poison-b"), await seen("c")]).toEqual(["1", undefined, "1"]);
    const [dead] = app.peekQueue("App-DeadLetters");
    expect(JSON.parse(dead ?? "{}").detail.id).toBe("poison-b");
  });

  it("sends a record that cannot be relayed to the on-failure queue, and goes on", async () => {
    const token = await app.token("citizen");
    for (const id of ["d", "unpublishable-e", "f"]) await put(id, token);
    await app.drained();
    expect([await seen("d"), await seen("unpublishable-e"), await seen("f")]).toEqual(["1", undefined, "1"]);
    const [given] = app.peekQueue("App-Unpublished");
    expect(JSON.parse(given ?? "{}")).toMatchObject({
      requestContext: { condition: "RetryAttemptsExhausted" },
      DDBStreamBatchInfo: {
        batchSize: 1,
        approximateArrivalOfFirstRecord: expect.stringContaining(new Date().toISOString().slice(0, 10)),
      },
    });
    expect(app.queueDepth("App-Unpublished").ready).toBe(1);
  });

  it("fires a schedule that waits for its hour", async () => {
    await app.fireSchedule("App-Daily");
    expect(await seen("tick")).toBe("5");
  });

  it("counts what it did", () => {
    const counters = app.counters();
    expect(counters.dynamodb.requests.PutItem).toBeGreaterThanOrEqual(7);
    expect(counters.dynamodb.byTable["Data-Things"]?.writeUnits).toBe(7);
    expect(counters.events["thing.made"]).toBe(6);
  });

  it("knows when nothing is left to do, however long the stream has become", async () => {
    const token = await app.token("citizen");
    const ids = Array.from({ length: 12 }, (_, index) => `many-${index}`);
    for (const id of ids) await put(id, token);
    await app.drained();
    expect(await Promise.all(ids.map(seen))).toEqual(ids.map(() => "1"));
    const database = new DatabaseSync(join(little.dataDir, "dynamodb.sqlite"), { readOnly: true });
    const plan = database
      .prepare(
        "EXPLAIN QUERY PLAN SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = 'x'",
      )
      .all();
    database.close();
    expect(JSON.stringify(plan)).toContain("USING COVERING INDEX tongban_stream_position");
  });

  it("refuses a second engine on the same data", async () => {
    const second = startLocal({ assemblyDir: little.assemblyDir, dataDir: little.dataDir, port: 0 });
    await expect(second).rejects.toThrow(/already running/);
  });

  it("answers on loopback only", async () => {
    const { networkInterfaces } = await import("node:os");
    const outside = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .find(({ internal, family }) => !internal && family === "IPv4");
    if (!outside) return;
    for (const endpoint of Object.values(app.endpoints)) {
      const url = new URL(endpoint);
      url.hostname = outside.address;
      await expect(fetch(url, { signal: AbortSignal.timeout(2000) })).rejects.toThrow();
    }
  });
});

describe("the HTTP API", () => {
  it("answers as API Gateway: 401, 404, 500, and a time-out of the function", async () => {
    const body = async (path: string, init?: RequestInit) => {
      const answer = await fetch(`${app.apiUrl}${path}`, init);
      return [answer.status, await answer.json()];
    };
    expect(await body("/things/x", { method: "PUT" })).toEqual([401, { message: "Unauthorized" }]);
    const forged = { authorization: `Bearer ${(await app.token("citizen")).slice(0, -6)}AAAAAA` };
    expect(await body("/things/x", { method: "PUT", headers: forged })).toEqual([
      401,
      { message: "Unauthorized" },
    ]);
    expect(await body("/nowhere")).toEqual([404, { message: "Not Found" }]);
    expect(await body("/throw")).toEqual([500, { message: "Internal Server Error" }]);
    expect(await body("/slow")).toEqual([500, { message: "Internal Server Error" }]);
    expect(log.some(({ message }) => message.includes("Task timed out after 2.00 seconds"))).toBe(true);
    const large = { method: "PUT", body: Buffer.alloc(10 * 1024 * 1024 + 1) };
    expect(await body("/things/x", large)).toEqual([413, { message: "Request Entity Too Large" }]);
  });

  it("refuses a token for somebody else, from elsewhere, or past its time", async () => {
    const tokens = await Promise.all([
      app.tokenWith({ sub: "x", aud: "another" }),
      app.tokenWith({ sub: "x", iss: "http://127.0.0.1:1" }),
      app.tokenWith({ sub: "x", exp: 1_600_000_000 }),
      app.tokenWith({ sub: "x", nbf: 4_000_000_000 }),
    ]);
    for (const token of tokens) expect((await put("x", token)).status).toBe(401);
  });

  it("gives the function a payload of format 2.0 and its own environment, nothing of this process", async () => {
    process.env.SECRET_OF_THE_SHELL = "x";
    const answer = await fetch(`${app.apiUrl}/echo/a/b%20c?q=1&q=2&r=%E5%8A%9E`, {
      headers: { cookie: "s=1; t=2" },
    });
    const { event, environment, remaining } = (await answer.json()) as Record<
      string,
      Record<string, unknown>
    >;
    expect(event).toMatchObject({
      version: "2.0",
      routeKey: "GET /echo/{path+}",
      rawQueryString: "q=1&q=2&r=%E5%8A%9E",
      cookies: ["s=1", "t=2"],
      queryStringParameters: { q: "1,2", r: "办" },
      pathParameters: { path: "a/b c" },
      isBase64Encoded: false,
      requestContext: { http: { method: "GET" }, stage: "$default" },
    });
    expect(environment).toMatchObject({
      THINGS_TABLE: "Data-Things",
      API_URL: app.apiUrl,
      AWS_LAMBDA_FUNCTION_NAME: "App-ApiFunction",
    });
    expect(environment).not.toHaveProperty("SECRET_OF_THE_SHELL");
    expect(Number(remaining)).toBeGreaterThan(1000);
    expect(app.outputs.ApiUrl).toBe(`${app.apiUrl}/`);
  });

  it("passes cookies, headers and bytes on, and CORS only to whom the API allows", async () => {
    const answer = await fetch(`${app.apiUrl}/cookies`, { headers: { origin: "http://web.test" } });
    expect([answer.status, await answer.text()]).toEqual([201, "bytes"]);
    expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect([answer.headers.get("x-one"), answer.headers.get("access-control-allow-origin")]).toEqual([
      "1",
      "http://web.test",
    ]);
    const other = await fetch(`${app.apiUrl}/cookies`, { headers: { origin: "http://evil.test" } });
    expect(other.headers.get("access-control-allow-origin")).toBeNull();
  });
});
