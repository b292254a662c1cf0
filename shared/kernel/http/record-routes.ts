import type * as z from "zod";
import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import type { Cursor, Page } from "#shared/kernel/aws/page.ts";
import type { Decide } from "#shared/kernel/lifecycle/decide.ts";
import type { Refusal } from "#shared/kernel/lifecycle/lifecycle.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import type { RequestMark } from "#shared/kernel/records/last-event.ts";
import type { RecordOf } from "#shared/kernel/records/record.ts";
import type { ListQuery, RecordStore } from "#shared/kernel/records/record-store.ts";
import type { ApiRequest, Route } from "./api.ts";
import type { Caller } from "./caller.ts";
import type { RouteContract } from "./contract.ts";
import { defineProblems, httpProblems, Problem } from "./problem.ts";
import type {
  ActionContract,
  getContract,
  historyContract,
  historyEntry,
  listContract,
} from "./record-contracts.ts";

const problems = defineProblems({
  recordNotFound: {
    status: 404,
    zh: "没有找到，或者您无权查看。",
    en: "There is none, or it is not yours to see.",
  },
  actionNotAllowed: {
    status: 409,
    zh: "现在的状态不能这样处理；现在可以：{allowedActions}。",
    en: "This cannot be done in its present state; possible now: {allowedActions}.",
  },
  staleVersion: {
    status: 412,
    zh: "内容已有更新，当前版本为 {currentVersion}，请刷新后再试。",
    en: "It has changed; its version is now {currentVersion}. Please reload and try again.",
  },
  idempotencyKeyReused: {
    status: 422,
    zh: "这个 Idempotency-Key 已用于另一请求，请换一个。",
    en: "This Idempotency-Key was used for another request; please take a new one.",
  },
});

/** A record as the routes of one kind work with it. */
export type RecordDesk<Rec extends RecordOf<object>> = {
  store: Pick<RecordStore<Rec>, "read" | "write" | "history">;
  /** Whether this person may see it; others are told that there is none. */
  mayRead(record: Rec, caller: Caller): boolean;
};

const etag = ({ version }: { version: number }) => ({ etag: `"${version}"` });

async function readVisible<Rec extends RecordOf<object>>(
  { store, mayRead }: RecordDesk<Rec>,
  id: string,
  caller: Caller,
): Promise<Rec> {
  const record = await store.read(id);
  if (!record || !mayRead(record, caller)) throw problems.recordNotFound();
  return record;
}

/** The factories below give a contract's answers by their own types: what they call says the body's. */
const bound = <Contract extends RouteContract>(
  contract: Contract,
  handle: (request: ApiRequest<Contract>) => ReturnType<Route["handle"]>,
): Route => ({ contract, handle: handle as Route["handle"] });

/** A record's path holds its id and nothing else. */
const idIn = ({ path }: { path: unknown }): string => Object.values(path as Record<string, string>)[0] ?? "";

type ListContract<Row extends z.ZodType, Query extends z.ZodRawShape> = ReturnType<
  typeof listContract<Row, Query>
>;

/** A list: `page` asks an index, `row` says what is told of each. */
export const listRoute = <Row extends z.ZodType, Query extends z.ZodRawShape, Found>(
  contract: ListContract<Row, Query>,
  page: (request: ApiRequest<ListContract<Row, Query>>) => Promise<Page<Found>>,
  row: (found: Found, caller: Caller) => Promise<z.output<Row>> | z.output<Row>,
): Route =>
  bound(contract, async (request) => {
    const { items, next } = await page(request);
    const rows = await Promise.all(items.map((found) => row(found, request.caller)));
    return { status: 200, body: { items: rows, nextCursor: encodeCursor(next) } };
  });

/**
 * The department whose list is asked for: staff see their own, supervisors any; undefined: all of them.
 * @throws Problem 403 for another department's
 */
export function departmentAsked(request: {
  query: { department?: string | undefined };
  caller: Caller;
}): string | undefined {
  const { role, department: own } = request.caller;
  const asked = request.query.department ?? (role === "supervisor" ? undefined : own);
  if (role !== "supervisor" && (!asked || asked !== own)) throw httpProblems.forbidden();
  return asked;
}

export const getRoute = <Rec extends RecordOf<object>, Id extends string, Whole extends z.ZodType>(
  contract: ReturnType<typeof getContract<Id, Whole>>,
  desk: RecordDesk<Rec>,
  whole: (record: Rec, request: Pick<ApiRequest, "caller" | "locale">) => Promise<z.output<Whole>>,
): Route =>
  bound(contract, async (request) => {
    const record = await readVisible(desk, idIn(request), request.caller);
    return { status: 200, headers: etag(record), body: await whole(record, request) };
  });

