import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import document from "#docs/openapi.json" with { type: "json" };

const dir = mkdtempSync(join(tmpdir(), "description-"));
afterAll(() => rmSync(dir, { recursive: true }));

type Findings = { problems: { severity: string; ruleId: string; message: string }[] };

/** By the recommended rules, without asking anybody on the network. */
function findingsIn(description: unknown): Promise<Findings> {
  const file = join(dir, "openapi.json");
  writeFileSync(file, JSON.stringify(description));
  const redocly = "node_modules/@redocly/cli/bin/cli.js";
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [redocly, "lint", file, "--extends", "recommended", "--format", "json"],
      { env, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout) => {
        try {
          resolve(JSON.parse(stdout) as Findings);
        } catch {
          reject(error);
        }
      },
    );
  });
}

test("the published description has no error and no warning by Redocly's recommended rules", async () => {
  const { problems } = await findingsIn(document);
  expect(problems.map(({ severity, ruleId, message }) => `${severity} ${ruleId}: ${message}`)).toEqual([]);
});

test("what is wrong with a description is found", async () => {
  const { problems } = await findingsIn({ ...document, servers: [] });
  expect(problems.map(({ ruleId }) => ruleId)).toContain("no-empty-servers");
});
