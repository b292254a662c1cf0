import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Refusal, serveAws } from "./aws-json.ts";
import { EngineClock } from "./clock.ts";
import { claimDataDir, forgetData } from "./data-dir.ts";
import { Disposables } from "./disposables.ts";
import { conflictingDatabase } from "./dynamodb/conflicts.ts";
import { countingProxy, noCounts } from "./dynamodb/counting-proxy.ts";
import { startDynamoDb } from "./dynamodb/dynoxide.ts";
import { ensureTable } from "./dynamodb/tables.ts";
import { eventBus } from "./events/bus.ts";
import { schedulesOf, startSchedules } from "./events/schedules.ts";
import { httpApi } from "./http-api/http-api.ts";
import { dynamodbGate } from "./iam/dynamodb-gate.ts";
import { Gate } from "./iam/gate.ts";
import { mappingRequests, requireRights } from "./iam/missing.ts";
import { recorder, recordVariable } from "./iam/recording.ts";
import { eventsRequests, secretsRequests, sqsRequests } from "./iam/requests.ts";
import { rightsIn } from "./iam/rights.ts";
import { Checkpoints } from "./lambda/checkpoints.ts";
import { eventSources } from "./lambda/event-sources.ts";
import { makeFunctions } from "./lambda/functions.ts";
import { logger } from "./log.ts";
import { startBuckets } from "./s3/buckets.ts";
import { Secrets } from "./secrets/secrets.ts";
import { listen } from "./server.ts";
import { issuerOfDataDir } from "./sign-in/issuer.ts";
import { ensureQueue, startQueues } from "./sqs/queues.ts";
import { readAssembly } from "./templates/assembly.ts";
import { resolveStacks } from "./templates/stacks.ts";
import type { Counters, Endpoints, LocalApp, LocalOptions } from "./types.ts";
import { type Watching, watching } from "./watching/watching.ts";

export type {
  CallCount,
  EngineHooks,
  LocalApp,
  LocalOptions,
  LogLine,
  PublishedEvent,
  SentAnswer,
} from "./types.ts";

const account = "000000000000";
/** s3rver and dynoxide take any; a region of no partition but `aws`. */
const region = "local";

/** Runs the synthesized app whole on this machine. */
export async function startLocal(options: LocalOptions): Promise<LocalApp> {
  const disposables = new Disposables();
  try {
    return await start(options, disposables);
  } catch (error) {
    await disposables.close();
    throw error;
  }
}

