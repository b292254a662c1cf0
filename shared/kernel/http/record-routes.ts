import type * as z from "zod";
import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import type { Page } from "#shared/kernel/aws/page.ts";
import { wordsOf } from "#shared/kernel/records/last-event.ts";
import type { RecordOf } from "#shared/kernel/records/record.ts";
import type { HistoryEntry, RecordStore } from "#shared/kernel/records/record-store.ts";
import type { Caller } from "./caller.ts";
import { recordTag } from "./entity-tag.ts";
import type { Opened } from "./opened.ts";
import { defineProblems, httpProblems, type Problem } from "./problem.ts";
import {
  type getContract,
  type historyContract,
  type listContract,
  shortEventName,
} from "./record-contracts.ts";
import { type ApiRequest, type Route, route } from "./route.ts";

const problems = defineProblems({
  recordNotFound: {
    status: 404,
    zh: "没有找到，或者您无权查看。",
    en: "There is none, or it is not yours to see.",
  },
});

/** One kind of record as an HTTP resource: where it is kept, and who may see it. */
export type RecordResource<Rec extends RecordOf<object>> = {
  /** Without its history where the record keeps none: a repeat is known only while it was the last step, then. */
  store: Pick<RecordStore<Rec>, "read" | "write"> & Partial<Pick<RecordStore<Rec>, "history">>;
  /** Whether this person may see it; others are told that there is none. */
  mayRead(record: Rec, caller: Caller): boolean | Promise<boolean>;
  /** What others are told, unless it is the kernel's own sentence. */
  notFound?(): Problem;
  /** Whose it is, where looking at one is told to them: the case's, unless it says so. */
  openedAs?(record: Rec): Opened;
};

const openedIn = <Rec extends RecordOf<object>>(
  { openedAs }: RecordResource<Rec>,
  record: Rec,
  id: string,
): Opened => {
  if (openedAs) return openedAs(record);
  const of = "caseNumber" in record && typeof record.caseNumber === "string" ? record.caseNumber : "";
  return { of, ...(of !== id && { record: id }) };
};

export const notFoundOf = <Rec extends RecordOf<object>>({ notFound }: RecordResource<Rec>): Problem =>
  notFound?.() ?? problems.recordNotFound();

/** Staff see what is their department's, supervisors all. */
export const ofOwnDepartment = <Rec extends { department: string }>(
  { department }: Rec,
  { role, department: own }: Caller,
): boolean => role === "supervisor" || ((role === "clerk" || role === "reviewer") && department === own);

export const etag = ({ version }: { version: number }, shown?: unknown) => ({
  etag: recordTag(version, shown),
});

/** @throws Problem 404 also for what this person may not see */
export async function readVisible<Rec extends RecordOf<object>>(
  resource: RecordResource<Rec>,
  id: string,
  caller: Caller,
): Promise<Rec> {
  const record = await resource.store.read(id);
  if (!record || !(await resource.mayRead(record, caller))) throw notFoundOf(resource);
  return record;
}

/** Of whose accesses are asked for: an auditor sees everybody's, and nothing of the record itself. */
export const readForAccesses = <Rec extends RecordOf<object>>(
  resource: RecordResource<Rec>,
  id: string,
  caller: Caller,
): Promise<Rec> =>
  readVisible(caller.role === "auditor" ? { ...resource, mayRead: () => true } : resource, id, caller);

/** A record's path holds its id and nothing else. */
export const idIn = ({ path }: { path: unknown }): string =>
  Object.values(path as Record<string, string>)[0] ?? "";

type ListContract<Row extends z.ZodType, Query extends z.ZodRawShape> = ReturnType<
  typeof listContract<Row, Query>
>;

/** A list: `page` asks an index, `row` makes the answer for each. */
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
  resource: RecordResource<Rec>,
  whole: (record: Rec, request: Pick<ApiRequest, "caller" | "locale">) => Promise<z.output<Whole>>,
): Route =>
  route(contract)(async (request) => {
    const id = idIn(request);
    const record = await readVisible(resource, id, request.caller);
    const body = await whole(record, request);
    return { status: 200, headers: etag(record, body), body, opened: openedIn(resource, record, id) };
  });

export const historyRoute = <Rec extends RecordOf<object>, Id extends string>(
  contract: ReturnType<typeof historyContract<Id>>,
  resource: RecordResource<Rec> & { store: Pick<RecordStore<Rec>, "history"> },
): Route =>
  route(contract)(async (request) => {
    const id = idIn(request);
    const record = await readVisible(resource, id, request.caller);
    const { items, next } = await resource.store.history(id, request.query);
    return {
      status: 200,
      body: { items: items.map(historyViewOf), nextCursor: encodeCursor(next) },
      opened: openedIn(resource, record, id),
    };
  });

/** One step as every record tells it: with the state that it set, where it set one. */
export function historyViewOf({ version, event, privateNote, changes }: HistoryEntry) {
  const state = changes ? changes.set.state : event.data?.state;
  const words = wordsOf(privateNote);
  return {
    version,
    event: shortEventName(event.type),
    at: event.time,
    ...(typeof state === "string" && { state }),
    by: privateNote.actor,
    ...(words && { words }),
    ...(privateNote.digest && { digest: privateNote.digest }),
  };
}
