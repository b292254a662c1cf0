import type * as z from "zod";
import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import type { Page } from "#shared/kernel/aws/page.ts";
import type { RecordOf } from "#shared/kernel/records/record.ts";
import type { HistoryEntry, RecordStore } from "#shared/kernel/records/record-store.ts";
import { type ApiRequest, type Route, route } from "./api.ts";
import type { Caller } from "./caller.ts";
import { httpProblems } from "./problem.ts";
import {
  type getContract,
  type historyContract,
  type listContract,
  shortEventName,
} from "./record-contracts.ts";
import { etag, idIn, type RecordDesk, readVisible } from "./record-desk.ts";

type ListContract<Row extends z.ZodType, Query extends z.ZodRawShape> = ReturnType<
  typeof listContract<Row, Query>
>;

/** A list: `page` asks an index, `row` says what is told of each. */
export const listRoute = <Row extends z.ZodType, Query extends z.ZodRawShape, Found>(
  contract: ListContract<Row, Query>,
  page: (request: ApiRequest<ListContract<Row, Query>>) => Promise<Page<Found>>,
  row: (found: Found, caller: Caller) => Promise<z.output<Row>> | z.output<Row>,
): Route =>
  route(contract)(async (request) => {
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
  route(contract)(async (request) => {
    const record = await readVisible(desk, idIn(request), request.caller);
    const body = await whole(record, request);
    return { status: 200, headers: etag(record, body), body };
  });

export const historyRoute = <Rec extends RecordOf<object>, Id extends string>(
  contract: ReturnType<typeof historyContract<Id>>,
  desk: RecordDesk<Rec> & { store: Pick<RecordStore<Rec>, "history"> },
): Route =>
  route(contract)(async (request) => {
    const id = idIn(request);
    await readVisible(desk, id, request.caller);
    const { items, next } = await desk.store.history(id, request.query);
    return { status: 200, body: { items: items.map(historyViewOf), nextCursor: encodeCursor(next) } };
  });

/** One step as every record tells it: with the state that it set, where it set one. */
export function historyViewOf({ version, event, privateNote, changes }: HistoryEntry) {
  const state = changes ? changes.set.state : event.data?.state;
  return {
    version,
    event: shortEventName(event.type),
    at: event.time,
    ...(typeof state === "string" && { state }),
    by: privateNote.actor,
    ...(privateNote.words && { words: privateNote.words }),
  };
}
