import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readRuntime, tokenFor } from "#local/client.ts";
import { type Launched, launch as launchOn } from "#local/launch.ts";
import { machineKey } from "#local/machine-key.ts";
import { type Person, person } from "#local/play/api.ts";
import { entriesOf } from "#local/play/history.ts";
import {
  act,
  type Materials,
  submissionOf,
  submit,
  uploadMaterials,
  waitForState,
} from "#local/play/straight-way.ts";
import { signatureHeaders } from "#shared/kernel/machine-keys/require-signature.ts";
import { signBody } from "#shared/kernel/machine-keys/signature.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";
import { verifyChain } from "#shared/kernel/records/verify-chain.ts";
import { freePorts } from "#test/support/free-ports.ts";

let dataDir: string;
let port: number;
const running = new Set<Launched>();

function launch(): Launched {
  const started = launchOn(["--data", dataDir, "--port", String(port), "--courier-step", "200"]);
  running.add(started);
  return started;
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

async function nobodyAnswers(url: string): Promise<void> {
  for (let attempt = 0; await answers(url); attempt += 1) {
    if (attempt > 40) throw new Error(`${url} still answers`);
    await wait(50);
  }
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "tongban-restart-"));
  port = await freePorts();
});
afterEach(async () => {
  for (const started of running) await started.end("SIGKILL");
  running.clear();
  rmSync(dataDir, { recursive: true, force: true });
});

async function sendDeviceRating(caseNumber: string): Promise<number> {
  const runtime = readRuntime(dataDir);
  const body = JSON.stringify({
    caseNumber,
    stage: "acceptance",
    score: 4,
    details: [],
    ratedAt: new Date().toISOString(),
  });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const answer = await fetch(`${runtime.apiUrl}/v1/rating-devices/window-03/ratings`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      [signatureHeaders.key]: "window-03",
      [signatureHeaders.timestamp]: timestamp,
      [signatureHeaders.signature]: signBody(await machineKey(runtime, "device:window-03"), timestamp, body),
    },
    body,
  });
  return answer.status;
}

const people = async (): Promise<Record<"citizen" | "clerk" | "reviewer", Person>> => {
  const runtime = readRuntime(dataDir);
  const as = async (id: string) => person(runtime.apiUrl, await tokenFor(id, runtime));
  return { citizen: await as("li-min"), clerk: await as("chen-fang"), reviewer: await as("wang-lei") };
};

/** The relay writes the history a moment after the case: asked again until the last entry is there. */
async function wholeHistory(citizen: Person, caseNumber: string): Promise<HistoryEntry[]> {
  for (let attempt = 0; ; attempt += 1) {
    const { body } = await citizen.ask("GET", `/v1/cases/${caseNumber}/history`);
    const entries = entriesOf(caseNumber, body);
    if (entries.length >= 6 || attempt > 100) return entries;
    await wait(50);
  }
}

describe("npm start", () => {
  test("killed in the middle of work and started again loses no case, event, document or message; a second one is refused", async () => {
    const first = launch();
    await first.ready();
    const database = readRuntime(dataDir).endpoints.dynamodb ?? "";
    const before = await people();
    let materials: Materials = [];
    const numbers: string[] = [];
    for (let index = 0; index < 12; index += 1) {
      materials = await uploadMaterials(before.citizen, index);
      const opened = await submit(before.citizen, submissionOf(materials));
      numbers.push(opened.caseNumber);
      const accepted = await act(before.clerk, await act(before.clerk, opened, "passPreReview"), "accept");
      await act(before.reviewer, accepted, "approve", { reason: "符合条件" });
    }
    expect(await sendDeviceRating(numbers[0] ?? "")).toBe(202);
    await first.end("SIGKILL");
    await nobodyAnswers(database);

    const second = launch();
    await second.ready();
    const after = await people();
    for (const caseNumber of numbers) {
      await waitForState(after.citizen, caseNumber, "completed");
      const entries = await wholeHistory(after.citizen, caseNumber);
      expect(entries.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(verifyChain(entries, entries.at(-1)?.hash)).toEqual({ ok: true });
    }
    const { body: rated } = await after.citizen.ask("GET", `/v1/cases/${numbers[0]}`);
    expect(rated.rating).toContainEqual(expect.objectContaining({ stage: "acceptance", level: "satisfied" }));
    const document = await after.citizen.call("GET", `/v1/documents/${materials[0]?.documentId}/content`);
    expect((await fetch(document.headers.get("location") ?? "")).status).toBe(200);
    // What was signed before the kill is still believed: the issuer keeps its key and its address.
    expect((await before.citizen.call("GET", "/v1/cases")).status).toBe(200);

    // Another one on the same data is refused, and this one is none the worse for it.
    const third = launch();
    const [code] = await once(third.process, "exit");
    expect([code, third.output()]).toEqual([1, expect.stringContaining("already running")]);
    expect(third.output()).not.toContain("    at ");
    expect((await after.citizen.call("GET", "/v1/cases")).status).toBe(200);

    const endpoints = Object.values(readRuntime(dataDir).endpoints);
    expect(await second.end("SIGINT")).toBe(0);
    for (const url of endpoints) await nobodyAnswers(url);
    expect(() => readRuntime(dataDir)).toThrow("npm start");
  }, 600_000);
});
