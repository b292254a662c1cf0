import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { assemblyInputs } from "#local/builds.ts";
import {
  businessLicenceInTemplate,
  type LocalBusinessLicence,
  startBusinessLicence,
} from "#local/business-licence/business-licence.ts";
import { type LocalCarriers, startCarriers } from "#local/carrier/carrier.ts";
import {
  type EngineHooks,
  type LocalApp,
  type LocalOptions,
  type LogLine,
  startLocal,
} from "#local/engine/index.ts";
import { type LocalFeePlatform, platformId, startFeePlatform } from "#local/fee-platform/fee-platform.ts";
import { kept } from "#local/kept.ts";
import { machineKey } from "#local/machine-key.ts";
import { type Person, person } from "#local/play/api.ts";
import { localTables, seeders } from "#local/seed.ts";
import { shippedYears } from "#shared/kernel/calendar/calendar.ts";
import { dynamodbCalendarStore } from "#shared/kernel/calendar/calendar-store.ts";
import { answerCheck } from "./published-api.ts";

/** Where environment `local` says that the carriers are. */
const carriersInTemplate = "http://127.0.0.1:8789";
const feePlatformInTemplate = "http://127.0.0.1:8792";

export type TestApp = LocalApp & {
  carriers: LocalCarriers;
  businessLicence: LocalBusinessLicence;
  feePlatform: LocalFeePlatform;
  log: LogLine[];
  dataDir: string;
  as(demoPerson: string): Promise<Person>;
  /** @throws Error that names every answer so far that differs from the published description */
  checkAnswers(): void;
  end(): Promise<void>;
};

type Options = {
  hooks?: EngineHooks;
  count?: boolean;
  maxConcurrency?: number;
  conflicts?: LocalOptions["conflicts"];
  coldEvery?: number;
  visibilitySeconds?: number;
  watched?: boolean;
  dataDir?: string;
  /** Another app than the project as it stands. */
  assemblyDir?: string;
  /** Its published API, when it is another app. */
  openApi?: unknown;
  /** The carriers tell events by themselves, a step each so many milliseconds. */
  stepMs?: number;
  /** Further addresses that the template names and that are elsewhere in this run. */
  moved?: Record<string, string>;
};

/** Years that no notice has come for yet, as if without holidays: what a test waits for must not lie on a day that may move. */
async function seedCalendar(app: LocalApp): Promise<void> {
  const store = dynamodbCalendarStore(app.outputs.CalendarTableName ?? "", localTables(app));
  const known = Math.max(...shippedYears.map(({ year }) => year));
  for (let year = known + 1; year <= new Date().getFullYear() + 1; year += 1)
    await store.put({
      year,
      source: "made up for tests",
      holidays: [],
      workdays: [],
      version: 1,
      importedAt: new Date().toISOString(),
      importedBy: "tests",
    });
}

async function seed(app: LocalApp): Promise<void> {
  for (const fill of seeders) await fill(app);
  await seedCalendar(app);
  await app.drained();
}

/** The data of an app that was started, filled and ended: each app starts from a copy. Today's, as if it were its own. */
const seededData = (): Promise<string> =>
  kept({
    name: `seeded${process.env.DYNAMODB_LOCAL ? "-amazon" : ""}-${new Date().toISOString().slice(0, 10)}`,
    inputs: [...assemblyInputs, "local"],
    async make(dataDir) {
      const app = await startLocal({ assemblyDir: inject("assemblyDir"), dataDir });
      await seed(app).finally(app.close);
      // Each app's sign-in server takes a port of its own.
      rmSync(join(dataDir, "issuer-port"));
    },
  });

/**
 * The whole app on free ports, with its catalogue and carriers; all of it gone with `end`. Every answer of its API is
 * checked against the published description: one that differs fails the call, or `end` when it was not a person's.
 * Hooks see the app being filled; without them it begins as a copy of one that was.
 */
export async function startTestApp({
  stepMs,
  dataDir: given,
  moved,
  hooks,
  openApi,
  ...options
}: Options = {}): Promise<TestApp> {
  const dataDir = given ?? mkdtempSync(join(inject("runDir"), "app-"));
  if (!hooks && !given) cpSync(await seededData(), dataDir, { recursive: true });
  const log: LogLine[] = [];
  const answers = answerCheck(openApi);
  let app: LocalApp | undefined;
  const running = (): LocalApp => {
    if (!app) throw new Error("the app is not up yet");
    return app;
  };
  const carriers = await startCarriers({
    port: 0,
    apiUrl: () => running().apiUrl,
    keyOf: (id) => machineKey(running(), `carrier:${id}`),
    ...(stepMs !== undefined && { autoDrive: { stepMs } }),
    note: (message) =>
      log.push({ time: new Date().toISOString(), source: "carriers", level: "warn", message }),
  });
  const businessLicence = await startBusinessLicence();
  let aheadMs = 0;
  const feePlatform = await startFeePlatform({
    port: 0,
    apiUrl: () => running().apiUrl,
    key: () => machineKey(running(), `platform:${platformId}`),
    now: () => new Date(Date.now() + aheadMs),
    note: () => {},
  });
  try {
    app = await startLocal({
      assemblyDir: inject("assemblyDir"),
      dataDir,
      moved: {
        [carriersInTemplate]: carriers.url,
        [businessLicenceInTemplate]: businessLicence.url,
        [feePlatformInTemplate]: feePlatform.url,
        ...moved,
      },
      log: (line) => log.push(line),
      hooks: { ...hooks, onAnswer: answers.onAnswer },
      ...options,
    });
    if (hooks || given) await seed(app);
  } catch (error) {
    await app?.close();
    await carriers.close();
    await businessLicence.close();
    await feePlatform.close();
    throw error;
  }
  const checkAnswers = (): void => {
    const { checked, differing } = answers.count();
    process.stdout.write(`answers checked against docs/openapi.json: ${checked}, differing: ${differing}\n`);
    answers.demandNone();
    const refused = running().refused();
    if (refused.length > 0)
      throw new Error(`Functions asked for what they have no right to:\n${refused.join("\n")}`);
  };
  return {
    ...app,
    carriers,
    businessLicence,
    feePlatform,
    /** The platform's clock goes with the app's: what it signs is not of another day. */
    travel(days) {
      aheadMs += days * 86_400_000;
      running().travel(days);
    },
    log,
    dataDir,
    as: async (demoPerson) => answers.held(person(running().apiUrl, await running().token(demoPerson))),
    checkAnswers,
    async end() {
      await carriers.close();
      await businessLicence.close();
      await feePlatform.close();
      await running().close();
      if (!given) rmSync(dataDir, { recursive: true, force: true });
      checkAnswers();
    },
  };
}

let ofThisWorker: Promise<TestApp> | undefined;

/**
 * One app for all files of a worker that ask for nothing special and do not mind what the others leave in it: their
 * people are their own, and they count nothing that others add to. It ends with the worker; `log` begins with the file,
 * and carriers tell events by themselves for the file that says so.
 */
export async function sharedTestApp({ stepMs }: Pick<Options, "stepMs"> = {}): Promise<TestApp> {
  ofThisWorker ??= startTestApp();
  const app = await ofThisWorker;
  app.carriers.driveItself(stepMs);
  const before = app.log.length;
  return {
    ...app,
    get log() {
      return app.log.slice(before);
    },
    async end() {
      await app.drained();
      app.carriers.driveItself(undefined);
      app.checkAnswers();
    },
  };
}
