import type { EventDefinition } from "#events/define-event.ts";
import type { RouteContract } from "#shared/kernel/http/contract.ts";
import type { EventFilter } from "#shared/kernel/messaging/where.ts";
import type { RecordDefinition } from "#shared/kernel/records/record.ts";
import type { Figures } from "#shared/kernel/watching/figures.ts";
import type { Needs } from "./needs.ts";

/** An event that a function follows; with `where`, only when its data fits one of these EventBridge patterns. */
export type FollowedEvent = Pick<EventDefinition, "type" | "source"> & {
  where?: readonly EventFilter[];
};
/** By the name under which the consumer handles each. */
export type Followed = Readonly<Record<string, FollowedEvent>>;

/** What an alarm says, and the part of docs/operations.md that says what to do, by its anchor. */
export type Ring = { text: string; runbook: string };

/** Work that the clock starts; a run that failed is made good by the next, which sees the same records. */
export type Sweep = {
  everyHours: number;
  /** What it looks for. */
  purpose: string;
  /** What nobody does while it stands still: the alarm's text after three missed runs. */
  stopped: string;
  /** What it counts on its way: see shared/kernel/watching/figures.ts. */
  figures?: Figures;
  /** Log lines, by their code, that somebody has to act on. */
  rings?: Readonly<Record<string, Ring>>;
};

/** One Lambda function, by what surrounds it. */
export type ContextFunction = {
  needs: Needs;
  routes?: readonly RouteContract[];
  /** Answers paths that no contract names, too; one function does. */
  fallback?: true;
  follows?: Followed;
  /** Of all that it follows, only the events whose data fits this EventBridge pattern. */
  where?: EventFilter;
  sweep?: Sweep;
  /** MB, where the usual 512 are too few; the share of processor grows with it. */
  memorySize?: number;
};

/** A queue that other functions or machines fill, worked off by one function of the context. */
export type ContextQueue = {
  worker: string;
  /** The worker's variable with the queue's dead letters. */
  deadLetters: string;
  /** Where its worker lays what others tell of nothing of ours. */
  setAside?: {
    /** The worker's variable with this queue. */
    variable: string;
    /** The code of the worker's log line. */
    line: string;
    /** Who tells: the line's field with their id. */
    from: "carrier" | "provider";
    /** The line's field with how many things it is about. */
    counts: string;
    /** The alarm rings when one of them comes to so many within an hour. */
    many: number;
    rings: Ring;
  };
};

/** A record as its table and the relay see it. */
export type TabledRecord = Pick<
  RecordDefinition,
  | "name"
  | "format"
  | "history"
  | "isHeard"
  | "chained"
  | "forgets"
  | "goes"
  | "eventNames"
  | "idIn"
  | "outboxEntry"
> & {
  indexes: Readonly<
    Record<string, { key: string; sort: string | { attribute: string }; projects?: readonly string[] }>
  >;
};

/** What a bounded context consists of, said once: infrastructure, relay, OpenAPI and tests read it. */
export type Context = {
  /** Its folder in shared/ and functions/, and its table. */
  name: string;
  purpose: string;
  /** All in one table, each with its history beside it. */
  records: readonly TabledRecord[];
  /** Further indexes of the table, for items beside the records. */
  indexes?: TabledRecord["indexes"];
  /** Items that carry `expiresAt` go away after it. */
  expires?: true;
  /** By folder in functions/<context>/. */
  functions: Readonly<Record<string, ContextFunction>>;
  queues?: Readonly<Record<string, ContextQueue>>;
};
