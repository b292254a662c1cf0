import { spawn } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callAws } from "#local/engine/aws-json.ts";
import { type LocalApp, startLocal } from "#local/engine/index.ts";
import { type LittleApp, writeLittleApp } from "#test/integration/local/little-app.ts";
import { idsIn } from "./office.ts";

const caseNumber = "4116021001202611240A1B2C3";
const eventOf = (id: string) =>
  JSON.stringify({ "detail-type": "tongban.case.approved.v1", detail: { id, data: { caseNumber } } });

let little: LittleApp;
let app: LocalApp;
let directory: string;

const start = () =>
  startLocal({ assemblyDir: little.assemblyDir, dataDir: join(directory, ".local"), port: 0 });
beforeAll(async () => {
  little = writeLittleApp(({ Resources }) => {
    Object.assign(Resources, { Parking: { Type: "AWS::SQS::Queue", Properties: {} } });
  });
  directory = dirname(little.assemblyDir);
  app = await start();
});
afterAll(async () => {
  await app?.close();
  little?.remove();
});

type Ended = { code: number | null; out: string; err: string };

/** Beside the app, whose queues are in this process; `killAt` ends it where it says so on stderr. */
function queues(line: string, { lang = "en_GB.UTF-8", killAt = "", cwd = directory } = {}): Promise<Ended> {
  const child = spawn(process.execPath, [resolve("scripts/queues.ts"), ...line.split(" ").filter(Boolean)], {
    cwd,
    env: { ...process.env, LC_ALL: lang, NODE_OPTIONS: "--no-warnings" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString();
    if (killAt && err.includes(killAt)) child.kill("SIGKILL");
  });
  return new Promise((done) => child.once("close", (code) => done({ code, out, err })));
}

async function send(name: string, bodies: string[]): Promise<void> {
  const sqs = new SQSClient({
    endpoint: app.endpoints.sqs,
    region: app.region,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
  for (const MessageBody of bodies)
    await sqs.send(new SendMessageCommand({ QueueUrl: app.queues[name], MessageBody }));
  sqs.destroy();
}
const seen = async (): Promise<string[]> => {
  const { Items } = await callAws<{ Items: { pk: { S: string } }[] }>(
    app.endpoints.dynamodb,
    "DynamoDB_20120810.Scan",
    { TableName: app.resources.Seen },
  );
  return Items.map(({ pk }) => pk.S);
};

describe("npm run queues", () => {
  it("explains itself when asked for nothing, in the machine's language", async () => {
    expect(await queues("")).toMatchObject({ code: 0, out: expect.stringContaining("Usage:"), err: "" });
    expect((await queues("", { lang: "zh_CN.UTF-8" })).out).toMatch(/^死信.*\n(.*\n)+用法：/);
  });

  it("answers wrong words with 2, and says when nothing runs", async () => {
    expect(await queues("purge Made")).toMatchObject({ code: 2, err: expect.stringContaining("Usage:") });
    expect(await queues("show Nothing")).toMatchObject({ code: 2, err: expect.stringContaining("App/Made") });
    const elsewhere = { cwd: little.assemblyDir };
    expect(await queues("list", elsewhere)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Tongban is not running here.*--env NAME/),
    });
    expect((await queues("list", { ...elsewhere, lang: "zh_CN.UTF-8" })).err).toMatch(/^通办没有在这里运行/);
  });

  it("takes a message that its function cannot handle from the dead letters back, and at last to parking", async () => {
    await send("App-Made", [eventOf("poison-1")]);
    const dead = () => app.queueDepth("App-DeadLetters").ready;
    for (const redrives of [0, 1, 2, 3]) {
      await expect.poll(dead, { timeout: 15_000 }).toBe(1);
      expect((await queues("list")).out).toMatch(/^App\/Made +0 +0 +0 +1 +\S/m);
      const { out } = await queues("show App/Made");
      expect(out).toMatch(new RegExp(` 2 +${redrives} +tongban\\.case\\.approved\\.v1 +${caseNumber} `));
      expect((await queues(`redrive Made --id ${idsIn(out)[0]}`)).code).toBe(0);
    }
    const { out } = await queues("show parking", { lang: "zh_CN.UTF-8" });
    expect(out).toMatch(/来自 App\/Made，\S+ 于 \S+ 停放：redriven 3 times already/);
    expect(dead()).toBe(0);
  });

  it("killed in the middle of a redrive loses nothing", async () => {
    const ids = Array.from({ length: 250 }, (_, number) => `thing-${number}`);
    await send("App-DeadLetters", ids.map(eventOf));
    const { code } = await queues("redrive Made --all", { killAt: "30/250" });
    expect(code).toBeNull();
    await app.drained();
    // Starting anew shows again what the killed command held.
    await app.close();
    app = await start();
    const left = app.peekQueue("App-DeadLetters").map((body) => JSON.parse(body).detail.id as string);
    const arrived = (await seen()).filter((id) => id.startsWith("thing-"));
    expect([left.length > 0, arrived.length > 0]).toEqual([true, true]);
    expect([...new Set([...left, ...arrived])].sort()).toEqual(ids.sort());
    expect((await queues("redrive Made --all")).out).toBe(`${left.length} sent back to App/Made.\n`);
    await app.drained();
    expect((await seen()).filter((id) => id.startsWith("thing-")).sort()).toEqual(ids);
  });
});
