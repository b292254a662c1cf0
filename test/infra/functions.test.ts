import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { type Bundle, bundleFunctions, functionNames } from "#infra/bundle.ts";
import { readEnvironment } from "#infra/environments.ts";
import { builtFunctions } from "#local/builds.ts";
import { budgetOf, largest } from "./budgets.ts";
import { type DeployedFunction, functionsOf, type Synthesized, synthesize } from "./templates.ts";

const run = promisify(execFile);

/** The SDK's calls that take use of a right. */
const callsFor: Record<string, string[]> = {
  "dynamodb:GetItem": ["GetCommand", "TransactGetCommand"],
  "dynamodb:BatchGetItem": ["BatchGetCommand"],
  "dynamodb:Query": ["QueryCommand"],
  "dynamodb:PutItem": ["PutCommand", "TransactWriteCommand"],
  "dynamodb:UpdateItem": ["UpdateCommand", "TransactWriteCommand"],
  "dynamodb:BatchWriteItem": ["BatchWriteCommand"],
  "sqs:SendMessage": ["SendMessageCommand", "SendMessageBatchCommand"],
  "sqs:ChangeMessageVisibility": ["ChangeMessageVisibilityCommand"],
  "events:PutEvents": ["PutEventsCommand"],
  "secretsmanager:GetSecretValue": ["GetSecretValueCommand"],
  "s3:PutObject": ["PutObjectCommand", "CreateMultipartUploadCommand"],
  "s3:AbortMultipartUpload": ["AbortMultipartUploadCommand"],
  "s3:PutObjectTagging": ["PutObjectTaggingCommand"],
  "s3:GetObject": ["GetObjectCommand", "HeadObjectCommand"],
  "s3:GetObjectTagging": ["GetObjectTaggingCommand"],
  "s3:ListBucket": ["ListObjectsV2Command", "GetObjectCommand", "HeadObjectCommand"],
};
/** Of these Lambda itself takes use; of a relay's queue too, for what it gives up. */
const lambdasOwn =
  /^(logs|xray|kms):|^sqs:(Receive|Delete|GetQueue)|^dynamodb:(Describe|ListStreams|GetRecords|GetShard)/;

/**
 * The SDK's calls in those of our files that ended up in a bundle. Each file's calls are in one factory: where
 * one command is missing from the bundle, only a constant of the file is in it.
 */
