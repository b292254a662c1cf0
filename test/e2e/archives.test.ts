import { execFile } from "node:child_process";
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import yauzl from "yauzl";
import type { Answer, Person } from "#local/play/api.ts";
import { accepted, apply, citizenNamed, type Office, officeOf } from "#local/play/office.ts";
import { act, type CaseBody } from "#local/play/straight-way.ts";
import { verifyPackageFile } from "#scripts/archive/verify-file.ts";
import { startTestApp, type TestApp } from "#test/support/app.ts";
import { sealCovers } from "../../functions/archives/archive-packing/seal.ts";

let app: TestApp;
let citizen: Person;
let office: Office;

beforeAll(async () => {
  app = await startTestApp();
  citizen = await citizenNamed(app, "archived-applicant");
  office = await officeOf(app, "1001");
});
afterAll(() => app.end());

type File = Answer["body"] & { version: number; state: string };
const fileOf = async (caseNumber: string): Promise<File> =>
  (await office.clerk.ask("GET", `/v1/archives/${caseNumber}`)).body as File;
const take = async (who: Person, caseNumber: string, action: string): Promise<File> => {
  const { version } = await fileOf(caseNumber);
  await who.ask("POST", `/v1/archives/${caseNumber}/actions/${action}`, {
    body: {},
    headers: { "if-match": `"${version}"` },
  });
  await app.drained();
  return fileOf(caseNumber);
};

const completed = async (): Promise<CaseBody> => {
  const opened = await accepted(office, await apply(citizen));
  const done = await act(office.clerk, await act(office.reviewer, opened, "approve"), "collect", {
    identity: "residentId",
    relation: "self",
  });
  await app.drained();
  return done;
};

const download = async (caseNumber: string): Promise<{ path: string; sha256: string }> => {
  const { body } = await office.clerk.ask("POST", `/v1/archives/${caseNumber}/download`, {
    body: { reasonCode: "archive", reason: "行政复议调卷" },
  });
  const path = join(app.dataDir, `${caseNumber}.zip`);
  writeFileSync(path, Buffer.from(await (await fetch(String(body.url))).arrayBuffer()));
  return { path, sha256: String(body.sha256) };
};

const partsOf = async (path: string): Promise<Map<string, Buffer>> => {
  const zip = await yauzl.openPromise(path, { lazyEntries: true });
  const parts = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    parts.set(entry.fileName, Buffer.concat(chunks));
  }
  return parts;
};