async function start(options: LocalOptions, disposables: Disposables): Promise<LocalApp> {
  const { assemblyDir, dataDir, fresh = false } = options;
  const clock = new EngineClock();
  let watched: Watching | undefined;
  const log = logger((line) => {
    options.log?.(line);
    watched?.line(line);
  });
  mkdirSync(dataDir, { recursive: true });
  disposables.add(claimDataDir(dataDir));
  if (fresh) forgetData(dataDir);
  const assembly = readAssembly(assemblyDir, options.moved);
  const counts: Omit<Counters, "functions"> = { dynamodb: noCounts(), sqs: {}, s3: {}, events: {} };

  const now = () => clock.now();
  const [database, queues] = await Promise.all([startDynamoDb(dataDir), startQueues(dataDir, region, now)]);
  disposables.add(database.close);
  disposables.add(queues.close);
  // The API listens before its routes are known: its address is in functions' environments.
  let answerHttp: Parameters<typeof listen>[0] = (_incoming, response) => {
    response.writeHead(503).end();
  };
  const api = await listen((incoming, response) => answerHttp(incoming, response), options.port ?? 0);
  disposables.add(api.close);

  const secrets = new Secrets(dataDir);
  const stacks = resolveStacks(assembly, {
    region,
    account,
    apiUrl: api.url,
    queueUrl: queues.urlOf,
    secretValue: (id) => secrets.value(id),
  });
  for (const { name, properties } of stacks.ofType("AWS::SecretsManager::Secret"))
    secrets.ensure(name, properties);

  if (options.watched) watched = watching(stacks, queues, clock);
  const hooks = watched?.hooks(options.hooks ?? {}) ?? options.hooks ?? {};

  const { place } = stacks;
  const rights = rightsIn(stacks);
  requireRights(stacks, rights);
  const gate = new Gate(rights, { onUse: recorder(process.env[recordVariable]), log });
  const gateAt =
    (requestsOf: typeof sqsRequests): Refusal =>
    (caller, target, input) =>
      gate.refusalOf(caller, requestsOf(place, target, input));
  const secretsServer = await listen(serveAws(secrets.operations(), gateAt(secretsRequests)));
  disposables.add(secretsServer.close);
  queues.server.refusal = gateAt(sqsRequests);
  let tableEndpoint = database.endpoint;
  if (options.count) {
    const proxy = await countingProxy(database.endpoint, counts.dynamodb, (name) => gate.isFunction(name));
    disposables.add(proxy.close);
    tableEndpoint = proxy.url;
  }
  const meeting = options.conflicts && (await conflictingDatabase(tableEndpoint, options.conflicts));
  if (meeting) disposables.add(meeting.close);
  const tablesOfFunctions = await dynamodbGate(
    meeting?.url ?? tableEndpoint,
    gate,
    place,
    watched?.throttled,
  );
  disposables.add(tablesOfFunctions.close);

  const queueResources = stacks.ofType("AWS::SQS::Queue");
  // Dead-letter queues have to be there before the queues that name them.
  const byNeed = queueResources.toSorted(
    (a, b) =>
      Number(a.properties.RedrivePolicy !== undefined) - Number(b.properties.RedrivePolicy !== undefined),
  );
  for (const queue of byNeed) await ensureQueue(queues, queue, options.visibilitySeconds);
  const tables = stacks.ofType("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable");
  const streams = new Map<string, string | undefined>();
  for (const table of tables)
    streams.set(table.name, (await ensureTable(database.endpoint, table)).streamArn);
  const buckets = await startBuckets(
    dataDir,
    stacks.ofType("AWS::S3::Bucket"),
    counts.s3,
    { gate, place },
    () => new Date(now()),
  );
  disposables.add(buckets.close);

  const sendToQueue = (queueName: string, body: string): void => {
    queues.server.sendMessage(queueName, body);
    counts.sqs.SendMessage = (counts.sqs.SendMessage ?? 0) + 1;
  };
  const busNames = new Set(["default", ...stacks.ofType("AWS::Events::EventBus").map(({ name }) => name)]);
  const invokeArn = (source: "bus" | "schedule" | "http") => (arn: string, event: unknown) =>
    functions.invoke({ functionName: functions.find(arn).spec.name, source, event });
  const bus = eventBus({
    rules: stacks.ofType("AWS::Events::Rule"),
    busNames,
    region,
    account,
    sendToQueue,
    invokeFunction: invokeArn("bus"),
    counts: counts.events,
    hooks,
    log,
  });
  const eventsServer = await listen(
    serveAws({ "AWSEvents.PutEvents": bus.putEvents }, gateAt(eventsRequests)),
  );
  disposables.add(eventsServer.close);

  const endpoints: Endpoints = {
    dynamodb: tableEndpoint,
    sqs: queues.endpoint,
    s3: buckets.endpoint,
    events: eventsServer.url,
    secretsManager: secretsServer.url,
  };
  const functions = makeFunctions(
    stacks.ofType("AWS::Lambda::Function"),
    {
      assembly,
      endpoints: { ...endpoints, dynamodb: tablesOfFunctions.url },
      region,
      maxConcurrency: options.maxConcurrency ?? 2,
      coldEvery: options.coldEvery,
      clock,
    },
    log,
    hooks,
  );
  disposables.add(() => functions.close());
  // What Lambda does with a function's role: it was found to be there, and is written down as used.
  for (const mapping of stacks.ofType("AWS::Lambda::EventSourceMapping"))
    gate.refusalOf(
      functions.find(String(mapping.properties.FunctionName)).spec.name,
      mappingRequests(mapping),
    );

  const authorizer = stacks.ofType("AWS::ApiGatewayV2::Authorizer")[0]?.properties.JwtConfiguration as
    | { Audience?: string[] }
    | undefined;
  const issuer = await issuerOfDataDir(options, api.port, authorizer?.Audience?.[0] ?? "tongban-local");
  disposables.add(issuer.close);

  const checkpoints = new Checkpoints(join(dataDir, "checkpoints.json"));
  disposables.add(() => checkpoints.close());
  const sources = eventSources({
    stacks,
    streams,
    heads: database.heads,
    endpoints: { ...endpoints, dynamodb: database.endpoint },
    queues,
    region,
    functions,
    checkpoints,
    sendToQueue,
    hooks,
    log,
  });
  disposables.add(sources.close);
  const scheduler = startSchedules(
    schedulesOf(stacks.ofType("AWS::Events::Rule", "AWS::Scheduler::Schedule")),
    invokeArn("schedule"),
    log,
  );
  disposables.add(scheduler.close);
  answerHttp = httpApi({ stacks, issuer, invoke: invokeArn("http"), hooks, log });

  const deadLetters = new Set(
    queueResources.flatMap(({ properties }) => {
      const { deadLetterTargetArn } = (properties.RedrivePolicy ?? {}) as { deadLetterTargetArn?: string };
      return deadLetterTargetArn ? [deadLetterTargetArn] : [];
    }),
  );
  const queueDepth = (queueName: string) => {
    const found = queues.server.inspectQueue(queueName);
    if (!found) throw new Error(`No queue ${queueName}`);
    const { ready, delayed, inflight } = found.messages;
    const postponed = queues.server.postponed(queueName);
    return {
      ready: ready.length,
      delayed: delayed.length + postponed,
      inFlight: inflight.length - postponed,
    };
  };
  const working = sources.queueNames.filter((name) => !deadLetters.has(name));
  const isQuiet = async (waitsForDelayed: boolean): Promise<boolean> =>
    functions.running() === 0 &&
    bus.pending() === 0 &&
    working.every((name) => {
      const { ready, delayed, inFlight } = queueDepth(name);
      return ready + inFlight + (waitsForDelayed ? delayed : 0) === 0;
    }) &&
    (await sources.areCaughtUp());

  const requireWatched = (): Watching => {
    if (!watched) throw new Error("This app was not started as a watched one.");
    return watched;
  };
  const app: LocalApp = {
    apiUrl: api.url,
    issuer: issuer.url,
    endpoints,
    region,
    token: issuer.token,
    tokenWith: issuer.tokenWith,
    outputs: stacks.outputs,
    resources: stacks.physicalIds,
    tables: tables.map(({ name }) => name),
    queues: Object.fromEntries(queueResources.map(({ name }) => [name, queues.urlOf(name)])),
    functions: [...functions.byName.keys()],
    queueDepth,
    peekQueue: (name) => (queues.server.inspectQueue(name)?.messages.ready ?? []).map(({ body }) => body),
    async drained(timeoutMs = 120_000, { waitsForDelayed = true } = {}) {
      const until = Date.now() + timeoutMs;
      let started = -1;
      // Three times in a row, and nothing began meanwhile: what moves while it is looked for is found nowhere.
      for (let quiet = 0; quiet < 3; ) {
        const was = started;
        started = functions.started();
        quiet = (await isQuiet(waitsForDelayed)) && (quiet === 0 || started === was) ? quiet + 1 : 0;
        if (Date.now() > until)
          throw new Error(`Work is left after ${timeoutMs} ms: ${JSON.stringify(whatIsLeft())}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    travel(days) {
      clock.travel(days * 86_400_000);
      // On the way back nothing waits for longer.
      if (days > 0) queues.server.travel(days * 86_400_000);
    },
    fireSchedule: (name) => scheduler.fire(name),
    invoke: (functionName, event) => functions.invoke({ functionName, source: "direct", event }),
    stop(functionName, isStopped) {
      functions.find(functionName).isStopped = isStopped;
    },
    throttle: (table, use, isAtCeiling) => requireWatched().throttle(table, use, isAtCeiling),
    alarms: () => requireWatched().states(),
    counters: () => ({ ...structuredClone(counts), functions: functions.counts() }),
    conflictsPlayed: () => meeting?.played() ?? 0,
    refused: () => [...gate.refused],
    takeRights: (isTaken) => gate.take(isTaken),
    close: () => disposables.close(),
  };
  const whatIsLeft = () => ({
    running: functions.running(),
    queues: Object.fromEntries(
      working
        .map((name) => [name, queueDepth(name)] as const)
        .filter(([, depth]) => Object.values(depth).some((count) => count > 0)),
    ),
  });
  writeFileSync(
    join(dataDir, "runtime.json"),
    JSON.stringify(
      {
        pid: process.pid,
        apiUrl: app.apiUrl,
        issuer: app.issuer,
        endpoints,
        region,
        outputs: app.outputs,
        queues: app.queues,
      },
      null,
      2,
    ),
  );
  disposables.add(() => rmSync(join(dataDir, "runtime.json"), { force: true }));
  return app;
}
