import type { DynamoDBRecord, SQSRecord } from "aws-lambda";
import type { Conflicts } from "./dynamodb/conflicts.ts";
import type { Right } from "./iam/rights.ts";
import type { AlarmState } from "./watching/alarms.ts";

/** One line of a function's output, or of the engine itself (`source: "engine"`). */
export type LogLine = { time: string; source: string; level: "info" | "warn" | "error"; message: string };
export type Log = (line: LogLine) => void;

export type InvokeSource = "direct" | "http" | "sqs" | "stream" | "schedule" | "bus";
export type Invocation = { functionName: string; source: InvokeSource; event: unknown };

/** An event as rules and their targets see it. */
export type BusEvent = {
  version: "0";
  id: string;
  "detail-type": string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: Record<string, unknown>;
};
export type PublishedEvent = { busName: string; event: BusEvent };

export type SentAnswer = {
  method: string;
  path: string;
  status: number;
  /** By lower-case name. */
  headers: Record<string, string | string[]>;
  body: string;
  /** Until then since it was asked. */
  milliseconds: number;
};

/** For tests: play crashes, duplicates and disorder that AWS's delivery guarantees allow. */
export type EngineHooks = {
  /** Throw before `invoke()` for a crash before the handler ran, after it for a crash after its write. */
  aroundInvoke?: (call: Invocation, invoke: () => Promise<unknown>) => Promise<unknown>;
  /** Batches to deliver in place of this one. */
  streamBatch?: (records: DynamoDBRecord[], table: string) => DynamoDBRecord[][];
  /** Messages to deliver in place of these. */
  sqsBatch?: (messages: SQSRecord[], queueName: string) => SQSRecord[];
  onPublished?: (entry: PublishedEvent) => void;
  /** Each answer of the HTTP API, before it is sent. */
  onAnswer?: (answer: SentAnswer) => void;
  /** Each line of the API's access log, which is the security log. */
  onAccess?: (line: string) => void;
};

export type LocalOptions = {
  /** A CDK cloud assembly: manifest.json, *.template.json, asset directories. */
  assemblyDir: string;
  /** Where data stays between starts. */
  dataDir: string;
  /** Port of the API, 0 = any. */
  port?: number;
  /** Port of the sign-in server; by default the one used before on this data, else the API's + 1. */
  issuerPort?: number;
  /** Forget dataDir first. */
  fresh?: boolean;
  /** Count DynamoDB's requests and capacity units through a proxy (slower). */
  count?: boolean;
  /** Execution environments per function at most: 2 by default, because more take memory and make nothing faster. */
  maxConcurrency?: number;
  /** Addresses that the template names and that are elsewhere in this run, such as a carrier's: from, to. */
  moved?: Record<string, string>;
  /** For tests of faults: seconds until a failed message comes again, in place of the template's. */
  visibilitySeconds?: number;
  /** For tests: writes of functions meet transactions that are under way, as they do on AWS. */
  conflicts?: Conflicts;
  /** For tests: a new execution environment for every n-th invocation of a function. */
  coldEvery?: number;
  /** Count what is done as CloudWatch would, and judge the alarms by it. */
  watched?: boolean;
  log?: Log;
  hooks?: EngineHooks;
};

export type Endpoints = {
  dynamodb: string;
  sqs: string;
  s3: string;
  events: string;
  secretsManager: string;
};

/** What requests of one kind used. */
export type CallCount = {
  /** The function's name; empty for who is none. */
  caller: string;
  /** The table, or `table/index`. */
  part: string;
  operation: string;
  /** Of what kind the items are, by the first words of their keys. */
  items: string;
  requests: number;
  readUnits: number;
  writeUnits: number;
};

export type Counters = {
  dynamodb: {
    requests: Record<string, number>;
    readUnits: number;
    writeUnits: number;
    /** Those of them that went into writes which their condition refused. */
    refusedWriteUnits: number;
    /** Units per table and index, e.g. `cases`, `cases/worklist`. */
    byTable: Record<string, { readUnits: number; writeUnits: number }>;
    /** The same units by who asked for what. */
    byCall: Record<string, CallCount>;
  };
  sqs: Record<string, number>;
  /** Requests to buckets by operation, uploads by link among them. */
  s3: Record<string, number>;
  /** Entries accepted, by detail-type. */
  events: Record<string, number>;
  /** What functions did, by name; time of the processor, starts of workers left out. */
  functions: Record<string, { invocations: number; cpuMs: number }>;
};

export type Claims = Record<string, unknown> & { sub: string };

export type LocalApp = {
  apiUrl: string;
  issuer: string;
  endpoints: Endpoints;
  region: string;
  /** A signed access token of a demo person (see local/demo-people.ts). */
  token(person: string): Promise<string>;
  /** A signed access token with any claims. */
  tokenWith(claims: Claims): Promise<string>;
  /** Stack outputs by `<StackName>.<OutputKey>`, by output key, and by export name. */
  outputs: Record<string, string>;
  /** Physical ids by logical id and by `<StackName>.<LogicalId>`. */
  resources: Record<string, string>;
  tables: string[];
  /** Queue URL by physical name. */
  queues: Record<string, string>;
  functions: string[];
  /** Counts of a queue's messages: what waits in a dead-letter queue, for one. */
  queueDepth(queueName: string): { ready: number; delayed: number; inFlight: number };
  /** Bodies of the messages in a queue that nobody received, oldest first. */
  peekQueue(queueName: string): string[];
  /** Resolves when no stream record, message or invocation is left; rejects after timeoutMs (default 30 s). */
  drained(
    timeoutMs?: number,
    /** False: what a queue keeps back until later may be left there. */
    how?: { waitsForDelayed?: boolean },
  ): Promise<void>;
  /** Lets functions and queues believe that so many days have passed; tokens and links keep their own time. */
  travel(days: number): void;
  /** Runs a schedule's targets now and waits for them. */
  fireSchedule(ruleName: string): Promise<void>;
  /** Runs a function now, whatever the event. */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** Refuses a function's invocations, as with a reserved concurrency of 0, or no longer. */
  stop(functionName: string, isStopped: boolean): void;
  /** Refuses what functions read from a table or write into it, as at its ceiling, or no longer. Only when watched. */
  throttle(table: string, use: "Read" | "Write", isAtCeiling: boolean): void;
  /** Of all alarms of the templates, by what was counted so far. Only when watched. */
  alarms(): AlarmState[];
  counters(): Counters;
  /** How many requests were refused because they met a transaction (`conflicts`). */
  conflictsPlayed(): number;
  /** What functions asked for and had no right to, in AWS's words. */
  refused(): string[];
  /** For tests: takes rights away. What it gives brings them back, and tells what was refused meanwhile. */
  takeRights(isTaken: (right: Right) => boolean): () => string[];
  close(): Promise<void>;
};