export const historyRoute = <Rec extends RecordOf<object>, Id extends string>(
  contract: ReturnType<typeof historyContract<Id>>,
  desk: RecordDesk<Rec>,
): Route =>
  bound(contract, async (request) => {
    const id = idIn(request);
    await readVisible(desk, id, request.caller);
    const { items, next } = await desk.store.history(id, request.query as ListQuery);
    const entries: z.output<typeof historyEntry>[] = items.map(({ version, event, privateNote }) => ({
      version,
      event: event.type.split(".")[2] ?? event.type,
      at: event.time,
      ...(typeof event.data.state === "string" && { state: event.data.state }),
      by: privateNote.actor,
      ...(privateNote.words && { words: privateNote.words }),
    }));
    return { status: 200, body: { items: entries, nextCursor: encodeCursor(next) } };
  });

type Acting<
  Rec extends RecordOf<object>,
  Around extends { now: string },
  Bodies,
  View,
  Guard extends string,
> = {
  desk: RecordDesk<Rec>;
  decide: Decide<Rec, Around, Bodies, Guard>;
  /** What the decision asks beside the record. */
  around(record: Rec): Promise<Around>;
  view(record: Rec, caller: Caller): Promise<View>;
};

/** A route for each contract: the action is decided on the version that the caller saw, once per Idempotency-Key. */
export function actionRoutes<
  Rec extends RecordOf<object>,
  Around extends { now: string },
  Bodies extends Record<string, unknown>,
  Action extends keyof Bodies & string,
  Id extends string,
  View extends z.ZodType,
  Guard extends string,
>(
  contracts: { [Each in Action]: ActionContract<Id, View, z.ZodType<Bodies[Each]>> },
  { desk, decide, around, view }: Acting<Rec, Around, Bodies, z.output<View>, Guard>,
): Route[] {
  const answer = async (record: Rec, caller: Caller) => ({
    status: 200,
    headers: etag(record),
    body: await view(record, caller),
  });
  return (Object.keys(contracts) as Action[]).map((action) =>
    bound<RouteContract>(contracts[action], async (request) => {
      const { caller, traceparent } = request;
      const { "if-match": expected, "idempotency-key": key } = request.headers as unknown as ActionHeaders;
      const body = request.body as Bodies[Action];
      const id = idIn(request);
      const mark = key === undefined ? undefined : markOf(caller, action, key, body);
      const record = await readVisible(desk, id, caller);
      if (mark && (await wasTaken(desk, id, record, mark, expected))) return answer(record, caller);
      if (record.version !== expected) throw stale(record.version);
      const circumstances = await around(record);
      const decided = decide(
        record,
        action,
        {
          actor: { role: caller.role, id: caller.id },
          body,
          at: circumstances.now,
          trace: traceparent,
          words: (body as { words?: string }).words,
          request: mark,
        },
        circumstances,
      );
      if ("refused" in decided) throw refusalOf(decided.refused);
      if (await desk.store.write(decided.record)) return answer(decided.record, caller);
      const newer = await readVisible(desk, id, caller);
      // The same request, sent twice at once: the other one was faster.
      if (mark && (await wasTaken(desk, id, newer, mark, expected))) return answer(newer, caller);
      throw stale(newer.version);
    }),
  );
}

type ActionHeaders = { "if-match": number; "idempotency-key"?: string };

const stale = (currentVersion: number): Problem =>
  problems.staleVersion({ facts: { currentVersion }, headers: { etag: `"${currentVersion}"` } });

/** 403 for a role is the contract's to say, before this: whoever comes here may do this in some state. */
function refusalOf(refusal: Refusal<string, string>): Problem {
  const { allowedActions } = refusal;
  if (refusal.kind !== "guard" || !refusal.text)
    return problems.actionNotAllowed({ facts: { allowedActions } });
  const { guard, text } = refusal;
  return new Problem({ status: 409, code: "guardFailed", text }, { facts: { guard, allowedActions } });
}

/** Hashed: a key is the caller's own text, and a body may hold anything. */
const markOf = ({ id }: Caller, action: string, key: string, body: unknown): RequestMark => ({
  key: sha256Hex(canonicalJson([id, action, key])).slice(0, 16),
  body: sha256Hex(canonicalJson(body)).slice(0, 16),
});

/**
 * Whether this very request has been done: as the record's last step, or further back in its history.
 * @throws Problem 422 when the key was used with another body
 */
async function wasTaken<Rec extends RecordOf<object>>(
  { store }: RecordDesk<Rec>,
  id: string,
  record: Rec,
  mark: RequestMark,
  expectedVersion: number,
): Promise<boolean> {
  const isThis = (request: RequestMark | undefined): boolean => {
    if (request?.key !== mark.key) return false;
    if (request.body !== mark.body) throw problems.idempotencyKeyReused();
    return true;
  };
  if (isThis(record.lastEvent.request)) return true;
  // A request that is new names the newest version: only what may be a repeat is looked up.
  if (record.version === expectedVersion) return false;
  let cursor: Cursor;
  do {
    const page = await store.history(id, { cursor, limit: 100 });
    if (page.items.some(({ privateNote }) => isThis(privateNote.request))) return true;
    cursor = page.next;
  } while (cursor);
  return false;
}
