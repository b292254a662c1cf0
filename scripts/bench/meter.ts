import type { CallCount, EngineHooks } from "#local/engine/index.ts";
import { type BenchApp, withApp } from "./app.ts";
import { add, between, type Counts, sum } from "./counts.ts";
import { type Deployed, deployed } from "./deployed.ts";
import { type LogBytes, logBytesOf } from "./logs.ts";
import { type Completions, completions } from "./play.ts";

/** What was counted per case, between two looks. */
export type Measured = {
  requests: Counts;
  readUnits: number;
  writeUnits: number;
  /** Those of them for writes that their condition refused. */
  refusedWriteUnits: number;
  calls: CallCount[];
  s3Requests: Counts;
  events: Counts;
  /** By the queue that they came to. */
  sqsMessages: Counts;
  /** By what called for them. */
  invocations: Counts;
  /** By function. */
  cpuMs: Counts;
  byFunction: Counts;
  wallMs: number;
  logBytes: LogBytes;
};

/** What is let go by while the day fills up: cases played without their documents, or copied without anybody hearing of it. */
type Filling = "played" | "copied";

export type Bench = {
  app: BenchApp;
  parts: Deployed;
  completed: Completions;
  /** Counts what some cases cost, played by `work`. */
  measure(cases: number, work: () => Promise<void>): Promise<Measured>;
  filled<Result>(how: Filling, work: () => Promise<Result>): Promise<Result>;
};

/** Runs the work on an app of its own whose every request is counted, and what the engine hands to functions. */
export async function withBench<Result>(
  work: (bench: Bench) => Promise<Result>,
  /** Addresses that are elsewhere in this run. */
  moved: Readonly<Record<string, string>> = {},
): Promise<Result> {
  const parts = await deployed();
  const completed = completions();
  const messages: Counts = {};
  const invocations: Counts = {};
  let wallMs = 0;
  let filling: Filling | undefined;
  const hooks: EngineHooks = {
    onPublished: completed.onPublished,
    streamBatch: (changes) => (filling === "copied" ? [] : [changes]),
    sqsBatch(batch, queue) {
      if (filling && parts.queues[queue] === "documents") return [];
      add(messages, queue, batch.length);
      return batch;
    },
    async aroundInvoke({ source }, invoke) {
      const start = performance.now();
      try {
        return await invoke();
      } finally {
        wallMs += performance.now() - start;
        add(invocations, source, 1);
      }
    },
  };
  return withApp({ count: true, hooks, moved }, (app) => {
    const look = (): Look => ({
      ...app.counters(),
      ...structuredClone({ messages, invocations, wallMs }),
      logged: app.logged(),
    });
    return work({
      app,
      parts,
      completed,
      async measure(cases, played) {
        const before = look();
        await played();
        return difference(parts, before, look(), cases);
      },
      async filled(how, fill) {
        filling = how;
        const result = await fill();
        await app.drained(120_000);
        filling = undefined;
        return result;
      },
    });
  });
}

type Look = ReturnType<BenchApp["counters"]> & {
  messages: Counts;
  invocations: Counts;
  wallMs: number;
  logged: { lines: number; bytes: number };
};

function callsBetween(before: Look, after: Look, cases: number): CallCount[] {
  return Object.entries(after.dynamodb.byCall)
    .map(([name, call]): CallCount => {
      const was = before.dynamodb.byCall[name];
      const perCase = (unit: "requests" | "readUnits" | "writeUnits") =>
        (call[unit] - (was?.[unit] ?? 0)) / cases;
      return {
        ...call,
        requests: perCase("requests"),
        readUnits: perCase("readUnits"),
        writeUnits: perCase("writeUnits"),
      };
    })
    .filter(({ requests }) => requests > 0);
}

const column = (counts: Look["functions"], name: "invocations" | "cpuMs"): Counts =>
  Object.fromEntries(Object.entries(counts).map(([fn, count]) => [fn, count[name]]));

function difference(app: Deployed, before: Look, after: Look, cases: number): Measured {
  const perCase = (of: (look: Look) => number): number => (of(after) - of(before)) / cases;
  const invocations = between(before.invocations, after.invocations, cases);
  const byFunction = between(
    column(before.functions, "invocations"),
    column(after.functions, "invocations"),
    cases,
  );
  const logged = {
    lines: perCase((look) => look.logged.lines),
    bytes: perCase((look) => look.logged.bytes),
  };
  return {
    requests: between(before.dynamodb.requests, after.dynamodb.requests, cases),
    readUnits: perCase((look) => look.dynamodb.readUnits),
    writeUnits: perCase((look) => look.dynamodb.writeUnits),
    refusedWriteUnits: perCase((look) => look.dynamodb.refusedWriteUnits),
    calls: callsBetween(before, after, cases),
    s3Requests: between(before.s3, after.s3, cases),
    events: between(before.events, after.events, cases),
    sqsMessages: between(before.messages, after.messages, cases),
    invocations,
    cpuMs: between(column(before.functions, "cpuMs"), column(after.functions, "cpuMs"), cases),
    byFunction,
    wallMs: perCase((look) => look.wallMs),
    logBytes: logBytesOf(logged, byFunction, invocations.http ?? 0, app),
  };
}

export const requestsOut = ({ requests, s3Requests, events }: Measured): number =>
  sum(requests) + sum(s3Requests) + sum(events);
