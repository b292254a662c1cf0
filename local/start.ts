import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { startCarrier } from "./carrier/carrier.ts";
import { defaultDataDir } from "./client.ts";
import { demoPeople } from "./demo-people.ts";
import { type LogLine, startLocal } from "./engine/index.ts";
import { PortInUseError } from "./engine/server.ts";
import { machineKey } from "./machine-key.ts";
import { seeders } from "./seed.ts";
import { synthesize } from "./synthesize.ts";

const { values } = parseArgs({
  options: {
    fresh: { type: "boolean", default: false },
    port: { type: "string", default: "8787" },
    data: { type: "string", default: defaultDataDir },
    verbose: { type: "boolean", default: false },
  },
});

const startedAt = Date.now();
const say = (text: string): void => console.log(text);
const step = (text: string): void =>
  say(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(5)} s  ${text}`);

/** Where environment `local` says that the carrier is; beside another API port it moves along. */
const carrierInTemplate = "http://127.0.0.1:8789";

/** Functions say much; people want to see what went wrong. */
function show({ source, level, message }: LogLine): void {
  if (values.verbose || level !== "info" || /"level":"(ERROR|CRITICAL)"/.test(message))
    console.error(`[${source}] ${message}`);
}

async function main(): Promise<void> {
  const dataDir = resolve(values.data);
  const port = Number(values.port);
  step("Synthesizing the app for environment `local`");
  await synthesize("cdk.out/local");
  step("Starting tables, queues, buckets, bus and functions");
  const app = await startLocal({
    assemblyDir: "cdk.out/local",
    dataDir,
    port,
    moved: { [carrierInTemplate]: `http://127.0.0.1:${port + 2}` },
    fresh: values.fresh,
    log: show,
  });
  const carrier = await startCarrier({
    port: port + 2,
    carrierId: "tongban-post",
    callbackUrl: () => `${app.apiUrl}/v1/couriers/tongban-post/events`,
    keyOf: (id) => machineKey(app, `carrier:${id}`),
    dataFile: join(dataDir, "carrier.json"),
    autoDrive: { stepMs: 1500 },
  });
  for (const seed of seeders) step(await seed(app));
  step("Ready");
  say(`
  API        ${app.apiUrl}/v1/items
  API guide  ${app.apiUrl}/v1/openapi.json
  Sign in    npm run token -- PERSON      (an access token, for curl and scripts)
${demoPeople.map(({ id, says }) => `               ${id.padEnd(10)} ${says}`).join("\n")}
  Try it     npm run demo                 (a whole case, from application to rating)
  Data       ${values.data}/               (npm start -- --fresh forgets it)
  Stop       Ctrl-C
`);
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    say("\nEnding …");
    await carrier.close();
    await app.close();
    process.exit(0);
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
}

main().catch((error: Error) => {
  const hint = error instanceof PortInUseError ? " Choose another: npm start -- --port 8800" : "";
  console.error(values.verbose ? error : `${error.message}${hint}`);
  process.exit(1);
});
