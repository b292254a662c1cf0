import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { callAws } from "../aws-json.ts";
import type { Logger } from "../log.ts";

export type DynamoDb = { endpoint: string; close(): Promise<void> };

/**
 * Runs the program in "$@" until standard input closes. The engine holds the other end of that pipe, so the kernel
 * closes it however the engine ends, SIGKILL included: the database never outlives it.
 * The watchdog lets go of standard output, so the engine sees it close when the database dies by itself.
 */
const watchdog = '"$@" <&- & child=$!; exec >/dev/null 2>&1; cat; kill "$child"; wait "$child"';

/** Starts the bundled DynamoDB engine on a SQLite file, or uses the one at DYNAMODB_ENDPOINT. */
export async function startDynamoDb(databaseFile: string, log: Logger): Promise<DynamoDb> {
  const elsewhere = process.env["DYNAMODB_ENDPOINT"];
  if (elsewhere) {
    await waitUntilItAnswers(elsewhere, () => undefined);
    return { endpoint: elsewhere, close: async () => undefined };
  }
  const program = locateProgram();
  // A database whose engine was killed a moment ago may still hold the file's lock, and a free port may be taken
  // between finding and using it: so try again.
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(program, databaseFile, log);
    } catch (error) {
      if (attempt === 5) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200 * attempt));
    }
  }
}

function locateProgram(): string {
  try {
    return fileURLToPath(import.meta.resolve("@dynoxide/linux-x64/dynoxide"));
  } catch {
    throw new Error(
      `The bundled DynamoDB engine is not installed for ${process.platform}-${process.arch}. ` +
        "Start any DynamoDB Local and set DYNAMODB_ENDPOINT to its URL.",
    );
  }
}

async function startOnce(program: string, databaseFile: string, log: Logger): Promise<DynamoDb> {
  const port = await freePort();
  const serve = [program, "serve", "--host", "127.0.0.1", "--port", String(port), "--db-path", databaseFile];
  // Its own process group: Ctrl-C in a terminal reaches the engine alone, which ends the database last.
  const child = spawn("sh", ["-c", watchdog, "watchdog", ...serve], { stdio: ["pipe", "pipe", "pipe"], detached: true });
  let problem: string | undefined;
  let stopping = false;
  child.stderr.on("data", (data: Buffer) => {
    problem = data.toString().trim();
    if (!stopping) log.warn(`dynamodb: ${problem}`);
  });
  child.stdout.on("close", () => {
    problem ??= "it ended by itself";
    if (!stopping) log.error(`dynamodb ended: ${problem}`);
  });
  child.stdout.resume();
  const close = async () => {
    stopping = true;
    const ended = exited(child);
    child.stdin.end();
    await ended;
  };
  try {
    const endpoint = `http://127.0.0.1:${port}`;
    await waitUntilItAnswers(endpoint, () => problem);
    return { endpoint, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

async function waitUntilItAnswers(endpoint: string, problem: () => string | undefined): Promise<void> {
  const until = Date.now() + 10_000;
  for (;;) {
    try {
      await callAws(endpoint, "DynamoDB_20120810.ListTables", {});
      return;
    } catch (error) {
      const reason = problem();
      if (reason) throw new Error(`DynamoDB did not start: ${reason}`);
      if (Date.now() > until) throw new Error(`DynamoDB at ${endpoint} does not answer`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
