import { createWriteStream, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildPages, synthesize } from "./builds.ts";
import { businessLicenceInTemplate, startBusinessLicence } from "./business-licence/business-licence.ts";
import { startCarriers } from "./carrier/carrier.ts";
import { defaultDataDir } from "./client.ts";
import { demoPeople } from "./demo-people.ts";
import { seedPolicies } from "./demo-policies.ts";
import { seedRepresentations } from "./demo-representations.ts";
import { claimDataDir } from "./engine/data-dir.ts";
import { type LocalApp, type LogLine, startLocal } from "./engine/index.ts";
import { PortInUseError } from "./engine/server.ts";
import { platformId, startFeePlatform } from "./fee-platform/fee-platform.ts";
import { use } from "./kept.ts";
import { machineKey } from "./machine-key.ts";
import { startNoticeProviders } from "./notice-providers/notice-providers.ts";
import { seeders } from "./seed.ts";
import { pagesInTemplate, startWeb } from "./web.ts";

const { values } = parseArgs({
  options: {
    fresh: { type: "boolean", default: false },
    port: { type: "string", default: "8787" },
    data: { type: "string", default: defaultDataDir },
    /** Milliseconds between two events of a parcel's journey. */
    "courier-step": { type: "string", default: "1500" },
    verbose: { type: "boolean", default: false },
  },
});

const startedAt = Date.now();
const print = (text: string): void => console.log(text);
const step = (text: string): void =>
  print(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(5)} s  ${text}`);

/** Where environment `local` has the carriers; beside another API port they move along. */
const carriersInTemplate = "http://127.0.0.1:8789";
const feePlatformInTemplate = "http://127.0.0.1:8792";
const noticeProvidersInTemplate = "http://127.0.0.1:8793";

/** Functions log much; people want to see what went wrong. */
function show({ source, level, message }: LogLine): void {
  if (values.verbose || level !== "info" || /"level":"(ERROR|CRITICAL)"/.test(message))
    console.error(`[${source}] ${message}`);
}

const closing: (() => Promise<void>)[] = [];
let ended: Promise<void> | undefined;

/** Ends what was started, the last first. */
async function endAll(): Promise<void> {
  for (const close of closing.splice(0).toReversed()) await close();
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    // Asked twice: what a function was doing is then done again at the next start.
    if (ended) process.exit(1);
    print("\nEnding …");
    ended = endAll().then(() => process.exit(0), fail);
  });

async function main(): Promise<void> {
  const dataDir = resolve(values.data);
  const port = Number(values.port);
  const carrierPort = port + 2;
  const feePlatformPort = port + 5;
  mkdirSync(dataDir, { recursive: true });
  // Claimed again by the engine; asked here so that nobody waits for the synthesis first.
  claimDataDir(dataDir)();
  step("Synthesizing the app and building its pages, unless nothing changed");
  const [assemblyDir, dist] = await Promise.all([synthesize(), buildPages()]);
  // Functions load parts of their code late: it must not be cleared away under an app that runs for days.
  for (const directory of [assemblyDir, dist]) setInterval(use, 3_600_000, directory).unref();
  const securityLog = createWriteStream(join(dataDir, "security.log"), { flags: "a" });
  closing.push(() => new Promise((resolve) => securityLog.end(resolve)));
  step("Starting tables, queues, buckets, bus and functions");
  let running: LocalApp | undefined;
  const web = await startWeb({ port: port + 3, dist, app: () => running });
  closing.push(web.close);
  const licences = await startBusinessLicence({ port: port + 4 });
  closing.push(licences.close);
  const app = await startLocal({
    assemblyDir,
    dataDir,
    port,
    fresh: values.fresh,
    moved: {
      [carriersInTemplate]: `http://127.0.0.1:${carrierPort}`,
      [noticeProvidersInTemplate]: `http://127.0.0.1:${port + 6}`,
      [feePlatformInTemplate]: `http://127.0.0.1:${feePlatformPort}`,
      [pagesInTemplate]: web.url,
      [businessLicenceInTemplate]: licences.url,
    },
    hooks: { onAccess: (line) => void securityLog.write(`${line}\n`) },
    log: show,
  });
  running = app;
  closing.push(app.close);
  const carriers = await startCarriers({
    port: carrierPort,
    apiUrl: () => app.apiUrl,
    keyOf: (id) => machineKey(app, `carrier:${id}`),
    dataFile: join(dataDir, "carriers.json"),
    autoDrive: {
      stepMs: Number(values["courier-step"]),
      shares: { duplicates: 0.2, reordered: 0.2, absent: 0.1 },
    },
  });
  closing.push(carriers.close);
  const feePlatform = await startFeePlatform({
    port: feePlatformPort,
    apiUrl: () => app.apiUrl,
    key: () => machineKey(app, `platform:${platformId}`),
    dataFile: join(dataDir, "fee-platform.json"),
    faults: { lost: 0.1, twice: 0.2, delayMs: 4000 },
  });
  closing.push(feePlatform.close);
  const noticeProviders = await startNoticeProviders({
    port: port + 6,
    mailPort: port + 7,
    receiptUrl: async (id) =>
      `${app.apiUrl}/v1/notice-receipts/${id}/${await machineKey(app, `notices:${id}`)}`,
    faults: { lost: 0.02, silent: 0.05, refused: 0.02, early: 0.1, repeated: 0.2 },
    delayMs: 2000,
  });
  closing.push(noticeProviders.close);
  for (const seed of seeders) step(await seed(app));
  step(await seedRepresentations(app, licences));
  step(await seedPolicies(app));
  step("Ready");
  print(`
  Pages      ${web.url}
  API        ${app.apiUrl}/v1/items
  API guide  ${app.apiUrl}/v1/openapi.json
  Licences   ${licences.url}      (where legal representatives confirm, as in the app)
  Sign in    npm run token -- PERSON      (an access token, for curl and scripts)
${demoPeople.map(({ id, description }) => `               ${id.padEnd(10)} ${description}`).join("\n")}
  Try it     npm run demo                 (a whole case, from application to rating)
  Data       ${values.data}/               (npm start -- --fresh forgets it)
  Stop       Ctrl-C
`);
}

async function fail(error: Error): Promise<never> {
  const hint = error instanceof PortInUseError ? " Choose others: npm start -- --port 8800" : "";
  console.error(values.verbose ? error : `${error.message}${hint}`);
  await endAll();
  process.exit(1);
}

main().catch(fail);