/** Ends as the command does, with what it printed. */
const command = (...args: string[]): Promise<{ code: number; output: string }> =>
  new Promise((resolve) =>
    execFile(process.execPath, ["scripts/archive.ts", ...args], (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    ),
  );

describe("a case that has ended", () => {
  test("is packed whole, checked and archived; whoever takes it is on record", async () => {
    const { caseNumber } = await completed();
    await citizen.ask("POST", `/v1/cases/${caseNumber}/ratings`, {
      body: { stage: "completion", score: 5, details: [] },
    });
    await app.drained();
    const waiting = (await office.clerk.ask("GET", "/v1/archives")).body.items as File[];
    expect(waiting.map((one) => one.caseNumber)).toContain(caseNumber);
    expect(
      (
        await office.clerk.call("POST", `/v1/archives/${caseNumber}/download`, {
          body: { reasonCode: "archive", reason: "调卷查阅" },
        })
      ).body,
    ).toMatchObject({ code: "noPackage" });
    expect((await citizen.call("GET", `/v1/archives/${caseNumber}`)).status).toBe(403);

    const archived = await take(office.clerk, caseNumber, "pack");
    expect(archived).toMatchObject({ state: "archived", retention: { term: 30 } });
    const { path, sha256 } = await download(caseNumber);
    expect(await verifyPackageFile(path)).toMatchObject({ findings: [], manifest: { caseNumber } });
    const parts = await partsOf(path);
    const names = [...parts.keys()];
    expect(names.filter((name) => !/^(materials|documents)\//.test(name))).toEqual([
      "application.html",
      "application.json",
      "history.json",
      "licence.json",
      "metadata.json",
      "opinions.json",
      "ratings.json",
      "checks.json",
      "manifest.json",
    ]);
    expect(names.filter((name) => name.startsWith("materials/"))).toHaveLength(2);
    expect(
      names.filter((name) => name.startsWith("documents/")).map((name) => name.split("-").at(-1)),
    ).toEqual(
      expect.arrayContaining(["receipt.pdf", "acceptance.pdf", "approval.pdf", "proofOfDelivery.pdf"]),
    );
    const readable = parts.get("application.html")?.toString() ?? "";
    expect(readable).toContain("颍河小馆");
    expect(readable).toContain("李敏");
    expect(readable).toMatch(/<th scope="row">[^<]*店|字号|名称/);
    expect(JSON.parse(parts.get("checks.json")?.toString() ?? "")).toContainEqual({
      part: "licence.json",
      check: "licenceSignature",
      holds: true,
    });
    const seals = (
      JSON.parse(parts.get("checks.json")?.toString() ?? "") as { check: string; holds: boolean }[]
    ).filter(({ check }) => check === "sealCoversFile");
    expect(seals.length).toBeGreaterThanOrEqual(4);
    expect(seals.every(({ holds }) => holds)).toBe(true);
    const paper = names.find((name) => name.endsWith("approval.pdf")) ?? "";
    const pdf = Buffer.from(parts.get(paper) ?? "");
    expect(sealCovers(pdf)).toBe(true);
    pdf[1000] = (pdf[1000] ?? 0) ^ 1;
    expect(sealCovers(pdf)).toBe(false);
    const { body: looks } = await citizen.ask("GET", `/v1/cases/${caseNumber}/accesses`);
    expect(looks.items).toMatchObject([{ reason: "行政复议调卷", by: { role: "clerk" } }]);

    // Again from the same case: the very same file.
    const before = readFileSync(path);
    const checked = await take(office.clerk, caseNumber, "check");
    expect(checked).toMatchObject({
      state: "archived",
      archivedAt: archived.archivedAt,
      package: archived.package,
    });

    expect(await command("verify", path, "--sha256", sha256)).toMatchObject({ code: 0 });
    const changed = Buffer.from(before);
    const at = changed.indexOf("颍河小馆");
    changed.write("颖", at);
    const tampered = `${path}.tampered`;
    writeFileSync(tampered, changed);
    const found = await command("verify", tampered);
    expect(found.code).toBe(1);
    expect(found.output).toContain("partChanged: application.html");
    writeFileSync(tampered, before.subarray(0, before.length - 40));
    expect((await command("verify", tampered)).output).toContain("notAPackage");
    expect((await command("verify", path, "--sha256", "0".repeat(64))).output).toContain(
      "notTheArchivedFile",
    );
  });

  test("whose material is gone fails with the reason, and is archived once that is put right", async () => {
    const { caseNumber } = await completed();
    const { body } = await citizen.ask("GET", `/v1/cases/${caseNumber}`);
    const [material] = body.materials as { documentId: string }[];
    const directory = join(app.dataDir, "s3");
    const stored = readdirSync(directory, { recursive: true, encoding: "utf8" })
      .filter((name) => name.includes(material?.documentId ?? "none"))
      .map((name) => join(directory, name));
    expect(stored.length).toBeGreaterThan(0);
    for (const name of stored) renameSync(name, `${name}.away`);
    const failed = await take(office.clerk, caseNumber, "pack");
    expect(failed).toMatchObject({
      state: "failed",
      failure: { reason: "materialGone", part: material?.documentId },
      allowedActions: ["pack"],
    });
    const listed = (await office.clerk.ask("GET", "/v1/archives?state=failed")).body.items as File[];
    expect(listed.map((one) => one.caseNumber)).toEqual([caseNumber]);
    for (const name of stored) renameSync(`${name}.away`, name);
    expect(await take(office.clerk, caseNumber, "pack")).toMatchObject({ state: "archived" });
    const errors = app.log.map(({ message }) => message).filter((text) => text.includes('"level":"ERROR"'));
    expect(errors).toEqual([expect.stringContaining("a case could not be packed")]);
  });

  test("is packed by the clock after thirty days, also one that was withdrawn", async () => {
    const { caseNumber } = await act(citizen, await apply(citizen), "withdraw");
    await app.drained();
    const { caseNumber: another } = await completed();
    expect(await fileOf(caseNumber)).toMatchObject({ state: "pending", ended: "withdrawn" });
    const waiting: string[] = [];
    let mark = "";
    do {
      const { body } = await office.clerk.ask("GET", `/v1/archives?state=pending&limit=1${mark}`);
      waiting.push(...(body.items as File[]).map((one) => String(one.caseNumber)));
      mark = body.nextCursor ? `&cursor=${String(body.nextCursor)}` : "";
    } while (mark);
    expect(waiting).toEqual([caseNumber, another]);
    app.travel(32);
    await app.fireSchedule("Archives");
    await app.drained();
    app.travel(-32);
    expect(await fileOf(caseNumber)).toMatchObject({ state: "archived", ended: "withdrawn" });
    expect((await office.clerk.ask("GET", "/v1/archives?state=pending")).body.items).toEqual([]);
    app.checkAnswers();
  });
});