function callsIn({ metafile }: Bundle): string[] {
  const files = Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => file);
  const has = (command: string) => files.some((file) => file.endsWith(`/commands/${command}.js`));
  const calls = files
    .filter((file) => /^(functions|shared)\//.test(file))
    .map((file) => [...readFileSync(file, "utf8").matchAll(/new (\w+Command)\(|\b(paginateQuery)\(/g)])
    .map((matches) => matches.map(([, command]) => command ?? "QueryCommand"))
    .filter((commands) => commands.every(has));
  return [...new Set(calls.flat())].sort();
}

/** What a function checks when it starts, such as the carriers of its environment; it carries 500 to 1,800 schemas. */
/** With what only protected environments have. */
const whole = {
  ...readEnvironment("local"),
  protected: true,
  canary: { everyMinutes: 60, signsIn: true },
};

const maxSchemas = 110;
/** Those that speak with providers read the settings of each kind when they start. */
const maxSchemasWithProviders = 140;

/** The error itself, without the minified line it comes from. */
const reasonIn = (stderr: string): string =>
  stderr.split("\n").find((line) => /^\w*Error\b/.test(line)) ?? stderr.slice(-500);

const textOf = (dir: string): string =>
  readdirSync(dir, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".mjs"))
    .map((file) => readFileSync(join(dir, file), "utf8"))
    .join("\n");

describe("the functions as deployed", () => {
  let bundles: Map<string, Bundle>;
  let app: Synthesized;
  let deployed: (DeployedFunction & { folder: string; bundle: Bundle })[];
  beforeAll(async () => {
    bundles = await builtFunctions();
    app = await synthesize(whole, bundles);
    deployed = functionsOf(app).map((fn) => {
      const folder = fn.environment.CONTEXT
        ? fn.service.replace(`-${fn.environment.CONTEXT}`, "")
        : fn.service;
      const bundle = bundles.get(folder);
      if (!bundle) throw new Error(`${fn.service} has no bundle`);
      return { ...fn, folder, bundle };
    });
  });

  it("are all that there are", () => {
    expect([...new Set(deployed.map(({ folder }) => folder))].sort()).toEqual(functionNames());
  });

  it("start with exactly the environment that they get, and leave the schemas of their routes and events for later", async () => {
    const failures: string[] = [];
    const queue = [...deployed];
    const worker = async () => {
      for (let fn = queue.shift(); fn; fn = queue.shift()) {
        const variables = Object.entries<unknown>(fn.environment).map(([variable, value]) => [
          variable,
          typeof value === "string" ? value : "named-at-deployment",
        ]);
        // zod calls the hook for every schema that it has built.
        const script = `let built = 0;
          globalThis.__zod_globalConfig = { postProcessor: () => { built += 1; } };
          const { handler } = await import(${JSON.stringify(join(fn.bundle.dir, "handler.mjs"))});
          if (typeof handler !== "function") throw new Error("no handler");
          if (built > ${"NOTICE_PROVIDERS" in fn.environment ? maxSchemasWithProviders : maxSchemas}) throw new Error("built " + built + " schemas");`;
        await run(process.execPath, ["--input-type=module", "-e", script], {
          env: {
            ...Object.fromEntries(variables),
            AWS_REGION: "xx-test-1",
            AWS_LAMBDA_FUNCTION_NAME: fn.service,
          },
        }).catch((error: { stderr: string }) => failures.push(`${fn.service}: ${reasonIn(error.stderr)}`));
      }
    };
    await Promise.all([worker(), worker()]);
    expect(failures).toEqual([]);
  });

  it("read every variable that they get: a right that nobody uses is one too many", () => {
    const unread = deployed.flatMap(({ service, environment, bundle }) => {
      const text = textOf(bundle.dir);
      return Object.keys(environment)
        .filter((variable) => !variable.startsWith("POWERTOOLS_") && !text.includes(variable))
        .map((variable) => `${service} ${variable}`);
    });
    expect(unread).toEqual([]);
  });

  it("may do nothing that their code never does", () => {
    const idle = deployed.flatMap(({ service, folder, statements, bundle }) => {
      const calls = new Set(callsIn(bundle));
      const followsStream = folder === "event-relay" || folder === "history-export";
      return [...new Set(statements.flatMap(({ actions }) => actions))]
        .filter((action) => !lambdasOwn.test(action) && !(followsStream && action === "sqs:SendMessage"))
        .filter((action) => !(callsFor[action] ?? []).some((call) => calls.has(call)))
        .map((action) => `${service} ${action}`);
    });
    expect(idle).toEqual([]);
  });

  it("carry no source of credentials but the environment", () => {
    const carried = [...bundles.values()]
      .flatMap(({ metafile }) => Object.values(metafile.outputs))
      .flatMap(({ inputs }) => Object.keys(inputs))
      .map((file) => /credential-provider-(?!env|node)\w+|nested-clients|token-providers/.exec(file)?.[0])
      .filter((source) => source !== undefined);
    expect([...new Set(carried)]).toEqual([]);
  });

  it("carry no code that tells schemas as JSON Schema", () => {
    const telling = [...bundles].filter(([, { dir }]) => textOf(dir).includes("json-schema.org/draft-07"));
    expect(telling.map(([name]) => name)).toEqual([]);
  });

  it("stay within their budget of bytes", () => {
    const over = deployed.flatMap(({ folder, environment, bundle }) => {
      const budget = budgetOf(folder, environment.RATE_LIMIT_PER_MINUTE !== undefined);
      return bundle.bytes > budget
        ? [`${folder} has ${bundle.bytes} of ${budget} bytes; the largest: ${largest(bundle)}`]
        : [];
    });
    expect(over).toEqual([]);
  });

  it("make the same assets when built again, and no two functions the same one", async () => {
    const names = ["documents", "event-relay"];
    const outDir = mkdtempSync(join(tmpdir(), "tongban-build-"));
    const again = await bundleFunctions({ outDir, names });
    const assets = ({ all }: Synthesized): [string, string][] =>
      all("AWS::Lambda::Function").map(({ name, properties }) => [name, properties.Code.S3Key]);
    const second = await synthesize(whole, new Map([...bundles, ...again]));
    expect(assets(second)).toEqual(assets(app));
    expect(new Set(assets(app).map(([, key]) => key)).size).toBe(bundles.size);
  });
});
