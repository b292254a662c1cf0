import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { callAws } from "#local/engine/aws-json.ts";
import { startLocal } from "#local/engine/index.ts";
import { type LittleApp, writeLittleApp } from "./little-app.ts";
import { expectNoProcess, processesOf, type Running, runEngine } from "./processes.ts";

let little: LittleApp;
beforeEach(() => {
  // A visibility time-out that no test waits for: what a killed engine had received has to come back by itself.
  little = writeLittleApp(({ Resources }) => {
    Resources.Made.Properties.VisibilityTimeout = 600;
    Resources.Made.Properties.RedrivePolicy.maxReceiveCount = 5;
  });
});
const engines: Running[] = [];
afterEach(async () => {
  // A failed test must not leave its engine running.
  for (const { child } of engines.splice(0)) child.kill("SIGKILL");
  little.remove();
});

const start = async (hold?: string): Promise<Running> => {
  const running = await runEngine(little.assemblyDir, little.dataDir, hold);
  engines.push(running);
  return running;
};

const put = async ({ apiUrl, token }: Pick<Running, "apiUrl" | "token">, id: string): Promise<number> => {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`${apiUrl}/things/${id}`, { method: "PUT", headers })).status;
};

const kill = async (running: Running): Promise<void> => {
  running.child.kill("SIGKILL");
  await running.ended;
};

/** Starts the app again and gives how often each thing was seen. */
async function seenAfterRestart(): Promise<Record<string, number>> {
  const app = await startLocal({ assemblyDir: little.assemblyDir, dataDir: little.dataDir, port: 0 });
  try {
    await app.drained();
    const { Items } = await callAws<{ Items: { pk: { S: string }; seen: { N: string } }[] }>(
      app.endpoints.dynamodb,
      "DynamoDB_20120810.Scan",
      { TableName: "App-Seen" },
    );
    return Object.fromEntries(Items.map(({ pk, seen }) => [pk.S, Number(seen.N)]));
  } finally {
    await app.close();
  }
}

describe("an engine that is killed", () => {
  it("handles again what a function had just done with when it was killed: a stream's batch", async () => {
    const running = await start("stream");
    expect(await put(running, "one")).toBe(201);
    await running.line(/^held$/);
    await kill(running);
    // Published twice: delivery is at least once, and nothing said that the first time had been completed.
    expect(await seenAfterRestart()).toEqual({ one: 2 });
  });

  it("handles again what a function had just done with when it was killed: a queue's batch", async () => {
    const running = await start("sqs");
    expect(await put(running, "one")).toBe(201);
    await running.line(/^held$/);
    await kill(running);
    expect(await seenAfterRestart()).toEqual({ one: 2 });
  });

  it("loses nothing that was answered with a 2xx, wherever the kill falls", async () => {
    const running = await start();
    const accepted = new Set<string>();
    const citizen = async (name: string): Promise<void> => {
      for (let count = 0; running.child.exitCode === null && running.child.signalCode === null; count += 1) {
        // A request that the kill cuts off has no answer, and need not be kept.
        const status = await put(running, `${name}-${count}`).catch(() => 0);
        if (status === 201) accepted.add(`${name}-${count}`);
        // By now some are through, some in a queue, some in the stream, and four requests under way.
        if (accepted.size >= 30) await kill(running);
      }
    };
    await Promise.all(["a", "b", "c", "d"].map(citizen));
    const seen = await seenAfterRestart();
    expect([...accepted].filter((id) => !seen[id])).toEqual([]);
  });

  it("leaves no database process behind, and no claim on its data", async () => {
    const running = await start();
    expect(processesOf(`${little.dataDir}/dynamodb`)).not.toEqual([]);
    await kill(running);
    await expectNoProcess(`${little.dataDir}/dynamodb`);
    expect(await seenAfterRestart()).toEqual({});
  });
});

describe("an engine that is told to end", () => {
  it("ends with status 0, leaves no process, and keeps tables, tokens and secrets", async () => {
    const first = await start();
    expect(await put(first, "one")).toBe(201);
    const secret = ({ endpoints }: Running) =>
      callAws<{ SecretString: string }>(endpoints.secretsManager ?? "", "secretsmanager.GetSecretValue", {
        SecretId: "Data-Key",
      });
    const { SecretString } = await secret(first);
    expect(Object.keys(JSON.parse(SecretString))).toEqual(["a", "key"]);
    first.child.kill("SIGTERM");
    expect(await first.ended).toBe(0);
    await expectNoProcess(little.dataDir);

    const second = await start();
    expect(await put({ ...second, token: first.token }, "two")).toBe(201);
    expect((await fetch(`${second.apiUrl}/things/one`)).status).toBe(200);
    expect((await secret(second)).SecretString).toBe(SecretString);
    second.child.kill("SIGTERM");
    expect(await second.ended).toBe(0);
  });

  it("forgets all of it when told to start afresh", async () => {
    const options = { assemblyDir: little.assemblyDir, dataDir: little.dataDir, port: 0 };
    const first = await startLocal(options);
    const token = await first.token("citizen");
    expect(await put({ ...first, token }, "one")).toBe(201);
    await first.drained();
    await first.close();
    const second = await startLocal({ ...options, fresh: true });
    expect((await fetch(`${second.apiUrl}/things/one`)).status).toBe(404);
    expect(await put({ ...second, token }, "one")).toBe(401);
    await second.close();
  });
});
