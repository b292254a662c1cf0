import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Readable } from "node:stream";
import { type StreamHeads, streamHeads, unseenHeads } from "./stream-heads.ts";

type Served = { endpoint: string; close(): Promise<void> };
export type DynamoDbServer = Served & { heads: StreamHeads };

/**
 * Keeps dynoxide no longer than us: the pipe on its standard input closes when this process ends, however it
 * ends, and the shell then ends dynoxide. A detached group, so that Ctrl-C reaches us first.
 */
const watchdog = '"$@" & child=$!; cat >/dev/null; kill "$child" 2>/dev/null; wait "$child"';

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

function binary(): string {
  try {
    return join(createRequire(import.meta.url).resolve("@dynoxide/linux-x64/package.json"), "..", "dynoxide");
  } catch {
    throw new Error(
      "No DynamoDB engine for this kind of machine was installed. Start any DynamoDB Local and set DYNAMODB_ENDPOINT to its address.",
    );
  }
}

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

/** A DynamoDB engine whose data is one SQLite file in `dataDir`; or the one that DYNAMODB_ENDPOINT names. */
export async function startDynamoDb(dataDir: string): Promise<DynamoDbServer> {
  const given = process.env.DYNAMODB_ENDPOINT;
  if (given) return { endpoint: given, heads: unseenHeads(), close: async () => {} };
  const file = join(dataDir, "dynamodb.sqlite");
  // A first run makes the file and its tables.
  if (!existsSync(file)) await (await serve(file)).close();
  indexStreams(file);
  const { endpoint, close } = await serve(file);
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

async function serve(file: string): Promise<Served> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const shell = spawn(
      "sh",
      ["-c", watchdog, "sh", binary(), "serve", "--port", String(port), "--db-path", file],
      { stdio: ["pipe", "ignore", "pipe"], detached: true },
    );
    const ended = new Promise<void>((resolve) => shell.once("exit", () => resolve()));
    const close = async () => {
      shell.stdin.end();
      await ended;
    };
    const output = await firstWords(shell.stderr);
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
